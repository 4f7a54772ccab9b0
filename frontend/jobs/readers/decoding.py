"""The bytes of a text file to text."""

import codecs

import chardet

from backend_queues.errors import InvalidRequest
from frontend.jobs.limits import MAX_LINES, check_chars

GUESSED_BYTES = 200_000  # from which the encoding is guessed

# That of UTF-32 begins with that of UTF-16.
_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def decode(content: bytes) -> str:
    """Return the text: as its byte order mark says, else UTF-8, else the encoding it looks like.

    Raises:
        InvalidRequest: it has no text's bytes.
    """
    marked = next((name for mark, name in _MARKS.items() if content.startswith(mark)), None)
    if marked:
        text = _decoded(content.removeprefix(codecs.BOM_UTF8), marked)
    else:
        try:
            text = content.decode()
        except UnicodeDecodeError as error:
            text = _decoded(content, _guessed(content, error.start))
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise InvalidRequest(f"Line {line} holds a zero byte: this is no text file.")
    return text


def lines_of(text: str) -> list[str]:
    """Return the lines of a text, whatever system it comes from, without their ends.

    Raises:
        InvalidRequest: no job may have so much text, or so many lines.
    """
    check_chars(len(text))
    lines = text.splitlines() or [""]
    if len(lines) > MAX_LINES:
        raise InvalidRequest(f"It has more than {MAX_LINES:,} lines: send several files.")
    return lines


def _guessed(content: bytes, first: int) -> str:
    """Return the encoding's name; `first`: the first byte that is not of UTF-8."""
    start = max(content.rfind(b"\n", 0, first) + 1, first - GUESSED_BYTES // 2)
    encoding = chardet.detect(content[start : start + GUESSED_BYTES], prefer_superset=True)[
        "encoding"
    ]
    if encoding is None:
        line = content.count(b"\n", 0, first) + 1
        raise InvalidRequest(
            f"Line {line} is not UTF-8, and the encoding of this file cannot be told: save it as "
            "UTF-8."
        )
    return encoding


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeError as error:
        first = error.start if isinstance(error, UnicodeDecodeError) else 0
        line = content.count(b"\n", 0, first) + 1
        raise InvalidRequest(
            f"Line {line} is not {encoding}, as the rest of the file seems to be: save it as UTF-8."
        ) from error
