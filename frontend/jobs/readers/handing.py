"""The items of a job on their way from the process that has read them to the frontend.

    outcome.json    {"problem": "..."}, or {"header": {...}}: what is said of all items
    items.jsonl     the items
    cover           the cover of a book that has one

The frontend believes neither: each line is bounded, and each item is checked as if a client had
sent it.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Generic, NamedTuple, TypeVar

import msgspec

from backend_queues.errors import InvalidRequest
from frontend.audio.cover import MAX_COVER_BYTES, read_cover
from frontend.confinement.leavings import Unbelievable, open_left, read_left
from frontend.jobs.job import Item, ItemBody
from frontend.jobs.limits import MAX_ITEM_CHARS, limited
from tasks.process.decoding import UNDECODABLE

T = TypeVar("T", bound=msgspec.Struct)

MAX_OUTCOME_BYTES = 2**20
MAX_LINE_BYTES = 6 * MAX_ITEM_CHARS + 2**20  # JSON may spell a character in six
MAX_PROBLEM_CHARS = 1_000
COVER = "cover"
WITH_NOTES = "notes"  # what a reader is told beside the file's name
TOO_MUCH = "It takes too much time or memory to read: send it in parts, as several jobs."

Read = Callable[[bytes, list[str]], tuple[msgspec.Struct, Iterable[Item]]]


class _Outcome(msgspec.Struct, omit_defaults=True):
    problem: str = ""
    header: msgspec.Raw = msgspec.Raw(b"null")


def handing_over(read: Read) -> Callable[[bytes, Path, list[str]], None]:
    """Return what a reader's process runs: `read` returns the header and the items of a file."""

    def hand_over(content: bytes, folder: Path, arguments: list[str]) -> None:
        try:
            header, items = read(content, arguments)
            _write_items(folder / "items.jsonl", items)
            outcome = _Outcome(header=msgspec.Raw(msgspec.json.encode(header)))
        except InvalidRequest as error:
            outcome = _Outcome(problem=error.message)
        (folder / "outcome.json").write_bytes(msgspec.json.encode(outcome))

    return hand_over


class Handed(NamedTuple, Generic[T]):
    header: T
    items: list[Item]
    cover: bytes  # b"" of what has none


def handed_over(folder: Path, kind: type[T]) -> Handed[T]:
    """Return what a reader's process has left; blocks.

    Raises:
        InvalidRequest: the file cannot be read, as the reader says.
        Unbelievable: what it has left is damaged.
    """
    try:
        told = read_left(folder / "outcome.json", MAX_OUTCOME_BYTES)
        outcome = msgspec.json.decode(told, type=_Outcome)
        if outcome.problem:
            raise InvalidRequest(outcome.problem[:MAX_PROBLEM_CHARS])
        with open_left(folder / "items.jsonl") as file:
            items = list(limited(_items(file)))
        return Handed(msgspec.json.decode(outcome.header, type=kind), items, _cover(folder))
    except UNDECODABLE as error:
        raise Unbelievable(str(error)) from error


def _cover(folder: Path) -> bytes:
    if not (folder / COVER).exists():
        return b""
    try:
        return read_cover(read_left(folder / COVER, MAX_COVER_BYTES)).data
    except InvalidRequest as error:
        raise Unbelievable(error.message) from error


def _write_items(path: Path, items: Iterable[Item]) -> None:
    encoder = msgspec.json.Encoder()
    with path.open("wb") as file:
        for item in items:
            file.write(encoder.encode(item) + b"\n")


def _items(file: BinaryIO) -> Iterator[Item]:
    decoder = msgspec.json.Decoder(ItemBody)
    while line := file.readline(MAX_LINE_BYTES + 1):
        if len(line) > MAX_LINE_BYTES:
            raise Unbelievable("A line of the items is too long.")
        yield decoder.decode(line).item()
