"""A file's bytes to the items of a job: pure, no I/O. `read_items` is all the rest needs."""

from frontend.jobs.readers.read import SUFFIXES, read_items
from frontend.jobs.readers.work import Work

__all__ = ["SUFFIXES", "Work", "read_items"]
