"""SSML's <phoneme> in a text that comes in pieces, as the markup that the text stage knows.

<phoneme alphabet="ipa" ph="mɛtˈfɔɹmɪn">Metformin</phoneme> is [Metformin](/mɛtˈfɔɹmɪn/). <speak>
is left out. The text stage itself knows <break>, whether or not SSML is asked for.
"""

import re

LONGEST_CHARS = 500  # of an element; what begins like one and is longer is no element
_ELEMENT = re.compile(r"<phoneme\b([^<>]{0,300})>([^<>\[\]]{0,100})</phoneme ?>", re.IGNORECASE)
_IPA = re.compile(r"\bph ?= ?[\"']([^\"'<>()]{1,200})[\"']", re.IGNORECASE)
_OTHER_ALPHABET = re.compile(r"\balphabet ?= ?[\"'](?!ipa)", re.IGNORECASE)
_SPEAK = re.compile(r"</?speak(?: [^<>]{0,300})?>", re.IGNORECASE)
_BEGINNINGS = ("<phoneme", "<speak", "</speak")


class Phonemes:
    """Takes the text, and holds back what may be the beginning of an element."""

    def __init__(self) -> None:
        self._held = ""

    def push(self, text: str) -> str:
        """Return what is certain."""
        text = _SPEAK.sub("", _ELEMENT.sub(_written, self._held + text))
        certain = _uncertain_from(text)
        self._held = text[certain:]
        return text[:certain]

    def finish(self) -> str:
        """Return what was held back."""
        held, self._held = self._held, ""
        return held


def _written(element: re.Match[str]) -> str:
    attributes, word = element[1], element[2]
    ipa = None if _OTHER_ALPHABET.search(attributes) else _IPA.search(attributes)
    return f"[{word}](/{ipa[1]}/)" if ipa and word.strip() else word


def _uncertain_from(text: str) -> int:
    """Return where an element may have begun that has not ended; the text's length if nowhere."""
    place = text.find("<", max(0, len(text) - LONGEST_CHARS))
    while place >= 0:
        rest = text[place:].lower()
        if any(rest.startswith(it) or it.startswith(rest) for it in _BEGINNINGS):
            return place
        place = text.find("<", place + 1)
    return len(text)
