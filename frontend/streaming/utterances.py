"""The utterances of a frontend, from their admission to their end."""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from backend_queues.errors import ShuttingDown
from frontend.access.client import ANYBODY, Client
from frontend.access.errors import InvalidKey, KeysUnavailable
from frontend.audio.formats import SPEECH_HZ
from frontend.streaming.admission.admission import SHUTTING_DOWN, Admission
from frontend.streaming.text_use import TextUse
from tasks.process.cancellation import wait_for_event

if TYPE_CHECKING:
    from frontend.protocol.endpoints import Endpoint
    from frontend.streaming.assembly import UtteranceFactory
    from frontend.streaming.journal.script import Note
    from frontend.streaming.ports import ClientUse
    from frontend.streaming.resumption import ResumePoint
    from frontend.streaming.utterance import Utterance
    from frontend.voices.voice_settings import VoiceSettings

FAREWELL_S = 1.0
LOOK_S = 0.5  # how often the keys of the streams under way are looked at
REMEMBERED = 100  # streams whose times to first audio are shown


class Utterances:
    """Opens utterances as far as their clients may, and ends them all at shutdown."""

    def __init__(self, factory: UtteranceFactory, admission: Admission, use: ClientUse) -> None:
        self._factory = factory
        self._admission = admission
        self._use = use
        self._utterances: dict[Utterance, Client] = {}
        self._waits_s: deque[float] = deque(maxlen=REMEMBERED)
        self._none_left = asyncio.Event()
        self._none_left.set()

    def streams(self) -> Counter[str]:
        """Return how many streams are under way, by backend."""
        return Counter(utterance.backend for utterance in self._utterances)

    def first_audio_s(self) -> list[float]:
        """Return how long the last listeners waited for their first audio."""
        now = [wait_s for utterance in self._utterances for wait_s in _waits_s(utterance)]
        return [*self._waits_s, *now][-REMEMBERED:]

    @asynccontextmanager
    async def utterance(
        self,
        voice_settings: VoiceSettings,
        endpoint: Endpoint,
        sample_rate_hz: int = SPEECH_HZ,
        resume_point: ResumePoint | None = None,
        *,
        client: Client = ANYBODY,
        realtime: bool = True,
        note: Note | None = None,
        characters: int | None = None,
    ) -> AsyncIterator[Utterance]:
        """Open an utterance; leaving the block before its stream has ended cancels it.

        `characters` is the length of its text, None if that is not known yet.

        It may have to wait in line before it is spoken. One that is resumed has been admitted
        before, and one that is not `realtime`, which nobody listens to as it is made, always is.

        Raises:
            Overloaded: its speech would start too late.
            TooManyRequests: it is more than the client may ask for.
            ShuttingDown: this frontend is ending.
            InvalidKey, KeysUnavailable: its key no longer counts; a connection may outlast it.
        """
        self.check_open()
        self._use.check_key(client)
        if characters is not None:
            await self._use.take_text(client, characters)
        async with (
            self._use.stream(client),
            self._admitted(
                voice_settings, endpoint, sample_rate_hz, resume_point, client, realtime, note
            ) as utterance,
        ):
            if characters is None and self._use.counts_text(client):
                background = self._factory.background
                utterance.note_text = TextUse(self._use, client, utterance, background).note
            yield utterance

    @asynccontextmanager
    async def _admitted(
        self,
        voice_settings: VoiceSettings,
        endpoint: Endpoint,
        sample_rate_hz: int,
        resume_point: ResumePoint | None,
        client: Client,
        realtime: bool,
        note: Note | None,
    ) -> AsyncIterator[Utterance]:
        await self._factory.diction.prepare(voice_settings)
        made = self._factory.utterance(
            voice_settings,
            endpoint,
            sample_rate_hz,
            resume_point,
            client=client.name,
            realtime=realtime,
            note=note,
        )
        try:
            if resume_point is None:
                await self._admission.enter(made.ticket, self._use.most_waiting(client))
            else:
                self._admission.resume(made.ticket)
            async with made as utterance, self._under_way(utterance, client):
                yield utterance
        finally:
            self._admission.leave(made.ticket)

    @asynccontextmanager
    async def _under_way(self, utterance: Utterance, client: Client) -> AsyncIterator[None]:
        self.check_open()  # it may have waited for its use, or for Redis
        self._utterances[utterance] = client
        self._none_left.clear()
        try:
            yield
        finally:
            del self._utterances[utterance]
            self._waits_s.extend(_waits_s(utterance))
            if not self._utterances:
                self._none_left.set()

    async def watch_keys(self) -> None:
        """End the streams of keys that have been revoked or have expired, for ever."""
        while True:
            for client in {client.key: client for client in self._utterances.values()}.values():
                self._end_unless_entitled(client)
            await asyncio.sleep(LOOK_S)

    def _end_unless_entitled(self, client: Client) -> None:
        try:
            self._use.check_key(client)
        except KeysUnavailable:
            pass  # it has counted so far; new texts are refused
        except InvalidKey as error:
            for utterance, other in self._utterances.items():
                if other.key == client.key:
                    utterance.fail(error)

    async def drained(self, timeout_s: float | None = None) -> bool:
        """Wait until no utterance is under way; false if some still are after `timeout_s`."""
        return await wait_for_event(self._none_left, timeout_s)

    def refuse(self) -> None:
        """Take no more text from now on, and send those in line away; the others go on."""
        self._admission.close()

    def check_open(self) -> None:
        """Raise ShuttingDown if no more text is taken."""
        self._admission.check_open()

    async def end(self) -> None:
        """Take no more text, fail the streams under way, and let their clients hear of it."""
        self.refuse()
        for utterance in self._utterances:
            utterance.fail(ShuttingDown(SHUTTING_DOWN))
        await self.drained(FAREWELL_S)


def _waits_s(utterance: Utterance) -> list[float]:
    return [] if utterance.first_audio_s is None else [utterance.first_audio_s]
