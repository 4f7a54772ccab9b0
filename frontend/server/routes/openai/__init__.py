"""The routes of OpenAI's clients, and captioned speech, which Kokoro's servers add to them."""
