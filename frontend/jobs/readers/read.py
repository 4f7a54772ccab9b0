"""A file's bytes to the items of a job, by the suffix of its name."""

from collections.abc import Callable
from functools import partial
from pathlib import PurePath

from backend_queues.errors import InvalidRequest, shown
from frontend.jobs.readers.epub.book import read_epub
from frontend.jobs.readers.marked import read_marked
from frontend.jobs.readers.plain import read_plain
from frontend.jobs.readers.rows import read_csv, read_jsonl
from frontend.jobs.readers.subtitles import read_subtitles
from frontend.jobs.readers.suffixes import check_suffix
from frontend.jobs.readers.work import Work, bounded

_READERS: dict[str, Callable[[bytes, str], Work]] = {
    ".txt": read_plain,
    ".md": read_marked,
    ".markdown": read_marked,
    ".epub": read_epub,
    ".jsonl": read_jsonl,
    ".csv": read_csv,
    ".srt": read_subtitles,
    ".vtt": read_subtitles,
}


def read_items(name: str, content: bytes, *, keeps_code: bool = False) -> Work:
    """Return what the file holds, in reading order. It takes time: call it from a thread.

    `keeps_code`: so are blocks of code in Markdown, as somebody wants to hear them, or of them.

    A title that the file does not tell is its name without the suffix.

    Raises:
        InvalidRequest: it is none of SUFFIXES, or cannot be read; the message names the line.
    """
    path = PurePath(name)
    check_suffix(name)
    try:
        reader = _READERS[path.suffix.lower()]
        if keeps_code and reader is read_marked:
            reader = partial(read_marked, keeps_code=True)
        work = reader(content, path.stem)
    except InvalidRequest as error:
        raise InvalidRequest(f"{shown(name)} cannot be read. {error}") from error
    if not work.items:
        raise InvalidRequest(f"{shown(name)} holds nothing to speak.")
    return bounded(work)
