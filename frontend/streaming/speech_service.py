"""The way in: check what a client asks for, admit it, and keep the utterances under way."""

import asyncio
import contextlib
import math
from collections import Counter, deque
from collections.abc import AsyncGenerator, AsyncIterator

from backend_queues.errors import Overloaded, ShuttingDown
from backend_queues.registry import Registry
from frontend.audio.formats import Encoding
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Event, Opened
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.services import Services
from frontend.streaming.position import Position
from frontend.streaming.resumption import Resumable, ResumePoint, ResumeRecorder, resume
from frontend.streaming.utterance import SAMPLE_RATE_HZ, Utterance
from frontend.voices.voice_settings import VoiceSettings

FAREWELL_S = 1.0
REMEMBERED = 100  # streams, whose times to first audio are told
SHUTTING_DOWN = "The server is shutting down; connect again soon."


class SpeechService:
    """Opens utterances as long as there are workers who can speak them soon."""

    def __init__(self, services: Services, registry: Registry) -> None:
        self._services = services
        self._registry = registry
        self._utterances: set[Utterance] = set()
        self._waits_s: deque[float] = deque(maxlen=REMEMBERED)
        self._silent = asyncio.Event()  # no utterance is under way
        self._silent.set()
        self._ending = False

    def streams(self) -> Counter[str]:
        """Return how many streams are under way, by backend."""
        return Counter(utterance.backend for utterance in self._utterances)

    def first_audio_s(self) -> list[float]:
        """Return how long the last listeners waited for their first audio."""
        now = [wait_s for utterance in self._utterances for wait_s in _waits_s(utterance)]
        return [*self._waits_s, *now][-REMEMBERED:]

    async def voice_settings(self, request: VoiceSettingsRequest) -> VoiceSettings:
        """Check a style against the backend's live workers; the defaults of now fill it up.

        Raises:
            UnknownBackend, UnknownVoice, InvalidOption: the message names those there are.
            VoiceUnusable: the voice sample cannot be cloned; the message says why.
            NoWorker, RedisUnavailable: nobody can speak it now.
        """
        defaults = await self._services.defaults.read_for(request)
        spec = self._registry.get(request.backend or defaults.backend)
        worker = await self._services.fleet.present(spec.name)
        return defaults.voice_settings(request, spec, worker, self._services.samples.catalogue)

    @contextlib.asynccontextmanager
    async def utterance(
        self,
        voice_settings: VoiceSettings,
        endpoint: Endpoint,
        sample_rate_hz: int = SAMPLE_RATE_HZ,
        beginning: ResumePoint | None = None,
    ) -> AsyncIterator[Utterance]:
        """Open an utterance; leaving the block before its stream has ended cancels it.

        One that is gone on with has been admitted before.

        Raises:
            Overloaded: its speech would start too late.
            ShuttingDown: this frontend is ending.
        """
        if beginning is None:
            self._admit(voice_settings)
        self.check_open()
        async with Utterance(
            self._services, voice_settings, endpoint, sample_rate_hz, beginning
        ) as utterance:
            self._utterances.add(utterance)
            self._silent.clear()
            try:
                yield utterance
            finally:
                self._utterances.discard(utterance)
                self._waits_s.extend(_waits_s(utterance))
                if not self._utterances:
                    self._silent.set()

    async def speak(
        self,
        text: str,
        voice_settings: VoiceSettings,
        endpoint: Endpoint,
        sample_rate_hz: int = SAMPLE_RATE_HZ,
    ) -> AsyncGenerator[Event]:
        """Speak a whole text; closing the generator before its end cancels the utterance.

        Raises:
            Overloaded, ShuttingDown: as `utterance`, before the first event.
        """
        async with self.utterance(voice_settings, endpoint, sample_rate_hz) as utterance:
            utterance.write(text)
            utterance.end_text()
            async for event in utterance.events():
                yield event

    async def speak_resumably(
        self,
        text: str,
        voice_settings: VoiceSettings,
        encoding: Encoding,
        endpoint: Endpoint,
        beginning: ResumePoint | None = None,
    ) -> AsyncGenerator[Event]:
        """As `speak`, but any frontend can go on with it: `resume` there does."""
        rate_hz = encoding.sample_rate_hz
        async with self.utterance(voice_settings, endpoint, rate_hz, beginning) as utterance:
            utterance.write(text)
            utterance.end_text()
            resumable = Resumable.of(text, voice_settings, encoding, utterance.seed)
            remembering = ResumeRecorder(self._services.bus, utterance.id, resumable)
            try:
                async for event in utterance.events():
                    if isinstance(event, Opened):
                        remembering.start()
                    yield event
            finally:
                self._services.background.spawn(remembering.end())

    async def resume(
        self, utterance: str, position: Position, endpoint: Endpoint
    ) -> tuple[Encoding, AsyncGenerator[Event]]:
        """Go on with an utterance from there; whoever speaks it now stops.

        Raises:
            ShuttingDown: this frontend is ending.
            InvalidRequest: no such stream can be there.
            UnknownUtterance: nothing is known of it any more.
            UnknownBackend: this frontend's registry has not got its backend.
            RedisUnavailable: nothing can be known.
        """
        self.check_open()
        resumable, beginning = await resume(self._services.bus, utterance, position)
        voice_settings, encoding = resumable.voice_settings(self._registry), resumable.encoding
        position.check(encoding.sample_rate_hz)
        return encoding, self.speak_resumably(
            resumable.text, voice_settings, encoding, endpoint, beginning
        )

    async def silence(self) -> bool:
        """Wait until no utterance is under way."""
        return await self._silent.wait()

    def refuse(self) -> None:
        """Take no more text from now on; utterances under way go on."""
        self._ending = True

    def check_open(self) -> None:
        """Raise ShuttingDown if no more text is taken."""
        if self._ending:
            raise ShuttingDown(SHUTTING_DOWN)

    async def end(self) -> None:
        """Take no more text, tell the clients of the streams under way, and let them be told."""
        self.refuse()
        for utterance in self._utterances:
            utterance.fail(ShuttingDown(SHUTTING_DOWN))
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(FAREWELL_S):
                await self.silence()

    def _admit(self, voice_settings: VoiceSettings) -> None:
        delay_s = self._services.fleet.start_delay_s(voice_settings.backend.name)
        limit_s = self._services.settings.max_start_delay_s
        if delay_s > limit_s:
            raise Overloaded(
                f"Speech would start in about {math.ceil(delay_s)} s, later than the "
                f"{limit_s:g} s of VOICE_SERVER_MAX_START_DELAY_S. Try again soon, or add workers."
            )


def _waits_s(utterance: Utterance) -> list[float]:
    return [] if utterance.first_audio_s is None else [utterance.first_audio_s]
