"""One item after another, from its text to the record of how it has ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_queues.errors import TTSError
from frontend.jobs.running.item_progress import ItemProgress

if TYPE_CHECKING:
    from frontend.jobs.context import Cut
    from frontend.jobs.job import Item
    from frontend.jobs.running.concurrency import ConcurrencyLimit
    from frontend.jobs.running.item_records import ItemRecords
    from frontend.jobs.running.item_voices import ItemVoices
    from frontend.jobs.running.job_status import JobStatus
    from frontend.jobs.running.segment_maker import SegmentMaker
    from frontend.jobs.running.task_scope import TaskScope
    from frontend.streaming.diction.planned_segment import PlannedSegment


class ItemSpeaker:
    """Has items spoken, as many segments at once as the limit allows."""

    def __init__(
        self,
        voices: ItemVoices,
        limit: ConcurrencyLimit,
        cut: Cut,
        maker: SegmentMaker,
        records: ItemRecords,
        status: JobStatus,
        scope: TaskScope,
    ) -> None:
        self._voices = voices
        self._limit = limit
        self._cut = cut
        self._maker = maker
        self._records = records
        self._status = status
        self._scope = scope

    async def begin(self, index: int, item: Item) -> None:
        """Begin all segments of an item; they, and its record, are finished in the scope."""
        item_progress = ItemProgress(index, item)
        try:
            await self._begin_segments(item_progress, item)
        except TTSError as error:
            item_progress.fail(error)
        await self._records.settle(item_progress)

    async def _begin_segments(self, item_progress: ItemProgress, item: Item) -> None:
        """Raises TTSError: the item cannot be spoken; the message says what to change."""
        await self._status.until_resumed()
        text = await self._voices.cast(item)
        number = 0
        async for planned in self._cut(text, text.voice_settings):
            await self._status.until_resumed()
            backend = planned.voice_settings.backend.name
            await self._limit.enter(backend)
            if item_progress.failed:
                self._limit.leave(backend)
                return
            self._begin_segment(item_progress, number, planned, backend)
            number += 1
        item_progress.end_text()

    def _begin_segment(
        self, item_progress: ItemProgress, number: int, planned: PlannedSegment, backend: str
    ) -> None:
        item_progress.begin(self._maker.digest(number, planned))
        speaking = self._scope.start(self._finish_segment(item_progress, number, planned))
        # Not in the task itself: one that is cancelled before it begins does nothing.
        speaking.add_done_callback(lambda _: self._limit.leave(backend))

    async def _finish_segment(
        self, item_progress: ItemProgress, number: int, planned: PlannedSegment
    ) -> None:
        segment = None
        try:
            segment = await self._maker.make(item_progress.index, number, planned)
        except TTSError as error:
            item_progress.fail(error)
        item_progress.end(segment)
        await self._records.settle(item_progress)
