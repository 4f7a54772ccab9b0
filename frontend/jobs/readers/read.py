"""A file's bytes to the items of a job, by the suffix of its name."""

from collections.abc import Callable
from functools import partial
from pathlib import PurePath

from backend_queues.errors import InvalidRequest, shown
from frontend.jobs.readers.docx import read_docx
from frontend.jobs.readers.epub.book import read_epub
from frontend.jobs.readers.marked import read_marked
from frontend.jobs.readers.pdf.read import read_pdf
from frontend.jobs.readers.plain import read_plain
from frontend.jobs.readers.rows import read_csv, read_jsonl
from frontend.jobs.readers.ssml import read_ssml
from frontend.jobs.readers.subtitles import read_subtitles
from frontend.jobs.readers.suffixes import check_suffix
from frontend.jobs.readers.work import Work, bounded

SHOWN_WARNINGS = 3  # where nothing can be read

_READERS: dict[str, Callable[[bytes, str], Work]] = {
    ".txt": read_plain,
    ".md": read_marked,
    ".markdown": read_marked,
    ".jsonl": read_jsonl,
    ".csv": read_csv,
    ".ssml": read_ssml,
    ".pdf": read_pdf,
    ".srt": read_subtitles,
    ".vtt": read_subtitles,
}
_NOTED: dict[str, Callable[[bytes, str, bool], Work]] = {  # may have notes
    ".epub": read_epub,
    ".docx": read_docx,
}


def read_items(
    name: str, content: bytes, with_notes: bool = False, *, keeps_code: bool = False
) -> Work:
    """Return what the file holds, in reading order. It takes time: call it from a thread.

    `with_notes`: notes of a book are said where they stand.
    `keeps_code`: so are blocks of code in Markdown, as somebody wants to hear them, or of them.

    A title that the file does not tell is its name without the suffix.

    Raises:
        InvalidRequest: it is none of SUFFIXES, or cannot be read; the message names the line.
    """
    path = PurePath(name)
    check_suffix(name)
    try:
        reader = _reader(path.suffix.lower(), with_notes)
        if keeps_code and reader is read_marked:
            reader = partial(read_marked, keeps_code=True)
        work = reader(content, path.stem)
    except InvalidRequest as error:
        raise InvalidRequest(f"{shown(name)} cannot be read. {error}") from error
    if not work.items:
        reasons = " ".join(["", *work.warnings[:SHOWN_WARNINGS]])
        raise InvalidRequest(f"{shown(name)} holds nothing to speak.{reasons}")
    return bounded(work)


def _reader(suffix: str, with_notes: bool) -> Callable[[bytes, str], Work]:
    if suffix in _NOTED:
        return lambda content, title: _NOTED[suffix](content, title, with_notes)
    return _READERS[suffix]
