"""What a client hears whose request is over a limit of its connection."""

from backend_queues.errors import InvalidRequest
from backend_queues.request_errors import HeaderTooLarge, RequestTooSlow
from frontend.server.connections.limits import Limits


def too_many_waiting(limits: Limits) -> InvalidRequest:
    return InvalidRequest(
        f"{limits.pipelined} requests wait for their answers on this connection. Send the next one "
        "when it has come."
    )


def too_large(limits: Limits) -> HeaderTooLarge:
    return HeaderTooLarge(
        f"A request's header may have {limits.header_bytes // 1024} kB and {limits.header_fields} "
        "fields; this one has more."
    )


def header_too_slow(limits: Limits) -> RequestTooSlow:
    return RequestTooSlow(f"The header did not come within {limits.header_s:g} s; send it at once.")


def body_too_slow(received: int, waited_s: float) -> RequestTooSlow:
    return RequestTooSlow(
        f"{received:,} bytes of the body came in {waited_s:.0f} s, and not the rest. Send it at "
        "once, and a large one more quickly."
    )
