"""What a document of marks is written in, which is often not what it says of itself."""

import codecs
import re

import chardet

LOOK_BYTES = 1_000  # in which a document says what it is written in
GUESSED_BYTES = 100_000  # from which an encoding is guessed
MOST_WRONG = 0.05  # of the characters beyond ASCII, in what is still taken for UTF-8
REPLACED = "\ufffd"

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
    b"<\0": "utf-16-le",
    b"\0<": "utf-16-be",
}
_DECLARED = re.compile(rb"(?:encoding|charset)\s{0,9}=\s{0,9}[\"']?([A-Za-z0-9._:-]{1,40})")
# Pages that say the first are read as the second everywhere, as it has more characters.
_READ_AS = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}


def text_of(content: bytes) -> str:
    """Return the document as text; bytes that stand for no character are left out."""
    marked = next((name for mark, name in _MARKS.items() if content.startswith(mark)), "")
    return _text_of(content, marked).replace(REPLACED, "").replace("\0", "")


def _text_of(content: bytes, marked: str) -> str:
    if marked:
        return content.decode(marked, "replace")
    declared = _declared(content)
    if declared.startswith("iso2022"):  # in the bytes of ASCII
        return _in(content, declared) or content.decode("utf-8", "replace")
    text = content.decode("utf-8", "replace")
    if _is_utf_8(text):  # whatever it says: nothing else looks like UTF-8
        return text
    return _in(content, declared) or _in(content, _guessed(content)) or text


def _is_utf_8(text: str) -> bool:
    wrong = text.count(REPLACED)
    if not wrong:
        return True
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    return wrong <= MOST_WRONG * beyond_ascii


def _declared(content: bytes) -> str:
    """Return the encoding that the document names, if there is one that bytes can be in."""
    found = _DECLARED.search(content, 0, LOOK_BYTES)
    try:
        name = codecs.lookup(found[1].decode()).name if found else ""
    except LookupError:
        return ""
    return "" if name.startswith(("utf", "punycode", "idna", "rot", "hex", "base64")) else name


def _guessed(content: bytes) -> str:
    return chardet.detect(content[:GUESSED_BYTES], prefer_superset=True)["encoding"] or ""


def _in(content: bytes, encoding: str) -> str:
    """Return the text in an encoding, "" if the bytes are not of it."""
    try:
        return content.decode(_READ_AS.get(encoding, encoding)) if encoding else ""
    except (UnicodeError, LookupError):
        return ""
