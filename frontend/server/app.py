"""The Starlette application: its table of routes, and how it answers errors."""

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.types import Lifespan

from backend_queues.errors import TTSError
from frontend.server.guards.refusal import answer_http_error, answer_unserved
from frontend.server.http.errors import answer_disconnected, answer_tts_error
from frontend.server.http.faults import AnswerFaults
from frontend.server.openapi.whole import whole_document
from frontend.server.routes.access_tokens import mint
from frontend.server.routes.backends import v1_backends
from frontend.server.routes.classic import engines, set_engine, set_voice, voices
from frontend.server.routes.encode import encode
from frontend.server.routes.health import health, ready
from frontend.server.routes.jobs.contents import contents
from frontend.server.routes.jobs.events import events
from frontend.server.routes.jobs.files import file, files
from frontend.server.routes.jobs.steering import all_jobs, forget, pause, progress, resume
from frontend.server.routes.jobs.submitting import submit
from frontend.server.routes.jobs.zipped import zipped
from frontend.server.routes.metrics import metrics
from frontend.server.routes.openai.captioned import captioned
from frontend.server.routes.openai.errors import OpenAIRoute
from frontend.server.routes.openai.models import audio_models, model, models
from frontend.server.routes.openai.speech import speech
from frontend.server.routes.pages.docs import docs, open_api
from frontend.server.routes.pages.page import Assets, page
from frontend.server.routes.realtime import realtime
from frontend.server.routes.sse import sse
from frontend.server.routes.status import v1_status
from frontend.server.routes.tokens.stream_tokens import stream_tokens
from frontend.server.routes.tts import tts
from frontend.server.routes.voice_samples import add, delete
from frontend.server.routes.voices import names, v1_voices
from frontend.server.vendors.routes import SHARED_ROUTES, VENDOR_ROUTES

ROUTES = [
    # Tried in this order: what speaks goes first.
    Route("/sse", sse, methods=["GET", "POST"]),
    Route("/tts", tts, methods=["GET", "POST"]),
    WebSocketRoute("/stream-tokens", stream_tokens),
    WebSocketRoute("/ws", realtime),
    OpenAIRoute("/v1/audio/speech", speech, ["POST"]),
    *SHARED_ROUTES,
    Route("/health", health),
    Route("/ready", ready),
    Route("/metrics", metrics),
    Route("/engines", engines, methods=["GET", "POST"]),
    Route("/set_engine", set_engine, methods=["GET", "POST"]),
    Route("/voices", voices, methods=["GET", "POST"]),
    Route("/setvoice", set_voice, methods=["GET", "POST"]),
    Route("/v1/tokens", mint, methods=["POST"]),
    Route("/v1/backends", v1_backends),
    Route("/v1/status", v1_status),
    Route("/v1/voices", v1_voices),
    Route("/v1/audio/voices", names),
    Route("/v1/audio/voices", add, methods=["POST"]),
    Route("/v1/audio/voices/{name}", delete, methods=["DELETE"]),
    Route("/v1/audio/encode", encode, methods=["POST"]),
    OpenAIRoute("/v1/models", models, ["GET"]),
    OpenAIRoute("/v1/models/{model:path}", model, ["GET"]),
    OpenAIRoute("/v1/audio/models", audio_models, ["GET"]),
    OpenAIRoute("/v1/audio/speech/captioned", captioned, ["POST"]),
    OpenAIRoute("/dev/captioned_speech", captioned, ["POST"]),
    Route("/v1/jobs", all_jobs),
    Route("/v1/jobs", submit, methods=["POST"]),
    Route("/v1/jobs/contents", contents, methods=["POST"]),
    Route("/v1/jobs/{id}", progress),
    Route("/v1/jobs/{id}", forget, methods=["DELETE"]),
    Route("/v1/jobs/{id}/events", events),
    Route("/v1/jobs/{id}/pause", pause, methods=["POST"]),
    Route("/v1/jobs/{id}/resume", resume, methods=["POST"]),
    Route("/v1/jobs/{id}/files", files),
    Route("/v1/jobs/{id}/files.zip", zipped),
    Route("/v1/jobs/{id}/files/{name}", file),
    *VENDOR_ROUTES,
    Route("/openapi.json", open_api(whole_document()).answer),
    Route("/docs", docs),
    Route("/", page),
    Mount("/static", Assets()),
]


def make_app(
    lifespan: Lifespan[Starlette] | None = None, middleware: Sequence[Middleware] = ()
) -> Starlette:
    """Return an application with all routes; its lifespan sets their state."""
    app = Starlette(
        routes=ROUTES,
        middleware=[Middleware(AnswerFaults), *middleware],
        lifespan=lifespan,
        exception_handlers={
            TTSError: answer_tts_error,
            HTTPException: answer_http_error,
            ClientDisconnect: answer_disconnected,
        },
    )
    app.router.default = answer_unserved
    return app
