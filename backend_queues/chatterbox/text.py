"""What is done to text before upstream reads it, and how long its speech may get."""

import re

# The names users may write, and what turbo calls them.
TURBO_TAGS = {
    "laugh": "laugh",
    "chuckle": "chuckle",
    "sigh": "sigh",
    "cough": "cough",
    "throat": "clear throat",
    "clear throat": "clear throat",
    "sniff": "sniff",
    "gasp": "gasp",
    "groan": "groan",
    "shush": "shush",
}
MOST_TOKENS = 1000  # 40 s: upstream's own limit
LEAST_TOKENS = 75  # 3 s: a word or two, or a few pauses more than usual
TOKENS_PER_LETTER = 3  # 8 letters a second: slow speech
# One sign may be a whole word: a digit, and most of what is written from here on.
TOKENS_PER_SIGN = 15
FIRST_SIGN = "\u2e80"

_TAG = re.compile(r"\[([^\[\]]+)\]")


def with_turbo_tags(text: str) -> str:
    """Return the text with each tag in the form that turbo has a token for."""

    def replaced(tag: re.Match[str]) -> str:
        name = TURBO_TAGS.get(" ".join(tag[1].lower().split()))
        return f"[{name}]" if name else tag[0]

    return _TAG.sub(replaced, text)


def is_speakable(text: str) -> bool:
    return any(character.isalnum() for character in text)


def token_limit(text: str) -> int:
    """Return how many speech tokens, of 40 ms, the text may take at the very most.

    A model that misses the end of its text would never stop.
    """
    signs = sum(character.isdigit() or character >= FIRST_SIGN for character in text)
    tokens = signs * TOKENS_PER_SIGN + (len(text) - signs) * TOKENS_PER_LETTER
    return min(LEAST_TOKENS + tokens, MOST_TOKENS)
