"""What clients of Deepgram send and are answered: POST and WebSocket /v1/speak and /v2/speak."""
