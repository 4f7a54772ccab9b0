"""What a voice says to be heard, in its own language."""

from backend_queues.voices import primary_of

SENTENCES = {
    "de": "Guten Tag, so klingt meine Stimme.",
    "en": "Hello there, this is how my voice sounds.",
    "es": "Hola, así suena mi voz.",
    "fr": "Bonjour, voici ma voix.",
    "hi": "नमस्ते, मेरी आवाज़ ऐसी है।",
    "it": "Ciao, questa è la mia voce.",
    "ja": "こんにちは、これが私の声です。",
    "nl": "Hallo, zo klinkt mijn stem.",
    "pl": "Dzień dobry, tak brzmi mój głos.",
    "pt": "Olá, esta é a minha voz.",
    "zh": "你好,这就是我的声音。",
}


def sentence_of(language: str) -> str:
    """Return the language's sentence; of others, the English one."""
    return SENTENCES.get(primary_of(language), SENTENCES["en"])
