"""Puts utterances together: the one place where the parts of the core meet."""

import uuid
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from msgspec.structs import replace

from backend_queues.registry import Registry
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.outcomes import FallbackReason
from frontend.settings import Settings
from frontend.streaming.admission.ticket import Ticket
from frontend.streaming.background import Background
from frontend.streaming.delivery.backend_choice import BackendChoice, Fits, fits_anyway
from frontend.streaming.delivery.decisions import RetryPolicy
from frontend.streaming.delivery.segment_delivery import DeliveryContext, SegmentDelivery
from frontend.streaming.diction.diction import AS_WRITTEN, Diction
from frontend.streaming.event_pump import EventPump
from frontend.streaming.farewells import Farewells
from frontend.streaming.journal.script import Note, ignore
from frontend.streaming.position import START
from frontend.streaming.resumption import ResumePoint
from frontend.streaming.scheduling.demand import Demand
from frontend.streaming.scheduling.load import ClientLoad
from frontend.streaming.scheduling.need import Need
from frontend.streaming.scheduling.phrases import KnownPhrases, MeasuredPhrases, Phrases
from frontend.streaming.scheduling.scheduler import SegmentScheduler
from frontend.streaming.scheduling.text_buffer import TextBuffer
from frontend.streaming.signals import Signals
from frontend.streaming.stream import Stream
from frontend.streaming.utterance import Utterance, UtteranceParts
from frontend.telemetry.metrics.instruments import Metrics
from frontend.telemetry.metrics.meter import Meter
from frontend.telemetry.observer import SegmentObserver
from frontend.telemetry.traces import Traces
from frontend.text import SegmentLimits
from frontend.voices.fallbacks import fallbacks_of
from frontend.voices.voice_settings import VoiceSettings
from tasks.keys import REPLAY_TTL_S
from tasks.priority import DOWNLOAD_PRIORITY

# Protocols with an error for a text that has nothing to say; the clients of others know none.
KNOWING = frozenset(
    (
        Endpoint.TTS,
        Endpoint.SSE,
        Endpoint.STREAM_TOKENS,
        Endpoint.WS,
        Endpoint.DEEPGRAM,
        Endpoint.DEEPGRAM_FLUX,
    )
)


# Of all that the cache may serve: that of a job which names none.
SHARED_SEED = 0


class _Terms(NamedTuple):
    """Where an utterance begins, and for whom it is made."""

    point: ResumePoint
    endpoint: Endpoint
    sample_rate_hz: int
    client: str
    realtime: bool  # whether it is heard while it is made


@dataclass(frozen=True)
class UtteranceFactory:
    """Makes the utterances of a frontend process."""

    settings: Settings
    deliveries: DeliveryContext
    background: Background
    farewells: Farewells
    metrics: Metrics
    traces: Traces
    registry: Registry
    diction: Diction = AS_WRITTEN

    def utterance(
        self,
        voice_settings: VoiceSettings,
        endpoint: Endpoint,
        sample_rate_hz: int,
        resume_point: ResumePoint | None = None,
        *,
        client: str = "",
        realtime: bool = True,
        note: Note | None = None,
    ) -> Utterance:
        """Return an utterance, not open yet; without a resume point it begins at its start.

        A text that is still being written notes what is decided of it, to be gone on with.
        """
        point, load = resume_point or ResumePoint(uuid.uuid4().hex), self.deliveries.load.of(client)
        is_cut_again = resume_point is not None and note is None
        phrases = KnownPhrases(point.first_phrase) if is_cut_again else self._measured_phrases(load)
        text_buffer = self._text_buffer(voice_settings, phrases, note or ignore)
        terms = _Terms(point, endpoint, sample_rate_hz, client, realtime)
        return Utterance(
            point.generation,
            endpoint,
            sample_rate_hz,
            self._parts(terms, text_buffer),
            self.deliveries.transport,
            self.background,
            self.farewells,
            self.deliveries.clock,
        )

    def _measured_phrases(self, load: ClientLoad) -> Phrases:
        workers = self.deliveries.transport.workers
        return MeasuredPhrases(workers, load, self.settings.first_audio_s)

    def _text_buffer(
        self, voice_settings: VoiceSettings, phrases: Phrases, note: Note
    ) -> TextBuffer:
        limits = SegmentLimits(stalled_s=self.settings.writing_pause_s)
        settings = self.settings
        return TextBuffer(
            voice_settings,
            settings.max_text_chars,
            phrases,
            limits,
            settings.max_pauses_s,
            note,
            self.diction,
        )

    def _parts(self, terms: _Terms, text_buffer: TextBuffer) -> UtteranceParts:
        point, endpoint, realtime = terms.point, terms.endpoint, terms.realtime
        clock, signals = self.deliveries.clock, Signals.for_stream()
        asked = text_buffer.written.voice_settings
        trace = self.traces.utterance(point.generation, endpoint, asked)
        meter = Meter(self.metrics, endpoint, realtime=realtime)
        choice = self._choice(point)
        observer = SegmentObserver(point.generation, self.metrics, trace)
        delivery = self._delivery(terms, asked, choice, signals, observer)
        elsewhere = partial(_begin_elsewhere, text_buffer, delivery)
        if self._nobody_speaks(terms, asked, choice):
            elsewhere(FallbackReason.NO_WORKER)
        stream = Stream(terms.sample_rate_hz, meter, clock, point.position)
        need = Need(text_buffer, delivery.segments, choice, stream, clock)
        ticket = Ticket(
            point.generation, terms.client, need, signals, clock, elsewhere, realtime=realtime
        )
        demand = self._demand(terms)
        scheduler = SegmentScheduler(
            text_buffer, delivery, stream, meter, demand, signals, clock, point.position
        )
        silent = self._is_silent(endpoint)
        pump = EventPump(ticket, scheduler, delivery.segments, stream, signals, silent=silent)
        return UtteranceParts(
            ticket, text_buffer, delivery, scheduler, stream, pump, meter, trace, signals
        )

    def _delivery(
        self,
        terms: _Terms,
        asked: VoiceSettings,
        choice: BackendChoice,
        signals: Signals,
        observer: SegmentObserver,
    ) -> SegmentDelivery:
        point = terms.point
        return SegmentDelivery(
            self.deliveries,
            point.generation,
            self._retry_policy(terms.realtime),
            signals,
            observer,
            client=terms.client,
            first=point.position.segment_index,
            seed=SHARED_SEED if point.seed is None and self._is_kept(asked) else point.seed,
            made=point.made,
            choice=choice,
            diction=self.diction,
        )

    def _demand(self, terms: _Terms) -> Demand:
        """Return what decides how many of its segments may be in flight."""
        workers, load = self.deliveries.transport.workers, self.deliveries.load.of(terms.client)
        clock, generation = self.deliveries.clock, terms.point.generation
        return Demand(generation, self.settings, workers, load, clock, realtime=terms.realtime)

    def _nobody_speaks(self, terms: _Terms, asked: VoiceSettings, choice: BackendChoice) -> bool:
        """Tell whether neither a worker nor the cache has anything for a text that begins."""
        following = choice.following(asked).backend.name
        if terms.point.position != START or self.deliveries.transport.workers.workers(following):
            return False
        return not (terms.realtime and self._is_kept(asked))

    def _is_kept(self, asked: VoiceSettings) -> bool:
        """Tell whether what was spoken so before may be heard again."""
        return asked.cache and self.deliveries.cache.serves(asked.backend.name)

    def _is_silent(self, endpoint: Endpoint) -> bool:
        """Tell whether a text with nothing to say is answered by silence."""
        wish = self.settings.nothing_to_speak
        return wish == "silence" or (wish == "auto" and endpoint not in KNOWING)

    def _choice(self, point: ResumePoint) -> BackendChoice:
        """Return who speaks, as before if the utterance is resumed."""
        workers_of = self.deliveries.transport.workers.workers
        choice = BackendChoice(partial(fallbacks_of, registry=self.registry, workers_of=workers_of))
        for noted in point.continued:
            choice.repeat(noted, noted.voice.voice_settings(self.registry))
        return choice

    def _retry_policy(self, realtime: bool) -> RetryPolicy:
        """Who does not listen yet rather waits for the voice that was asked for."""
        policy = RetryPolicy.for_listener(self.settings, keep_alive_s=REPLAY_TTL_S / 3)
        if realtime:
            return policy
        wait_s = policy.worker_wait_s
        return replace(policy, again_priority=DOWNLOAD_PRIORITY, fallback_wait_s=wait_s)


def _begin_elsewhere(
    text_buffer: TextBuffer,
    delivery: SegmentDelivery,
    reason: FallbackReason,
    fits: Fits = fits_anyway,
) -> bool:
    """Let another backend speak from the next segment on; tell whether one could."""
    return delivery.handing_over.begin_elsewhere(text_buffer.next_voice_settings, reason, fits)
