"""Keeps a text in Redis while it is written, beside its way to the listener and never before it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from backend_queues.errors import RedisUnavailable
from frontend.streaming.journal.entries import (
    Began,
    Ended,
    Entry,
    Launched,
    Opening,
    Took,
    encode_entry,
)
from tasks.keys import REPLAY_TTL_S
from tasks.process.cancellation import cancel_and_wait, wait_for_event
from tasks.process.logs import get_logger

if TYPE_CHECKING:
    from frontend.audio.formats import Encoding
    from frontend.streaming.ports import ResumeStore
    from frontend.streaming.resume_records import ResumeRight, ResumeRoom

log = get_logger(__name__)

MAX_BYTES = 1_000_000  # hours of speech; a longer stream cannot be resumed
BATCH_S = 0.1  # text waits so long for more, unless something is spoken
WAIT_S = 0.25  # a listener waits for Redis no longer
AGAIN_S = 0.5
RENEW_S = REPLAY_TTL_S / 3


class Journal:
    """The entries of one stream. None are kept before its first segment is spoken.

    `written` and `taken` tell what Redis has. Once another frontend has taken the stream over, or
    it has become too long, nothing more is kept.
    """

    def __init__(
        self,
        store: ResumeStore,
        room: ResumeRoom,
        right: ResumeRight,
        kept: bytes = b"",
        messages: int = 0,
    ) -> None:
        """A stream that is resumed has entries in Redis, `kept`, with so many messages."""
        self.token = right.token
        self._store = store
        self._room = room
        self._room_bytes = 0  # taken
        self._right = right
        self._generation = ""
        self._resumed = bool(kept)
        self._text = bytearray(kept)
        self._kept_bytes = len(kept)  # of the text that Redis has
        self._messages = self._messages_noted = self._messages_kept = messages
        self._messages_told = messages  # which the client knows as it begins
        self._closed = False
        self._opened, self._dirty, self._urgent = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self._progress = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def open(self, generation: str, encoding: Encoding, seed: int) -> None:
        """Learn of which utterance it is; it is written from the first segment on."""
        self._generation = generation
        if self._resumed:
            self._opened.set()
        else:
            self.note(Opening(seed, encoding))
        self._task = asyncio.create_task(self._keep(), name=f"journal of {generation}")

    def note(self, entry: Entry) -> None:
        """Note what was written, or decided of it."""
        if self._closed:
            return
        self._text += encode_entry(entry) + b"\n"
        self._dirty.set()
        if isinstance(entry, Launched | Began | Ended):
            self._urgent.set()
        if isinstance(entry, Launched):
            self._opened.set()

    def took(self) -> None:
        """Note that one more of the client's messages is in the entries so far."""
        self._messages += 1
        self._dirty.set()

    async def written(self) -> None:
        """Wait until Redis has all that was noted, but not for long if it does not answer."""
        now = asyncio.get_running_loop().time
        wanted, deadline = len(self._text), now() + WAIT_S
        while self._kept_bytes < wanted and not self._closed:
            self._urgent.set()
            self._progress.clear()
            if not await wait_for_event(self._progress, deadline - now()):
                return

    async def taken(self) -> AsyncIterator[int]:
        """Yield how many of the client's messages are kept, whenever there are more."""
        told = self._messages_told
        while True:
            if self._messages_kept > told:
                told = self._messages_kept
                yield told
            else:
                self._progress.clear()
                await self._progress.wait()

    async def end(self) -> None:
        """Write what is left; it can be resumed for some time from now on."""
        if self._task is None:
            return
        await cancel_and_wait(self._task)
        self._room.give_back(self._room_bytes, REPLAY_TTL_S)
        if self._closed or not self._opened.is_set():
            return
        try:
            await self._write()
            if not self._closed:
                await self._store.expire(self._right.name, REPLAY_TTL_S)
        except RedisUnavailable as error:
            self._report(error)

    async def _keep(self) -> None:
        await self._opened.wait()
        while not self._closed:
            try:
                await self._write()
            except RedisUnavailable as error:
                self._report(error)
                await asyncio.sleep(AGAIN_S)
                continue
            # Without news it is written again: a Redis that was started empty has it soon.
            if await wait_for_event(self._dirty, RENEW_S):
                await wait_for_event(self._urgent, BATCH_S)

    async def _write(self) -> None:
        """Append what Redis lacks, which is all if it has lost what it had."""
        self._dirty.clear()
        self._urgent.clear()
        self._note_messages()
        messages, wanted = self._messages, len(self._text)
        if not self._has_room(wanted):
            return await self._give_up()
        if not await self._append(wanted):
            await self._append(wanted)
        if not self._closed:
            self._messages_kept = messages
        self._progress.set()
        return None

    def _has_room(self, wanted: int) -> bool:
        more = wanted - self._room_bytes
        if wanted > MAX_BYTES or not self._room.take(more):
            return False
        self._room_bytes = wanted
        return True

    def _note_messages(self) -> None:
        if self._messages > self._messages_noted:
            self._messages_noted = self._messages
            self._text += encode_entry(Took(self._messages)) + b"\n"

    async def _append(self, wanted: int) -> bool:
        """Append up to there; false if Redis does not have what comes before."""
        name, owner, offset = self._right.name, self._right.owner, self._kept_bytes
        entries = bytes(self._text[offset:wanted])
        length = await self._store.append(
            name, entries, offset, generation=self._generation, owner=owner
        )
        if length is None:
            self._close()
            return True
        self._kept_bytes = wanted if length == wanted else 0
        return length == wanted

    async def _give_up(self) -> None:
        log.warning("There is no room to keep a stream resumable.", utterance=self._generation)
        self._close()
        await self._store.forget(self._right.name)

    def _close(self) -> None:
        self._closed = True
        self._text.clear()
        self._progress.set()

    def _report(self, error: RedisUnavailable) -> None:
        fields = {"utterance": self._generation, "error": error.message}
        log.warning("A stream cannot be resumed while Redis is away.", **fields)
