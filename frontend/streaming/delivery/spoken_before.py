"""Segments that were spoken before, so that no worker is asked for them."""

from collections.abc import Mapping, Sequence

from frontend.streaming.delivery.in_flight import InFlightSegments
from frontend.streaming.delivery.ledger import Entry
from frontend.streaming.ports import SegmentCache
from tasks.messages import AnyNumberedMessage, SegmentTask

NOTHING_MADE: Mapping[int, Sequence[AnyNumberedMessage]] = {}


class NoCache:
    """Knows nothing, and keeps nothing."""

    def serves(self, backend: str) -> bool:
        return False

    def name(self, task: SegmentTask, backend: str, owner: str) -> str:
        return ""

    async def find(
        self, name: str, task: SegmentTask, backend: str
    ) -> Sequence[AnyNumberedMessage]:
        return ()

    def keep(self, name: str, messages: Sequence[AnyNumberedMessage], pause_s: float) -> None:
        pass


NO_CACHE = NoCache()


class SpokenBefore:
    """Delivers such segments: of this utterance itself before it was resumed, or of any."""

    def __init__(
        self,
        segments: InFlightSegments,
        cache: SegmentCache,
        made: Mapping[int, Sequence[AnyNumberedMessage]],
    ) -> None:
        """The segments that are `made` are those of the utterance itself."""
        self._segments = segments
        self._cache = cache
        self._made = dict(made)
        segments.keep = self._keep

    async def deliver(self, entry: Entry, had_s: float) -> bool:
        """Deliver the segment, if it was spoken; false if a worker is to be asked.

        The listener had so many seconds of it. It is true too for one that is not wanted any more.
        """
        task = entry.task
        if task.segment_index in self._made and not (task.resume_sample or had_s):
            self._receive(self._made.pop(task.segment_index))
            return True
        if not entry.cache_name:
            return False
        found = await self._cache.find(entry.cache_name, task, entry.backend.name)
        if not self._segments.ledger.counts(task):
            return True  # meanwhile the utterance has ended, or another backend speaks it
        if found:
            entry.take_from_cache()
            self._receive(found)
        return bool(found)

    def _keep(self, entry: Entry) -> None:
        """All of a segment is here."""
        if made := entry.take_made():
            self._cache.keep(entry.cache_name, made, entry.task.pause_s)

    def _receive(self, messages: Sequence[AnyNumberedMessage]) -> None:
        for message in messages:
            self._segments.receive(message)
