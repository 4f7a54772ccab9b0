"""The files that can be read, by the suffix of their names."""

from pathlib import PurePath

from backend_queues.errors import InvalidRequest, shown

KEEPS_CODE = "code"  # what a reader is told beside the name of a file

_BOOKS = (".txt", ".md", ".markdown", ".epub", ".docx", ".pdf")
SUFFIXES = (*_BOOKS, ".ssml", ".jsonl", ".csv", ".srt", ".vtt")


def check_suffix(name: str) -> None:
    """Raise InvalidRequest unless there is a reader for a file of that name."""
    if PurePath(name).suffix.lower() not in SUFFIXES:
        raise InvalidRequest(f"{shown(name)} cannot be read: use one of {', '.join(SUFFIXES)}.")
