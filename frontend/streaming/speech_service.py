"""The way into the core: opens utterances, resumes them, and ends them all at shutdown."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING

from frontend.access.client import ANYBODY, Client
from frontend.audio.formats import SPEECH_HZ, Encoding
from frontend.protocol.events import Audio, Event, FellBack, Opened
from frontend.streaming.admission.admission import Admission
from frontend.streaming.journal.continuation import Continuation, take_over
from frontend.streaming.journal.entries import Voice
from frontend.streaming.journal.journal import Journal
from frontend.streaming.journal.resume_recorder import ResumeRecorder
from frontend.streaming.once.speaker import OnceSpeaker
from frontend.streaming.resume_records import ResumeRight, ResumeRoom
from frontend.streaming.resumption import Resumable, ResumePoint, resume
from frontend.streaming.utterances import Utterances
from frontend.voices.casting.parted_text import Text, parted

if TYPE_CHECKING:
    from backend_queues.registry import Registry
    from frontend.protocol.endpoints import Endpoint
    from frontend.streaming.assembly import UtteranceFactory
    from frontend.streaming.journal.heard import Heard
    from frontend.streaming.ports import ClientUse, ResumeStore
    from frontend.streaming.position import Position
    from frontend.streaming.utterance import Utterance
    from frontend.voices.voice_settings import VoiceSettings


class SpeechService(Utterances):
    """Speaks whole texts, and texts that are still being written, so that clients can resume."""

    def __init__(
        self,
        factory: UtteranceFactory,
        admission: Admission,
        use: ClientUse,
        store: ResumeStore,
        registry: Registry,
    ) -> None:
        super().__init__(factory, admission, use)
        self._store = store
        self._registry = registry
        self._room = ResumeRoom(factory.settings.max_resume_bytes)
        self.once = OnceSpeaker(self.speak_resumably, factory, store, registry)

    async def speak(
        self,
        text: Text,
        voice_settings: VoiceSettings,
        endpoint: Endpoint,
        sample_rate_hz: int = SPEECH_HZ,
        *,
        client: Client = ANYBODY,
        realtime: bool = True,
    ) -> AsyncGenerator[Event]:
        """Speak a whole text; closing the generator before its end cancels the utterance.

        Raises:
            Overloaded, TooManyRequests, ShuttingDown: as `utterance`, before the first event.
        """
        parts = parted(text, voice_settings)
        async with self.utterance(
            parts.first_voice_settings,
            endpoint,
            sample_rate_hz,
            client=client,
            realtime=realtime,
            characters=parts.characters,
        ) as utterance:
            parts.write_to(utterance)
            utterance.end_text()
            async for event in utterance.events():
                yield event

    async def speak_resumably(
        self,
        text: Text,
        voice_settings: VoiceSettings,
        encoding: Encoding,
        endpoint: Endpoint,
        right: ResumeRight,
        resume_point: ResumePoint | None = None,
        *,
        client: Client = ANYBODY,
        realtime: bool = True,
        keeps_log: bool = False,
    ) -> AsyncGenerator[Event]:
        """As `speak`, but any frontend can resume it by `resume` for who has the right."""
        rate_hz, parts = encoding.sample_rate_hz, parted(text, voice_settings)
        async with self.utterance(
            parts.first_voice_settings,
            endpoint,
            rate_hz,
            resume_point,
            client=client,
            realtime=realtime,
            characters=0 if resume_point else parts.characters,  # counted before it was resumed
        ) as utterance:
            parts.write_to(utterance)
            utterance.end_text()
            utterance.keeps_log = keeps_log
            recorder = ResumeRecorder(self._store, self._room, right, utterance.id)
            utterance.note_taken_over = recorder.leave
            try:
                async for event in utterance.events():
                    if isinstance(event, Opened | FellBack):  # its first segment has been cut
                        resumable = Resumable.of(
                            parts,
                            voice_settings,
                            encoding,
                            utterance.seed,
                            utterance.first_phrase,
                            realtime=realtime,
                        )
                        recorder.change(resumable.after(utterance.continued))
                    elif isinstance(event, Audio):
                        await recorder.written()
                    yield event
            finally:
                self._factory.background.spawn(recorder.end())

    async def resume(
        self,
        right: ResumeRight,
        position: Position,
        endpoint: Endpoint,
        *,
        client: Client = ANYBODY,
    ) -> tuple[Encoding, AsyncGenerator[Event]]:
        """Resume an utterance from there; whichever frontend speaks it now stops.

        Raises:
            ShuttingDown: this frontend is ending.
            InvalidRequest: no such stream can exist.
            UnknownUtterance: nothing is known of it any more, or it is another's.
            UnknownBackend: this frontend's registry does not have its backend.
            RedisUnavailable: nothing can be known.
        """
        self.check_open()
        resumable, point = await resume(self._store, right, position)
        text, encoding = resumable.parted_text(self._registry), resumable.encoding
        position.check(encoding.sample_rate_hz)
        events = self.speak_resumably(
            text,
            text.voice_settings,
            encoding,
            endpoint,
            right,
            point,
            client=client,
            realtime=resumable.realtime,
        )
        return encoding, events

    def journal(self, owner: str) -> Journal:
        """Return a journal for a new text, by whose token its client can resume it."""
        return Journal(self._store, self._room, ResumeRight.new(owner))

    async def take_over(self, right: ResumeRight, heard: Heard) -> Continuation:
        """Take over the stream of a text that is still being written.

        Raises:
            ShuttingDown: this frontend is ending.
            UnknownUtterance: nothing is known of it any more, or it is another's.
            RedisUnavailable: nothing can be known.
        """
        self.check_open()
        return await take_over(self._store, self._room, right, heard)

    @asynccontextmanager
    async def writing(
        self,
        voice_settings: VoiceSettings,
        endpoint: Endpoint,
        encoding: Encoding,
        journal: Journal,
        continuation: Continuation | None = None,
        *,
        client: Client = ANYBODY,
    ) -> AsyncIterator[Utterance]:
        """Open an utterance, as `utterance` does, that any frontend can resume by its journal."""
        rate_hz = encoding.sample_rate_hz
        point = continuation.point if continuation else None
        async with self.utterance(
            voice_settings, endpoint, rate_hz, point, client=client, note=journal.note
        ) as utterance:
            journal.open(utterance.id, encoding, utterance.seed)
            try:
                if continuation:
                    settings_of = partial(Voice.voice_settings, registry=self._registry)
                    utterance.repeat(continuation.entries, settings_of)
                yield utterance
            finally:
                self._factory.background.spawn(journal.end())
