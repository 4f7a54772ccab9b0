"""One job as it is stored; everything else about it is derived from this.

    job.json               what was asked for
    cover                  the picture that goes into the files, if there is one
    items/<first>.jsonl    its items from that index on, a shard of them
    progress.json          how far it had got when its state changed last; there is no job without
                           it, so it is written last and deleted first
    records/<item>.json    how an item has ended
    segments/<xx>/<digest> a synthesised segment; what it is made from gives its name
    files/<name>           the finished files

Outside of the job's folder, `running_index` has a mark of it while it runs.

All of it blocks and raises StorageUnavailable. Any of these files may be foreign, truncated or of
another version. Records and segments that cannot be read count as missing, since they can be made
again; anything else raises JobUnreadable. Either is logged once.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import msgspec

from backend_queues.errors import InvalidOption, shown
from backend_queues.job_errors import JobUnreadable, StorageUnavailable
from frontend.audio.cover import Cover
from frontend.jobs.assembling.names import is_file_name
from frontend.jobs.assembling.output import check_output
from frontend.jobs.decoding import decode_cover
from frontend.jobs.job import Item, ItemRecord, Job, SpokenSegment
from frontend.jobs.log_once import LogOnce
from frontend.jobs.storage.objects import JobObjects
from frontend.jobs.storage.running_index import RunningIndex
from frontend.jobs.storage.shards import in_shards
from frontend.protocol.jobs import JobFile, Progress, State
from frontend.storage.storage import Storage

_decode_job = msgspec.json.Decoder(Job).decode
_decode_items = msgspec.json.Decoder(Item).decode_lines
_decode_progress = msgspec.json.Decoder(Progress).decode
_decode_record = msgspec.json.Decoder(ItemRecord).decode
_decode_segment = msgspec.msgpack.Decoder(SpokenSegment).decode

COVER = "cover"


class Archive:
    """The storage of one job."""

    def __init__(self, storage: Storage, job: str, log_once: LogOnce | None = None) -> None:
        """Open a job that may be there; `log_once` remembers what the log says of all of them."""
        self._storage = storage
        self._objects = JobObjects(storage, job, log_once)
        self._index = RunningIndex(storage)
        self.id = job

    def create(
        self, job: Job, items: Sequence[Item], progress: Progress, cover: bytes = b""
    ) -> None:
        """Store a new job; what has been written of it is deleted if that fails."""
        try:
            self._create(job, items, progress, cover)
        except StorageUnavailable:
            with suppress(StorageUnavailable):
                self.delete()
            raise

    def _create(self, job: Job, items: Sequence[Item], progress: Progress, cover: bytes) -> None:
        self._storage.delete(self.id)  # what is left of one of the same name, half deleted
        if cover:
            self._objects.write(COVER, cover)
        for first, shard in in_shards(items):
            lines = msgspec.json.Encoder().encode_lines(shard)
            self._objects.write(_shard_name(first), lines)
        self._objects.write("job.json", msgspec.json.encode(job))
        self.write_progress(progress)

    def job(self) -> Job | None:
        """Return what was asked for, or None without the job.

        Raises:
            JobUnreadable: also if it asks for what this version does not know.
        """
        job = self._objects.read("job.json", _decode_job)
        if job is None:
            if self._objects.exists("progress.json"):
                raise self._objects.unreadable("job.json", "it is missing")
            return None
        self._check_id("job.json", job.id)
        try:
            check_output(job.output)
        except InvalidOption as error:
            raise self._objects.unreadable("job.json", error.message) from error
        return job

    def cover(self) -> Cover | None:
        """Return the picture for the files; None if there is none, or none that can be read."""
        return self._objects.read_or_skip(COVER, decode_cover)

    def shards(self) -> list[int]:
        """Return the index of each shard's first item."""
        return self._objects.indexes("items", ".jsonl")

    def shard(self, first: int) -> list[tuple[int, Item]]:
        """Return the items of a shard, each with its index.

        Raises:
            JobUnreadable.
        """
        name = _shard_name(first)
        items = self._objects.read(name, _decode_items)
        if items is None:
            raise self._objects.unreadable(name, "it is missing")
        return list(enumerate(items, first))

    def items(self, start: int, end: int) -> Iterator[tuple[int, Item]]:
        """Yield the items from one index up to another.

        Raises:
            JobUnreadable: also if some are missing.
        """
        shards = self.shards()
        expected = start
        for first, following in pairwise([*shards, end]):
            if first < end and following > start:
                for index, item in self.shard(first):
                    if start <= index < end:
                        self._check_order(expected, index)
                        yield index, item
                        expected += 1
        self._check_order(expected, end)

    def progress(self) -> Progress | None:
        """Return how far it had got when its state changed last, or None without the job.

        Raises:
            JobUnreadable.
        """
        progress = self._objects.read("progress.json", _decode_progress)
        if progress is None:
            return None
        self._check_id("progress.json", progress.id)
        if progress.state is State.UNREADABLE:
            error = self._objects.unreadable(
                "progress.json", "this version does not know its state"
            )
            return msgspec.structs.replace(progress, message=error.message)
        return progress

    def write_progress(self, progress: Progress) -> None:
        """Store a state, and that the job runs, or does not any more."""
        self._objects.write("progress.json", msgspec.json.encode(progress))
        if progress.state is State.RUNNING:
            self._index.add(self.id)
        else:
            self._index.remove(self.id)
            if self._runs_again():
                self._index.add(self.id)

    def _runs_again(self) -> bool:
        """Return whether a job that has ended was resumed while its end was being stored."""
        with suppress(JobUnreadable):
            progress = self.progress()
            return progress is not None and progress.state is State.RUNNING
        return False

    def records(self) -> Iterator[tuple[int, ItemRecord]]:
        """Yield the items that have ended, by index."""
        for index in self._objects.indexes("records", ".json"):
            record = self.record(index)
            if record:
                yield index, record

    def record(self, index: int) -> ItemRecord | None:
        """Return how an item has ended; None if it has not, or if that cannot be read."""
        return self._objects.read_or_skip(_record_name(index), _decode_record)

    def write_record(self, index: int, record: ItemRecord) -> None:
        self._objects.write(_record_name(index), msgspec.json.encode(record))

    def delete_record(self, index: int) -> None:
        self._objects.delete(_record_name(index))

    def segment(self, digest: str) -> SpokenSegment | None:
        """Return a synthesised segment; None if it is not there, or cannot be read."""
        return self._objects.read_or_skip(_segment_name(digest), _decode_segment)

    def write_segment(self, digest: str, segment: SpokenSegment) -> None:
        self._objects.write(_segment_name(digest), msgspec.msgpack.encode(segment))

    def has_segment(self, digest: str) -> bool:
        return self._objects.exists(_segment_name(digest))

    def delete_segment(self, digest: str) -> None:
        self._objects.delete(_segment_name(digest))

    def delete_segments(self) -> None:
        """Free what is not needed any more once the files are made."""
        self._objects.delete("segments")

    def files(self) -> list[JobFile]:
        """Return the finished files, by name."""
        sizes = self._storage.sizes(self._objects.path("files"))
        return [JobFile(name, sizes[name]) for name in sorted(sizes) if is_file_name(name)]

    def file(self, name: str) -> JobFile | None:
        """Return the finished file of that name, or None if there is none."""
        size = self._storage.size(self._objects.path(f"files/{name}"))
        return None if size is None else JobFile(name, size)

    def add_file(self, local: Path) -> None:
        """Take a file of this machine into the finished ones."""
        self._storage.upload(self._objects.path(f"files/{local.name}"), local)

    def delete_file(self, name: str) -> None:
        self._storage.delete(self._objects.path(f"files/{name}"))

    def read_file(self, name: str, start: int, end: int) -> Iterator[bytes]:
        """Yield the bytes of a finished file from start up to end."""
        return self._storage.read_range(self._objects.path(f"files/{name}"), start, end)

    def delete(self) -> None:
        """Forget the job."""
        self._objects.delete("progress.json")
        self._storage.delete(self.id)
        self._index.remove(self.id)

    def size_bytes(self) -> int:
        """Return how much of the storage it takes."""
        return self._storage.total_size(self.id)

    def room(self) -> int | None:
        """Return how many bytes the storage has left; None if it cannot be full."""
        return self._storage.room()

    def segment_bytes(self) -> int:
        """Return how much of that is segments."""
        return self._storage.total_size(self._objects.path("segments"))

    def _check_id(self, name: str, job: str) -> None:
        if job != self.id:
            raise self._objects.unreadable(name, f"it is of another job, {shown(job)}")

    def _check_order(self, expected: int, found: int) -> None:
        if found != expected:
            raise self._objects.unreadable("items", f"item {expected} is missing or out of place")


def _shard_name(first: int) -> str:
    return f"items/{first:06}.jsonl"


def _record_name(index: int) -> str:
    return f"records/{index:06}.json"


def _segment_name(digest: str) -> str:
    return f"segments/{digest[:2]}/{digest}"
