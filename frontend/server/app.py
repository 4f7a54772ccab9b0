"""The Starlette application: its table of routes, and the parts that live as long as it does."""

import os
import signal
import time
import uuid
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect
from starlette.routing import Mount, Route, WebSocketRoute

from backend_queues.errors import TTSError
from backend_queues.registry import Registry, registry
from frontend.cluster.bus import FrontendBus
from frontend.cluster.dispatch import Dispatcher
from frontend.cluster.fleet import Fleet
from frontend.cluster.reader import ClusterReader
from frontend.cluster.results import ResultSubscriber
from frontend.jobs.context import JobContext
from frontend.jobs.cutting import cut
from frontend.jobs.jobs import Jobs
from frontend.jobs.speaking import SegmentSpeaker, patient
from frontend.server.http.errors import answer_disconnected, answer_http_error, answer_tts_error
from frontend.server.http.faults import AnswerFaults
from frontend.server.http.state import AppState, set_state
from frontend.server.openapi.whole import whole_document
from frontend.server.parts import Parts
from frontend.server.routes.backends import v1_backends
from frontend.server.routes.classic import engines, set_engine, set_voice, voices
from frontend.server.routes.docs import OpenApi, docs
from frontend.server.routes.health import health, ready
from frontend.server.routes.jobs.events import events
from frontend.server.routes.jobs.files import file, files
from frontend.server.routes.jobs.steering import all_jobs, forget, pause, progress, resume
from frontend.server.routes.jobs.submitting import submit
from frontend.server.routes.metrics import metrics
from frontend.server.routes.openai.captioned import captioned
from frontend.server.routes.openai.errors import OpenAIRoute
from frontend.server.routes.openai.models import model, models
from frontend.server.routes.openai.speech import speech
from frontend.server.routes.page import Assets, page
from frontend.server.routes.realtime import realtime
from frontend.server.routes.sse import sse
from frontend.server.routes.status import v1_status
from frontend.server.routes.stream_tokens import stream_tokens
from frontend.server.routes.tts import tts
from frontend.server.routes.voice_samples import add, delete
from frontend.server.routes.voices import names, v1_voices
from frontend.settings import Settings
from frontend.streaming.admission import Admission
from frontend.streaming.assembly import UtteranceFactory
from frontend.streaming.background import Background
from frontend.streaming.delivery.segment_delivery import DeliveryContext
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
DEFAULT_JOBS = "~/.local/share/voice-server/jobs"

ROUTES = [
    Route("/health", health),
    Route("/ready", ready),
    Route("/metrics", metrics),
    Route("/engines", engines, methods=["GET", "POST"]),
    Route("/set_engine", set_engine, methods=["GET", "POST"]),
    Route("/voices", voices, methods=["GET", "POST"]),
    Route("/setvoice", set_voice, methods=["GET", "POST"]),
    Route("/v1/backends", v1_backends),
    Route("/v1/status", v1_status),
    Route("/v1/voices", v1_voices),
    Route("/v1/audio/voices", names),
    Route("/v1/audio/voices", add, methods=["POST"]),
    Route("/v1/audio/voices/{name}", delete, methods=["DELETE"]),
    OpenAIRoute("/v1/models", models, ["GET"]),
    OpenAIRoute("/v1/models/{model:path}", model, ["GET"]),
    OpenAIRoute("/v1/audio/speech", speech, ["POST"]),
    OpenAIRoute("/v1/audio/speech/captioned", captioned, ["POST"]),
    OpenAIRoute("/dev/captioned_speech", captioned, ["POST"]),
    Route("/v1/jobs", all_jobs),
    Route("/v1/jobs", submit, methods=["POST"]),
    Route("/v1/jobs/{id}", progress),
    Route("/v1/jobs/{id}", forget, methods=["DELETE"]),
    Route("/v1/jobs/{id}/events", events),
    Route("/v1/jobs/{id}/pause", pause, methods=["POST"]),
    Route("/v1/jobs/{id}/resume", resume, methods=["POST"]),
    Route("/v1/jobs/{id}/files", files),
    Route("/v1/jobs/{id}/files/{name}", file),
    Route("/sse", sse, methods=["GET", "POST"]),
    Route("/tts", tts, methods=["GET", "POST"]),
    WebSocketRoute("/stream-tokens", stream_tokens),
    WebSocketRoute("/ws", realtime),
    Route("/openapi.json", OpenApi(whole_document()).answer),
    Route("/docs", docs),
    Route("/", page),
    Mount("/static", Assets()),
]


def create_app(settings: Settings) -> Starlette:
    """Return the application.

    Raises:
        InvalidConfiguration: the registry, or where traces go, is wrong.
    """
    traces = open_traces()
    return Starlette(
        routes=ROUTES,
        middleware=[Middleware(AnswerFaults), *traces.middleware()],
        lifespan=partial(_lifespan, settings, registry(), traces),
        exception_handlers={
            TTSError: answer_tts_error,
            HTTPException: answer_http_error,
            ClientDisconnect: answer_disconnected,
        },
    )


@asynccontextmanager
async def _lifespan(
    settings: Settings, specs: Registry, traces: Traces, app: Starlette
) -> AsyncIterator[None]:
    bus = FrontendBus(redis_url(), frontend=uuid.uuid4().hex[:12])
    fleet = Fleet(ClusterReader(bus.connection, bus.queues), specs)
    dispatcher, results = Dispatcher(), ResultSubscriber(redis_url(), bus.frontend)
    background, metrics = Background(), Metrics(specs.specs)
    metrics.registry.register(FleetCollector(fleet, specs))
    shared = SharedVoiceSamples(bus.connection, bus.frontend)
    library = VoiceLibrary(shared, folder_of(settings.voice_samples))
    defaults = Defaults(bus.connection, specs)
    transport = Transport(bus=bus, sender=dispatcher, workers=fleet, source=results)
    deliveries = DeliveryContext(transport, Load(fleet), time.monotonic)
    factory = UtteranceFactory(settings, deliveries, background, metrics, traces)
    admission = Admission(deliveries.load, settings.max_start_delay_s)
    speech_service = SpeechService(factory, admission, bus, specs)
    speaker = SegmentSpeaker(deliveries, patient(settings), background, metrics)
    context = JobContext(bus, fleet, library, defaults, speaker, cut)
    jobs = Jobs(context, specs, settings.jobs or DEFAULT_JOBS)
    state = AppState(
        frontend=bus.frontend,
        settings=settings,
        registry=specs,
        fleet=fleet,
        library=library,
        defaults=defaults,
        voices=VoiceResolver(defaults, fleet, library, specs),
        metrics=metrics,
        speech_service=speech_service,
        jobs=jobs,
    )
    set_state(app, state)
    await dispatcher.warm_up()
    parts = Parts(metrics.part_restarts, _end_process)
    parts.need("results", results.listen)
    parts.keep("workers", fleet.watch)
    parts.keep("voice_samples", library.watcher.watch)
    parts.keep("voice_sample_sharing", library.share)
    parts.keep("event_loop_lag", partial(watch_lag, metrics.event_loop_lag))
    parts.keep("jobs", jobs.watch)
    async with AsyncExitStack() as closing:
        closing.push_async_callback(traces.close)
        closing.push_async_callback(bus.close)
        closing.push_async_callback(results.close)
        closing.push_async_callback(library.close)
        closing.callback(dispatcher.close)
        closing.push_async_callback(parts.close)
        closing.push_async_callback(background.finish, limit_s=GOODBYE_S)
        closing.push_async_callback(jobs.close)
        yield


def _end_process() -> None:
    """End at once, as streams cannot end well any more (SIGTERM would drain them).

    The supervisor starts the process again.
    """
    os.kill(os.getpid(), signal.SIGINT)
