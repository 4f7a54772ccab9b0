"""One item being spoken: its segments come in any order, and fail together."""

from backend_queues.errors import NothingToSpeak, TTSError
from frontend.jobs.job import Item, ItemRecord, SpokenSegment
from frontend.protocol.jobs import Reason


class ItemProgress:
    """Collects what becomes of an item's segments until all are there, or one has failed."""

    def __init__(self, index: int, item: Item) -> None:
        self.index = index
        self._item = item
        self._digests: list[str] = []
        self._in_flight = 0
        self.recorded = False  # somebody writes its record, or has
        self._cut = False
        self._audio_s = 0.0
        self._failure: Reason | None = None

    @property
    def failed(self) -> bool:
        return self._failure is not None

    @property
    def over(self) -> bool:
        """Whether nothing more of it will come."""
        return not self._in_flight and (self._cut or self.failed)

    def begin(self, digest: str) -> None:
        """Expect its next segment."""
        self._digests.append(digest)
        self._in_flight += 1

    def end(self, segment: SpokenSegment | None) -> None:
        """Note that one of its segments is there; None: it will not come."""
        self._in_flight -= 1
        if segment:
            self._audio_s += segment.seconds

    def end_text(self) -> None:
        """Note that there are no more segments than have begun."""
        self._cut = True
        if not self._digests:
            self.fail(NothingToSpeak("The text holds nothing that can be said."))

    def fail(self, error: TTSError) -> None:
        """Keep the first reason."""
        self._failure = self._failure or Reason(error.code, error.message)

    def record(self) -> ItemRecord:
        """Return how it has ended."""
        return ItemRecord(
            id=self._item.id,
            characters=self._item.characters,
            segments=() if self.failed else tuple(self._digests),
            audio_s=0.0 if self.failed else round(self._audio_s, 6),
            failure=self._failure,
        )
