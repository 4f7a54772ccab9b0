"""`<spell>AB1</spell>`: what stands between these tags is said letter by letter.

Cartesia's other tags need nothing here: `<break time="1s"/>` is a pause in any text, and of
`<emotion>`, `<speed>` and `<volume>` nothing is heard, as of any tag that stands alone.
"""

import re

MAX_SPELLED_CHARS = 200  # what has not ended by then is text

_OPENING = re.compile(r"<spell>", re.IGNORECASE)
_CLOSING = re.compile(r"</spell>", re.IGNORECASE)
_BEGUN = re.compile(r"<(?:s(?:p(?:e(?:l(?:l)?)?)?)?)?", re.IGNORECASE)
_GROUPS = re.compile(r"[^\W_]+|[@&+#]")


class Spelling:
    """Gives the same text however it is pushed."""

    def __init__(self) -> None:
        self._held = ""

    def push(self, text: str) -> str:
        """Return what is certain now."""
        return self._read(text, is_whole=False)

    def flush(self) -> str:
        """Return what was held back; what follows is another text."""
        return self._read("", is_whole=True)

    def _read(self, text: str, *, is_whole: bool) -> str:
        text, self._held = self._held + text, ""
        said: list[str] = []
        place = 0
        while opening := _OPENING.search(text, place):
            said.append(text[place : opening.start()])
            limit = opening.end() + MAX_SPELLED_CHARS + len("</spell>")
            closing = _CLOSING.search(text, opening.end(), limit)
            if closing is None and not is_whole and len(text) < limit:
                self._held = text[opening.start() :]
                return "".join(said)
            place = closing.end() if closing else opening.end()
            if closing:
                said.append(spelled(text[opening.end() : closing.start()]))
        end = len(text) if is_whole else _begun(text, place)
        self._held = text[end:]
        return "".join([*said, text[place:end]])


def spelled_out(text: str) -> str:
    """Return a whole text with its tags followed."""
    spelling = Spelling()
    return spelling.push(text) + spelling.flush()


def spelled(text: str) -> str:
    """Return what is said for a text that is spelled: its letters, with a comma between groups."""
    return ", ".join(" ".join(group.upper()) for group in _GROUPS.findall(text))


def _begun(text: str, start: int) -> int:
    """Return where a tag may have begun that is not whole yet; the end if none has."""
    place = text.rfind("<", max(start, len(text) - len("<spell")))
    return place if place >= 0 and _BEGUN.fullmatch(text, place) else len(text)
