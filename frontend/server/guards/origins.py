"""Which pages may use the server: its own, and those of the origins that it is told of.

A page of any site can send requests to this machine and its network, and open WebSockets, in the
name of whoever looks at it. So pages of other origins are let in nowhere but where nothing is
spoken, changed or told.
"""

from collections.abc import Collection

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend_queues.errors import CrossSite
from frontend.server.guards.refusal import refuse
from frontend.server.guards.sender import Fields, Sender, fields_of, is_navigation, sender_of

# A link of another site may lead here.
OPEN = ("/", "/docs", "/openapi.json", "/health", "/ready")
ASSETS = "/static/"
# Classic clients change something by GET, and the others spend a worker's time by it.
CHANGED_BY_GET = ("/set_engine", "/setvoice")
SPOKEN_BY_GET = ("/tts", "/sse")

# Whether a page of another origin may embed an answer, as an image or as audio.
EMBEDDING = b"cross-origin-resource-policy"
REFUSED = (
    "A page of another site has sent this. Only the server's own page, programs, and the origins "
    "in VOICE_SERVER_ORIGINS may use it."
)


class Origins:
    """Refuses what a page of another origin sends: 403. `allowed` has origins, or *."""

    def __init__(self, app: ASGIApp, allowed: Collection[str] = ()) -> None:
        self._app = app
        self._allowed = frozenset(allowed)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return await self._app(scope, receive, send)
        fields = fields_of(scope)
        sender = sender_of(fields, self._allowed)
        if scope["type"] == "http":
            send = _embeddable(send, sender)
        if _admits(sender, scope, fields):
            return await self._app(scope, receive, send)
        return await refuse(CrossSite(REFUSED), scope, receive, send)


def _admits(sender: Sender, scope: Scope, fields: Fields) -> bool:
    reads = scope.get("method") in ("GET", "HEAD")  # a WebSocket has no method
    match sender:
        case Sender.FOREIGN_PAGE:
            return reads and _is_open(scope["path"])
        case Sender.UNKNOWN_PAGE if reads and scope["path"] in CHANGED_BY_GET:
            return False
        case Sender.UNKNOWN_PAGE if reads and scope["path"] in SPOKEN_BY_GET:
            return is_navigation(fields)
    return True


def _is_open(path: str) -> bool:
    return path in OPEN or path.startswith(ASSETS)


def _embeddable(send: Send, sender: Sender) -> Send:
    policy = b"cross-origin" if sender is Sender.ALLOWED_PAGE else b"same-origin"

    async def send_with_policy(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), (EMBEDDING, policy)]
        await send(message)

    return send_with_policy
