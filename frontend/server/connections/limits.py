"""How much a connection may send before it is understood, and how long that may take."""

import uvicorn
from msgspec import Struct

from frontend.settings import Settings


class Limits(Struct, frozen=True, kw_only=True):
    """The defaults are for the internet; `connections` and `idle_s` are settings."""

    connections: int = 10_000
    # Those of monitoring are taken beyond the limit; no more than this.
    reserved: int = 50
    header_bytes: int = 65_536
    header_fields: int = 200
    # Requests that wait while another one of their connection is answered.
    pipelined: int = 16
    # Also for a connection on which nothing is sent at all.
    header_s: float = 10.0
    # A body, or a message over a WebSocket, may take this long, and longer if it comes at a rate.
    body_s: float = 10.0
    body_bytes_per_s: float = 8_000.0
    longest_body_s: float = 600.0
    # How long a client may go on to send after its answer.
    linger_s: float = 2.0
    # A WebSocket over which nobody has said anything for this long is idle,
    idle_s: float = 600.0
    # and a client that has answered no ping for this long is gone,
    silence_s: float = 80.0
    # but it may have to take the audio first that it was sent: of the leanest format.
    taken_bytes_per_s: float = 2_000.0

    def body_limit_s(self, received: int) -> float:
        """Return how long a body may have taken of which so many bytes have come."""
        return min(self.body_s + received / self.body_bytes_per_s, self.longest_body_s)


OTHER_FILES = 256  # what a frontend opens beside its connections


def limits_for(settings: Settings, files: int) -> Limits:
    """Return the limits by the settings, of a process that may open so many files."""
    connections = max(1, min(settings.max_connections, files - OTHER_FILES))
    return Limits(connections=connections, idle_s=settings.idle_s)


# uvicorn makes the protocols itself, and hands them its configuration only.
_LIMITS = "voice_server_limits"


def set_limits(config: uvicorn.Config, limits: Limits) -> None:
    """Set the limits of the connections that are made with this configuration."""
    setattr(config, _LIMITS, limits)


def limits_of(config: uvicorn.Config) -> Limits:
    limits: Limits = getattr(config, _LIMITS)
    return limits
