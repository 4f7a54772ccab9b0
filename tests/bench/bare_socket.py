"""A bare Starlette app that sends given numbers of bytes at given times: what sockets cost alone.

    python -m tests.bench.bare_socket SCHEDULES PORT

A file of JSON has a list for each listener: the messages, as seconds and bytes.
"""

import asyncio
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec
import uvicorn
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket

Schedule = Sequence[tuple[float, int]]
START_S = 1.0  # until the first message of all


def bare_app(schedules: Sequence[Schedule]) -> Starlette:
    """Return an app that sends listener n the messages of schedule n."""
    data = bytes(max(size for schedule in schedules for _, size in schedule))
    began: list[float] = []

    async def speak(websocket: WebSocket) -> None:
        await websocket.accept()
        began.append(time.monotonic() + START_S)
        for at_s, size in schedules[websocket.path_params["number"]]:
            if (wait_s := began[0] + at_s - time.monotonic()) > 0:
                await asyncio.sleep(wait_s)
            await websocket.send_bytes(data[:size])
        await websocket.close()

    return Starlette(routes=[WebSocketRoute("/{number:int}", speak)])


def main(schedules: Path, port: int) -> None:
    uvicorn.run(
        bare_app(msgspec.json.decode(schedules.read_bytes(), type=list[list[tuple[float, int]]])),
        port=port,
        log_level="error",
        loop="uvloop",
        ws="websockets-sansio",
        ws_per_message_deflate=False,
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
