"""A process of real-time listeners: orders come in as JSON, what they heard goes out as JSON.

python -m tests.bench.load.listeners < orders
"""

import asyncio
import gc
import sys
import time
from contextlib import aclosing

import msgspec
import numpy as np
import uvloop

from tests.bench.load.answers import RATE_HZ, Answer, Queued, Rate, Refused
from tests.bench.load.doors import DOORS
from tests.bench.load.heard import Crowd, Heard, Orders
from tests.bench.load.playback import Playback

LOOK_S = 0.01  # how often it is seen how late the loop runs
SAMPLE_BYTES = 2
REFUSALS = ("overloaded", "too_many_requests")


class Listener:
    """One listener; `heard` is what became of it."""

    def __init__(self, orders: Orders, at_s: float, text: str) -> None:
        self._orders = orders
        self._due_at = orders.begins_at + at_s
        self._text = text
        self._asked_at = 0.0
        self._playback = Playback(RATE_HZ)
        self._odd = b""  # half a sample
        self.heard = Heard(at_s=at_s, late_s=0.0)

    async def run(self) -> Heard:
        """Come when it is time, and listen to the end."""
        await asyncio.sleep(self._due_at - time.monotonic())
        self._asked_at = time.monotonic()
        self.heard.late_s = self._asked_at - self._due_at
        try:
            async with asyncio.timeout(self._orders.patience_s):
                await self._listen()
        except TimeoutError:
            self.heard.outcome = "out of patience"
        except Exception as error:  # noqa: BLE001 - whatever a server does is a result
            self.heard.outcome = f"failed: {type(error).__name__}"
        self._conclude()
        return self.heard

    async def _listen(self) -> None:
        door = DOORS[self._orders.door]
        async with aclosing(door(self._orders.url, self._orders.backend, self._text)) as answers:
            async for answer in answers:
                self._take(answer, time.monotonic())
        if self.heard.outcome == "failed" and self._playback.playable_at:
            self.heard.outcome = "spoken"

    def _take(self, answer: Answer, now: float) -> None:
        if isinstance(answer, Queued):
            self.heard.queued = True
        elif isinstance(answer, Rate):
            self._playback.rate_hz = answer.hz
        elif isinstance(answer, Refused):
            self.heard.outcome = "refused" if answer.code in REFUSALS else answer.code
        else:
            if self.heard.first_byte_s is None:
                self.heard.first_byte_s = now - self._asked_at
            data = self._odd + answer
            whole = len(data) - len(data) % SAMPLE_BYTES
            self._odd = data[whole:]
            self.heard.received_s = now - self._asked_at
            self._playback.take(np.frombuffer(data[:whole], "<i2"), now)

    def _conclude(self) -> None:
        heard, playback = self.heard, self._playback
        if playback.playable_at is not None:
            heard.playable_s = playback.playable_at - self._asked_at
            heard.heard_s = playback.dry_at - self._asked_at
        if playback.audible_at is not None:
            heard.audible_s = playback.audible_at - self._asked_at
        heard.audio_s, heard.gaps_s = playback.audio_s, playback.gaps_s


async def _watch_lag(lags_s: list[float]) -> None:
    while True:
        due_at = time.monotonic() + LOOK_S
        await asyncio.sleep(LOOK_S)
        lags_s.append(max(0.0, time.monotonic() - due_at))


async def listen(orders: Orders) -> Crowd:
    lags_s: list[float] = []
    listeners = [Listener(orders, at_s, text) for at_s, text in orders.arrivals]
    await asyncio.sleep(orders.begins_at - time.monotonic())
    watching = asyncio.create_task(_watch_lag(lags_s))
    heard = await asyncio.gather(*(listener.run() for listener in listeners))
    watching.cancel()
    return Crowd(list(heard), lags_s)


def main() -> None:
    sys.stdout.buffer.write(b"ready\n")
    sys.stdout.buffer.flush()
    orders = msgspec.json.decode(sys.stdin.buffer.read(), type=Orders)
    gc.freeze()  # what is there by now needs not be looked at while there are listeners
    crowd = uvloop.run(listen(orders))
    sys.stdout.buffer.write(msgspec.json.encode(crowd))


if __name__ == "__main__":
    main()
