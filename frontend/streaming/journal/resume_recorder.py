"""Keeps in Redis what resumes a whole text, beside its way to the listener and never before it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import msgspec

from backend_queues.errors import RedisUnavailable
from frontend.streaming.resume_records import packed, utterance_of
from tasks.keys import REPLAY_TTL_S, RESUME_TTL_S
from tasks.process.cancellation import cancel_and_wait, wait_for_event
from tasks.process.logs import get_logger

if TYPE_CHECKING:
    from frontend.streaming.ports import ResumeStore
    from frontend.streaming.resume_records import ResumeRight, ResumeRoom
    from frontend.streaming.resumption import Resumable

log = get_logger(__name__)

WRITTEN_IN_S = 0.1  # else it is sent before it can be resumed
REMEMBER_S = REPLAY_TTL_S / 3
AGAIN_S, LATEST_AGAIN_S = 0.5, 4.0  # where Redis did not take it: later each time


class ResumeRecorder:
    """Keeps an utterance resumable from `start` on until some time after `end`."""

    def __init__(
        self, store: ResumeStore, room: ResumeRoom, right: ResumeRight, generation: str
    ) -> None:
        self._store = store
        self._room = room
        self._right = right
        self._generation, self._utterance = generation, utterance_of(generation)
        self._record = b""
        self._again_s = AGAIN_S
        self._task: asyncio.Task[None] | None = None
        self._has_left = False
        self._written, self._changed = asyncio.Event(), asyncio.Event()

    def start(self, resumable: Resumable) -> None:
        """Begin once there is something to hear soon: it must not keep anybody from speaking.

        Where there is no room for another record, the stream cannot be resumed.
        """
        record = packed(msgspec.json.encode(resumable))
        if not self._room.take(len(record)):
            fields = {"utterance": self._utterance, "bytes": len(record)}
            log.warning("There is no room to make an utterance resumable.", **fields)
            return
        self._record = record
        self._task = asyncio.create_task(self._remember())

    def change(self, resumable: Resumable) -> None:
        """Keep what has changed, or begin."""
        if self._has_left:
            return
        if not self._task:
            self.start(resumable)
            return
        record = packed(msgspec.json.encode(resumable))
        if self._room.take(len(record) - len(self._record)):
            self._record = record
            self._written.clear()
            self._changed.set()

    async def written(self) -> None:
        """Wait until it can be resumed, which is sooner than a worker can speak; not for long."""
        if self._task and not self._written.is_set():
            await wait_for_event(self._written, WRITTEN_IN_S)
            self._written.set()  # once is enough

    def leave(self) -> None:
        """Keep it no longer: another generation does, from now on, or nobody may resume it."""
        if self._task:
            self._has_left = True
            self._task.cancel()
            self._room.give_back(len(self._record), 0)

    async def end(self) -> None:
        if self._task and not self._has_left:
            self._room.give_back(len(self._record), REPLAY_TTL_S)
            await cancel_and_wait(self._task)
            await self._put(REPLAY_TTL_S)

    async def _remember(self) -> None:
        """Write it again and again: a Redis that was started empty has it soon."""
        while True:
            self._changed.clear()
            is_kept = await self._put(RESUME_TTL_S)
            if not self._changed.is_set():
                self._written.set()
            await wait_for_event(self._changed, REMEMBER_S if is_kept else self._again_s)
            self._again_s = AGAIN_S if is_kept else min(2 * self._again_s, LATEST_AGAIN_S)

    async def _put(self, ttl_s: int) -> bool:
        """Write it; tell whether Redis took it."""
        name, owner = self._right.name, self._right.owner
        try:
            async with self._room.few_at_once:
                await self._store.remember(
                    name, self._record, ttl_s, generation=self._generation, owner=owner
                )
        except RedisUnavailable as error:
            if self._again_s == AGAIN_S:  # it is the first time
                fields = {"utterance": self._utterance, "error": error.message}
                log.warning("An utterance cannot be resumed while Redis is away.", **fields)
            return False
        return True
