"""What a job's files are called: sortable, readable, and possible on every file system."""

import re
import unicodedata

from frontend.audio.formats import JOB_FORMATS, check_encoding
from frontend.protocol.bounds import within
from frontend.protocol.jobs import Output

LONGEST_BYTES = 100  # a file system takes 255, of which others put something before and behind
NUMBER_DIGITS = 3
NAMELESS = "audio"

_FILE_NAME = re.compile(r"[^./\\\x00-\x1f\x7f\ud800-\udfff][^/\\\x00-\x1f\x7f\ud800-\udfff]*")
_MAX_NAME_BYTES = 255

_LOOKED_AT_CHARS = 1000  # of a name: of n marks over one letter, putting them in order takes n²

_KEPT = "LMN"  # letters, marks such as vowel signs, numbers
_RESERVED = re.compile(r"con|prn|aux|nul|com\d|lpt\d")  # devices of Windows, with any suffix


def stem_of(index: int, total: int, name: str) -> str:
    """Return the stem of the files of an item or a chapter, such as 003-the-storm.

    The index counts from 0, what is written from 1; an only file has no number.
    """
    readable = within(_slug(name), LONGEST_BYTES).strip("-")
    if total > 1:
        number = str(index + 1).zfill(max(NUMBER_DIGITS, len(str(total))))
        return f"{number}-{readable}".rstrip("-")
    return f"{readable}_" if _RESERVED.fullmatch(readable) else readable or NAMELESS


def file_names(stem: str, output: Output) -> list[str]:
    """Return what `assemble` will write: the audio first, then its captions."""
    suffix = check_encoding(output.format, output.sample_rate, JOB_FORMATS).suffix
    return [stem + suffix, *(f"{stem}.{captions}" for captions in dict.fromkeys(output.captions))]


def is_file_name(name: str) -> bool:
    """Whether a file of a job can have that name, on whatever storage."""
    return bool(_FILE_NAME.fullmatch(name)) and len(name.encode()) <= _MAX_NAME_BYTES


def _slug(name: str) -> str:
    composed = unicodedata.normalize("NFC", name[:_LOOKED_AT_CHARS]).lower()
    return re.sub("-+", "-", "".join(map(_safe, composed)))


def _safe(char: str) -> str:
    return char if char == "_" or unicodedata.category(char)[0] in _KEPT else "-"
