"""The header Idempotency-Key of the POSTs that speak: a repetition joins the first request.

As the IETF's draft has it: another request with the same key is 422, and one that comes while the
first has not begun to be spoken is 409. A key is its owner's, and one for each path.
"""

from collections.abc import AsyncGenerator

from starlette.requests import Request

from frontend.protocol.events import Event
from frontend.server.guards.asking import client_of
from frontend.server.http.state import state_of
from frontend.streaming.once.spoken import Spoken
from frontend.streaming.once.standing import Request as KeyedRequest
from frontend.streaming.resume_records import ResumeRight

IDEMPOTENCY_KEY = "idempotency-key"


async def once(
    request: Request, asked: object, spoken: Spoken, right: ResumeRight | None = None
) -> AsyncGenerator[Event] | None:
    """Return the events of a request with a key, or None if it has none.

    Args:
        asked: all that the client asks for; its `repr` tells one request from another.
        right: what the client resumes the stream by, if it can.

    Raises:
        InvalidRequest: it is no such key.
        KeyReused: it came with another request before.
        StillBeginning: the first request with it is not spoken yet.
        RedisUnavailable: nothing can be known.
    """
    key = request.headers.get(IDEMPOTENCY_KEY)
    if key is None or request.method != "POST":
        return None
    owner = client_of(request).key
    keyed = KeyedRequest.of(key, owner, request.url.path, (asked, request.url.query))
    service = state_of(request).speech_service
    service.check_open()
    return await service.once.speak(keyed, right or ResumeRight.new(owner), spoken)
