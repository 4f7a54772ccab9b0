"""What the document says of the server itself."""

from typing import Any

from backend_queues.errors import (
    BodyTooLarge,
    CrossSite,
    InvalidRequest,
    NoWorker,
    RedisUnavailable,
    ShuttingDown,
)
from frontend.access.errors import TooManyRequests
from frontend.protocol.status import Status
from frontend.server.messages.access_tokens import AccessToken, TokenBody
from frontend.server.messages.health import Health, Readiness
from frontend.server.openapi.operation import Answer, Content, Operation

TAG = "Server"
HTML = (Content("text/html"),)

OPERATIONS = (
    Operation(
        method="GET",
        path="/health",
        tag=TAG,
        summary="Whether the process lives",
        answer=Answer("It does.", (Content.json(Health),)),
    ),
    Operation(
        method="GET",
        path="/ready",
        tag=TAG,
        summary="Whether the server can speak",
        answer=Answer("It can.", (Content.json(Readiness),)),
        errors=(NoWorker, RedisUnavailable, ShuttingDown),
    ),
    Operation(
        method="POST",
        path="/v1/tokens",
        tag=TAG,
        summary="Mint a token in place of an API key",
        description="For an EventSource, an `<audio>` or a browser's WebSocket, which can send "
        "nothing but a URL: give the token as `?token=`. A token cannot mint another.",
        body=(Content.json(TokenBody, To_listen={"scopes": ["speak"], "lifetime_s": 60}),),
        answer=Answer("The token.", (Content.json(AccessToken),)),
        errors=(InvalidRequest, CrossSite, BodyTooLarge, TooManyRequests, RedisUnavailable),
    ),
    Operation(
        method="GET",
        path="/v1/status",
        tag=TAG,
        summary="Workers, queues and streams",
        description="Workers, queues and streams, refreshed every second; `voice-server top` "
        "shows it. Streams are those of the frontend process that answers.",
        answer=Answer("As of a moment ago.", (Content.json(Status),)),
    ),
    Operation(
        method="GET",
        path="/metrics",
        tag=TAG,
        summary="Figures for Prometheus",
        description="What this frontend process measures of its own streams; queues and workers.",
        answer=Answer(
            "In the format that Accept asks for.",
            (Content("text/plain"), Content("application/openmetrics-text")),
        ),
    ),
    Operation(
        method="GET",
        path="/openapi.json",
        tag=TAG,
        summary="This description",
        description="It has an ETag, and If-None-Match is answered with 304.",
        answer=Answer("OpenAPI 3.1.", (Content.json(dict[str, Any]),)),
    ),
    Operation(
        method="GET",
        path="/docs",
        tag=TAG,
        summary="This description as a page",
        answer=Answer("It needs no internet.", HTML),
    ),
    Operation(
        method="GET",
        path="/",
        tag=TAG,
        summary="The page to try the server with",
        answer=Answer("It needs no internet.", HTML),
    ),
)
