"""GET /metrics: this process's figures for Prometheus, in the text format that it asks for."""

import asyncio

from prometheus_client.exposition import choose_encoder
from starlette.requests import Request
from starlette.responses import Response

from frontend.server.http.state import state_of


async def metrics(request: Request) -> Response:
    """Encode them in a thread: it takes 10 ms, for which streams would wait."""
    state = state_of(request)
    encode, content_type = choose_encoder(request.headers.get("accept", ""))
    body = await asyncio.to_thread(encode, state.metrics.registry)
    return Response(body, headers={"Content-Type": content_type})
