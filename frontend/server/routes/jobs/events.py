"""GET /v1/jobs/{id}/events: a job's progress, as server-sent events whose data is JSON.

    progress   now, and at every change, also while it is paused
    done | partial | failed | unreadable
               the last event: the job has ended so, or is damaged; the same data
    deleted    the last event: the job has been deleted meanwhile
    error      the last event: its progress is unknown at the moment; ask again

A stream that ends without one of the last events was broken off, by a server that ends.
"""

from collections.abc import AsyncGenerator
from contextlib import aclosing

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from backend_queues.errors import TTSError
from backend_queues.job_errors import UnknownJob
from frontend.protocol.jobs import Progress
from frontend.server.http.disconnect import cancel_on_disconnect
from frontend.server.http.server_sent import ServerSentEvents, head_of_events
from frontend.server.http.state import send_timeout_of, state_of
from frontend.server.messages.errors import ErrorDetail
from frontend.server.messages.jobs import DELETED, ERROR, PROGRESS
from frontend.server.routes.jobs.asker import asker_of


async def events(request: Request) -> Response:
    jobs, job = state_of(request).jobs, request.path_params["id"]
    following = jobs.follow(job, asker_of(request))
    first = await cancel_on_disconnect(request, anext(following))
    if request.method == "HEAD":
        await following.aclose()
        return head_of_events()
    return ServerSentEvents(_server_sent(first, following), _error_event, send_timeout_of(request))


async def _server_sent(
    first: Progress, following: AsyncGenerator[Progress]
) -> AsyncGenerator[bytes]:
    async with aclosing(following):
        yield _progress_event(first)
        try:
            async for progress in following:
                yield _progress_event(progress)
        except UnknownJob as error:
            yield _event(DELETED, ErrorDetail(error.code, error.message))
        except TTSError as error:
            yield _error_event(error)


def _error_event(error: TTSError) -> bytes:
    return _event(ERROR, ErrorDetail(error.code, error.message))


def _progress_event(progress: Progress) -> bytes:
    return _event(progress.state.value if progress.state.ended else PROGRESS, progress)


def _event(name: str, data: msgspec.Struct) -> bytes:
    return b"event: %b\ndata: %b\n\n" % (name.encode(), msgspec.json.encode(data))
