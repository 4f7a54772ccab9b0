"""SSML as a file: one document, which is one item."""

from frontend.jobs.job import Item
from frontend.jobs.readers.decoding import decode
from frontend.jobs.readers.work import Work


def read_ssml(content: bytes, title: str) -> Work:
    text = decode(content)
    items = [Item(id="0001", text=text, chapter=title, ssml=True)] if text.strip() else []
    return Work(title=title, items=items)
