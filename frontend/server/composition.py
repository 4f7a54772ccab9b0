"""Makes the parts of a frontend process and hands each what it needs: the composition root."""

import asyncio
import os
import signal
import time
import uuid
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial

from starlette.applications import Starlette
from starlette.middleware import Middleware

from backend_queues.registry import Registry, registry
from frontend.access.access import Access
from frontend.access.places import keyring_of
from frontend.access.tokens import Tokens
from frontend.access.use.use import Use
from frontend.cluster.dispatch import Dispatcher
from frontend.cluster.fleet import Fleet
from frontend.cluster.needs import SharedNeeds
from frontend.cluster.reader import ClusterReader
from frontend.cluster.result_servers.setup import result_ways
from frontend.confinement.readers import Readers
from frontend.jobs.context import JobContext
from frontend.jobs.cutting import cut
from frontend.jobs.jobs import Jobs
from frontend.jobs.running.segment_speaker import SegmentSpeaker, patient
from frontend.protocol.text_options import TextOptions
from frontend.segment_cache.opening import open_cache
from frontend.server.app import make_app
from frontend.server.guards.keys import AskForKeys
from frontend.server.guards.limits import CountUse
from frontend.server.guards.stack import guards
from frontend.server.http.state import AppState, set_state
from frontend.server.parts import Parts
from frontend.server.routes.tokens.token_voices import TokenVoices
from frontend.server.whole.finished import FinishedStreams
from frontend.settings import Settings
from frontend.streaming.admission.admission import Admission
from frontend.streaming.admission.capacity import Capacity
from frontend.streaming.admission.needs import ListenerNeeds
from frontend.streaming.admission.speeds import Speeds
from frontend.streaming.assembly import UtteranceFactory
from frontend.streaming.background import Background
from frontend.streaming.delivery.crashes import Crashes
from frontend.streaming.delivery.segment_delivery import DeliveryContext
from frontend.streaming.delivery.spoken_before import NO_CACHE
from frontend.streaming.diction.diction import Diction
from frontend.streaming.diction.lexicon_file import read_lexicons
from frontend.streaming.diction.warm_up import warm_up
from frontend.streaming.farewells import Farewells
from frontend.streaming.ports import Transport
from frontend.streaming.scheduling.load import Load
from frontend.streaming.speech_service import SpeechService
from frontend.telemetry.metrics.collector import FleetCollector
from frontend.telemetry.metrics.instruments import Metrics
from frontend.telemetry.metrics.lag import watch_lag
from frontend.telemetry.setup import open_traces
from frontend.telemetry.traces import Traces
from frontend.voices.defaults import Defaults
from frontend.voices.resolver import VoiceResolver
from frontend.voices.voice_samples.folder import folder_of
from frontend.voices.voice_samples.library import VoiceLibrary
from frontend.voices.voice_samples.sharing import SharedVoiceSamples
from tasks.connection.broker import redis_url

GOODBYE_S = 2.0
SETTLE_CRASHES_S = 0.25
DEFAULT_JOBS = "~/.local/share/voice-server/jobs"


def create_app(settings: Settings) -> Starlette:
    """Return the application of a frontend process, whose parts are made when it starts.

    Raises:
        InvalidConfiguration: the registry, a guard's setting, or where traces go, is wrong.
    """
    traces = open_traces()
    lifespan = partial(_lifespan, settings, registry(), traces)
    # Keys come last: a browser asks without one whether its page may send one.
    before = [*traces.middleware(), *guards(settings), Middleware(AskForKeys), Middleware(CountUse)]
    return make_app(lifespan, before)


@asynccontextmanager
async def _lifespan(
    settings: Settings, specs: Registry, traces: Traces, app: Starlette
) -> AsyncIterator[None]:
    frontend = Frontend(settings, specs, traces)
    set_state(app, frontend.state)
    async with AsyncExitStack() as closing:
        await frontend.run(closing)
        yield


class Frontend:
    """One frontend process, from the first connection to the last; `state` is for its routes."""

    def __init__(self, settings: Settings, registry: Registry, traces: Traces) -> None:
        self._settings = settings
        self._registry = registry
        self._traces = traces
        self._background = Background()
        self._metrics = Metrics(registry.specs, registry.fallbacks)
        # The cluster
        ways = result_ways(redis_url(), uuid.uuid4().hex[:12], settings.redis_share)
        self._bus, self._results, self._result_servers = ways.bus, ways.results, ways.servers
        self._farewells = Farewells(self._bus, self._background)
        cluster = ClusterReader(self._bus.connection, self._bus.queues)
        self._fleet = Fleet(cluster, registry, settings.redis_share, ways.servers)
        self._dispatcher = Dispatcher()
        self._metrics.registry.register(FleetCollector(self._fleet, registry))
        # Who may ask
        keyring = keyring_of(settings.keys, self._bus.connection)
        self._access = Access(keyring, Tokens(self._bus.connection))
        self._use = Use(self._bus.connection, settings, keyring)
        # Voices
        shared = SharedVoiceSamples(self._bus.connection, self._bus.frontend)
        self._readers = Readers()
        self._library = VoiceLibrary(
            shared,
            folder_of(settings.voice_samples),
            self._readers,
            settings.max_lent_bytes,
            hides_voices=settings.samples_hide_voices,
        )
        self._defaults = Defaults(self._bus.connection, registry, ways.defaults)
        # What speaks
        self._diction = Diction(settings.normalisation, read_lexicons(settings.pronunciations))
        cached = self._metrics.segment_cache
        self._cache = open_cache(settings, redis_url(), self._fleet, cached)
        self._deliveries = self._delivery_context()
        self._admission = self._make_admission()
        self._jobs = self._make_jobs()
        self.state = self._make_state()

    def _delivery_context(self) -> DeliveryContext:
        transport = Transport(
            bus=self._bus, sender=self._dispatcher, workers=self._fleet, source=self._results
        )
        crashes = Crashes(transport, time.monotonic)
        cache = self._cache or NO_CACHE
        return DeliveryContext(transport, Load(self._fleet), time.monotonic, crashes, cache)

    def _make_admission(self) -> Admission:
        load, clock = self._deliveries.load, self._deliveries.clock
        needs = ListenerNeeds(SharedNeeds(self._bus.connection, self._bus.frontend), clock)
        capacity = Capacity(needs, Speeds(self._fleet, clock), self._settings, clock)
        return Admission(load, needs, capacity, self._settings, self._metrics, clock, self._fleet)

    def _make_jobs(self) -> Jobs:
        policy = patient(self._settings)
        speaker = SegmentSpeaker(self._deliveries, policy, self._farewells, self._metrics)
        said = partial(cut, diction=self._diction)
        parts = self._bus, self._fleet, self._library, self._defaults, speaker, said
        context = JobContext(*parts, self._settings.inline_voices)
        return Jobs(context, self._registry, self._settings.jobs or DEFAULT_JOBS, self._settings)

    def _make_speech_service(self) -> SpeechService:
        factory = UtteranceFactory(
            self._settings,
            self._deliveries,
            self._background,
            self._farewells,
            self._metrics,
            self._traces,
            self._registry,
            self._diction,
        )
        return SpeechService(factory, self._admission, self._use, self._bus, self._registry)

    def _make_resolver(self) -> VoiceResolver:
        text = TextOptions.of(self._settings)
        parts = self._defaults, self._fleet, self._library, self._registry
        return VoiceResolver(*parts, self._diction.prepare, text, self._deliveries.cache.serves)

    def _make_state(self) -> AppState:
        voices = self._make_resolver()
        return AppState(
            frontend=self._bus.frontend,
            settings=self._settings,
            registry=self._registry,
            fleet=self._fleet,
            library=self._library,
            defaults=self._defaults,
            voices=voices,
            metrics=self._metrics,
            admission=self._admission,
            speech_service=self._make_speech_service(),
            jobs=self._jobs,
            access=self._access,
            readers=self._readers,
            reading=lambda client: TokenVoices(voices.of(client), self._settings),
            finished=FinishedStreams(),
            use=self._use,
        )

    async def run(self, closing: AsyncExitStack, *, with_jobs: bool = True) -> None:
        """Connect and start what runs in the background; `closing` ends all of it in order.

        Args:
            with_jobs: whether this process renders batch jobs too.
        """
        await self._dispatcher.warm_up()
        self._background.spawn(warm_up())
        checking = asyncio.create_task(
            self._result_servers.check_output_limits(self._bus.connection)
        )
        closing.callback(checking.cancel)
        parts = self._start_parts(with_jobs=with_jobs)
        closing.push_async_callback(self._traces.close)
        closing.push_async_callback(self._bus.close)
        closing.push_async_callback(self._results.close)
        closing.push_async_callback(self._result_servers.close)
        if self._cache:
            closing.push_async_callback(self._cache.close)
        closing.push_async_callback(self._library.close)
        closing.callback(self._readers.close)
        closing.callback(self._dispatcher.close)
        closing.push_async_callback(self._jobs.close)  # after the parts that look for jobs
        closing.push_async_callback(parts.close)
        closing.push_async_callback(self._background.finish, limit_s=GOODBYE_S)

    def _start_parts(self, *, with_jobs: bool) -> Parts:
        parts = Parts(self._metrics.part_restarts, _end_process)
        if self._access.keyring:
            parts.keep("keys", self._access.keyring.watch)
            parts.keep("revoked_keys", self.state.speech_service.watch_keys)
        parts.need("results", self._results.listen)
        if self._result_servers.all:
            parts.keep("result_servers", self._result_servers.watch)
        parts.keep("workers", self._fleet.watch)
        parts.keep("crashes", self._settle_crashes)
        parts.keep("admission", self._admission.watch)
        parts.keep("use", self._use.keep)
        parts.keep("voice_samples", self._library.watcher.watch)
        parts.keep("voice_sample_sharing", self._library.share)
        if self._cache:
            parts.keep("segment_cache", self._cache.run)
        parts.keep("event_loop_lag", partial(watch_lag, self._metrics.event_loop_lag))
        if with_jobs:
            parts.keep("jobs", self._jobs.watch)
            parts.keep("jobs_sweep", self._jobs.sweep)
        return parts

    async def _settle_crashes(self) -> None:
        while True:
            await self._deliveries.crashes.settle_in_time()
            await asyncio.sleep(SETTLE_CRASHES_S)


def _end_process() -> None:
    """End at once, as streams cannot end well any more (SIGTERM would drain them).

    The supervisor starts the process again.
    """
    os.kill(os.getpid(), signal.SIGINT)
