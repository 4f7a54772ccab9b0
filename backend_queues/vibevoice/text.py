"""The text as the models take it, and the longest that they may take to say it."""

from collections.abc import Iterable

from backend_queues.errors import NothingToSpeak, shown

FRAMES_PER_S = 7.5  # a frame is 3200 samples

# Very slow speech: a letter of an alphabet takes less than this, and a Chinese character or a
# digit less than that. Longer speech means that the model does not stop.
LETTER_S = 1 / 6
SIGN_S = 0.6
PAUSES_S = 3.0


def spoken_text(text: str, control_tokens: Iterable[str]) -> str:
    """Return the text on one line, without what a model would not take for text.

    Raises:
        NothingToSpeak: no letter and no digit is left.
    """
    for token in control_tokens:
        text = text.replace(token, " ")
    text = " ".join(text.split())
    if not any(char.isalnum() for char in text):
        raise NothingToSpeak(f"Nothing in {shown(text)} can be said aloud.")
    return text


def most_frames(text: str) -> int:
    """Return how many frames the speech may have: one more is the model running away."""
    letters = sum(char.isalpha() and char < "\u2e80" for char in text)
    signs = sum(char.isalnum() for char in text) - letters
    return round((PAUSES_S + LETTER_S * letters + SIGN_S * signs) * FRAMES_PER_S)
