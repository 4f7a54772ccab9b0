"""The guards in their order."""

from urllib.parse import urlsplit

from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

from backend_queues.errors import InvalidConfiguration
from frontend.server.guards.codings import Codings
from frontend.server.guards.hosts import Hosts, server_names
from frontend.server.guards.origins import Origins
from frontend.server.guards.paths import Paths, checked_root_path
from frontend.server.guards.sender import ANY
from frontend.server.http.faults import AnswerFaults
from frontend.server.whole.told import TOLD
from frontend.settings import Settings, listed

# Clients of many interfaces send headers of their own, as OpenAI's does X-Stainless-*. A page that
# may send a key gains nothing by any other.
SENT = [ANY]
RATES = ["RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"]
WARNING = "X-Voice-Warning"
ANSWERED = [*TOLD, WARNING, *RATES]
READ = ["Content-Disposition", "Content-Range", "ETag", "Location", "Retry-After", *ANSWERED]
METHODS = ["GET", "HEAD", "POST", "DELETE"]


def guards(settings: Settings) -> list[Middleware]:
    """Return what stands before the routes.

    Raises:
        InvalidConfiguration: VOICE_SERVER_ORIGINS holds something else than origins, or
            VOICE_SERVER_ROOT_PATH something else than a path.
    """
    allowed = checked_origins(settings.origins)
    return [
        Middleware(Paths, checked_root_path(settings.root_path)),
        Middleware(Hosts, server_names(settings.host, settings.hosts)),
        *_cors(allowed),
        Middleware(AnswerFaults),  # so that an allowed page may read of them too
        Middleware(Origins, allowed),
        Middleware(Codings),
    ]


def checked_origins(setting: str) -> list[str]:
    """Return the origins of the setting, as browsers send them; * is any.

    Raises:
        InvalidConfiguration: the message names the one that is wrong.
    """
    origins = [origin.rstrip("/").lower() for origin in listed(setting)]
    for origin in origins:
        parts = urlsplit(origin)
        if origin != ANY and origin != f"{parts.scheme}://{parts.netloc}":
            raise InvalidConfiguration(
                f"VOICE_SERVER_ORIGINS: {origin} is not an origin such as https://app.example."
            )
    return origins


def _cors(allowed: list[str]) -> list[Middleware]:
    """Let pages of those origins read the answers; without any, no browser is told that it may."""
    if not allowed:
        return []
    return [
        Middleware(
            CORSMiddleware,
            allow_origins=allowed,
            allow_methods=METHODS,
            allow_headers=SENT,
            expose_headers=READ,
            allow_private_network=True,
        )
    ]
