"""GET /metrics: this process's figures for Prometheus, in the text format that it asks for."""

import asyncio

from prometheus_client.exposition import choose_encoder
from starlette.requests import Request
from starlette.responses import Response

from frontend.services import Services


async def metrics(request: Request) -> Response:
    """Write them in a thread: it takes 10 ms, and streams wait for a thread's turn at most."""
    services: Services = request.app.state.services
    encode, content_type = choose_encoder(request.headers.get("accept", ""))
    body = await asyncio.to_thread(encode, services.metrics.registry)
    return Response(body, headers={"Content-Type": content_type})
