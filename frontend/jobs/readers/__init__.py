"""A file's bytes to the items of a job: pure, no I/O. `read_items` is all the rest needs.

In come .txt, .md, .epub, .jsonl, .csv, .srt and .vtt; out goes a Work: title, author, language and
items in order. It may import `text`, `protocol` and the records of `jobs`.
"""

from frontend.jobs.readers.read import read_items
from frontend.jobs.readers.suffixes import SUFFIXES
from frontend.jobs.readers.work import Work

__all__ = ["SUFFIXES", "Work", "read_items"]
