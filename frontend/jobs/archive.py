"""One job as it lies in the storage, from which everything else about it is made.

    job.json               what was asked for
    items/<first>.jsonl    its items from that index on, a shard of them
    progress.json          how far it had got when its state changed last; there is no job without
                           it, so it is written last and deleted first
    records/<item>.json    how an item has ended
    segments/<xx>/<digest> a synthesised segment; what it is made from gives its name
    files/<name>           the finished files

All of it blocks and raises StorageUnavailable.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from frontend.jobs.job import Item, ItemRecord, Job, SpokenSegment
from frontend.jobs.storage import Storage
from frontend.protocol.jobs import JobFile, Progress

# Items are read a shard at a time, so that a longer job takes no more memory.
SHARD_ITEMS = 256
SHARD_CHARS = 250_000

_read_record = msgspec.json.Decoder(ItemRecord).decode
_read_segment = msgspec.msgpack.Decoder(SpokenSegment).decode
_read_item = msgspec.json.Decoder(Item).decode


class Archive:
    """The storage of one job."""

    def __init__(self, storage: Storage, job: str) -> None:
        self._storage = storage
        self.id = job

    def create(self, job: Job, items: Sequence[Item], progress: Progress) -> None:
        """Store a new job."""
        for first, shard in _shards(items):
            lines = msgspec.json.Encoder().encode_lines(shard)
            self._storage.write(self._path("items", f"{first:06}.jsonl"), lines)
        self._storage.write(self._path("job.json"), msgspec.json.encode(job))
        self.write_progress(progress)

    def job(self) -> Job | None:
        """Return what was asked for, or None without the job."""
        text = self._storage.read(self._path("job.json"))
        return msgspec.json.decode(text, type=Job) if text else None

    def shards(self) -> list[int]:
        """Return the index of each shard's first item."""
        return [int(name.partition(".")[0]) for name in self._storage.names(self._path("items"))]

    def shard(self, first: int) -> list[tuple[int, Item]]:
        """Return the items of a shard, each with its index."""
        lines = self._storage.read(self._path("items", f"{first:06}.jsonl")) or b""
        return list(enumerate(map(_read_item, lines.splitlines()), first))

    def items(self, start: int, end: int) -> Iterator[tuple[int, Item]]:
        """Yield the items from one index up to another."""
        shards = self.shards()
        for first, following in zip(shards, [*shards[1:], end], strict=True):
            if first < end and following > start:
                yield from (one for one in self.shard(first) if start <= one[0] < end)

    def progress(self) -> Progress | None:
        """Return how far it had got when its state changed last, or None without the job."""
        text = self._storage.read(self._path("progress.json"))
        return msgspec.json.decode(text, type=Progress) if text else None

    def write_progress(self, progress: Progress) -> None:
        self._storage.write(self._path("progress.json"), msgspec.json.encode(progress))

    def records(self) -> Iterator[tuple[int, ItemRecord]]:
        """Yield the items that have ended, by index."""
        for name in self._storage.names(self._path("records")):
            index = int(name.partition(".")[0])
            record = self.record(index)
            if record:
                yield index, record

    def record(self, index: int) -> ItemRecord | None:
        """Return how an item has ended, or None if it has not."""
        text = self._storage.read(self._record_path(index))
        return _read_record(text) if text else None

    def write_record(self, index: int, record: ItemRecord) -> None:
        self._storage.write(self._record_path(index), msgspec.json.encode(record))

    def delete_record(self, index: int) -> None:
        self._storage.delete(self._record_path(index))

    def segment(self, digest: str) -> SpokenSegment | None:
        """Return a synthesised segment; None if it is not there, or cannot be read."""
        data = self._storage.read(self._segment_path(digest))
        try:
            return _read_segment(data) if data else None
        except msgspec.DecodeError:  # a disk was full, or a machine lost its power
            return None

    def write_segment(self, digest: str, segment: SpokenSegment) -> None:
        self._storage.write(self._segment_path(digest), msgspec.msgpack.encode(segment))

    def delete_segments(self) -> None:
        """Free what is not needed any more once the files are made."""
        self._storage.delete(self._path("segments"))

    def files(self) -> list[JobFile]:
        """Return the finished files, by name."""
        sizes = self._storage.sizes(self._path("files"))
        return [JobFile(name, sizes[name]) for name in sorted(sizes)]

    def file(self, name: str) -> JobFile | None:
        """Return the finished file of that name, or None if there is none."""
        size = self._storage.size(self._path("files", name))
        return None if size is None else JobFile(name, size)

    def add_file(self, local: Path) -> None:
        """Take a file of this machine into the finished ones."""
        self._storage.upload(self._path("files", local.name), local)

    def delete_file(self, name: str) -> None:
        self._storage.delete(self._path("files", name))

    def read_file(self, name: str, start: int, end: int) -> Iterator[bytes]:
        """Yield the bytes of a finished file from start up to end."""
        return self._storage.read_range(self._path("files", name), start, end)

    def delete(self) -> None:
        """Forget the job."""
        self._storage.delete(self._path("progress.json"))
        self._storage.delete(self.id)

    def _path(self, *parts: str) -> str:
        return "/".join((self.id, *parts))

    def _record_path(self, index: int) -> str:
        return self._path("records", f"{index:06}.json")

    def _segment_path(self, digest: str) -> str:
        return self._path("segments", digest[:2], digest)


def _shards(items: Sequence[Item]) -> Iterator[tuple[int, list[Item]]]:
    """Yield the items in shards, each with the index of its first."""
    shard: list[Item] = []
    first = characters = 0
    for index, item in enumerate(items):
        shard.append(item)
        characters += len(item.text)
        if len(shard) == SHARD_ITEMS or characters > SHARD_CHARS:
            yield first, shard
            shard, first, characters = [], index + 1, 0
    if shard:
        yield first, shard
