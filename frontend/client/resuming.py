"""Goes on with a speech over another connection when one is lost."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Protocol

from frontend.client.events import SpeakingFailed, SpeechEvent
from frontend.protocol.events import Done

# Pauses before each attempt to resume; a server restarts within their sum. An attempt that brings
# something new starts the sequence again.
WAITS_S = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0)


class Lost(SpeakingFailed):
    """The connection is lost, or the server shuts down; another attempt may resume."""


class Listener(Protocol):
    """Receives one speech, over all its connections."""

    @property
    def resumable(self) -> bool:
        """Whether the server has said by what the speech can be resumed."""

    @property
    def reached(self) -> object:
        """How far it has been heard; another value is further."""

    def connected(self) -> AsyncGenerator[SpeechEvent]:
        """Yield those events of one more connection that are new; raise Lost if it ends early."""


async def over_connections(listener: Listener) -> AsyncGenerator[SpeechEvent]:
    """Yield the events up to Done, over as many connections as it takes.

    Raises:
        SpeakingFailed: the server refused, or stays away.
    """
    waits = list(WAITS_S)
    while True:
        before = listener.reached
        try:
            async with aclosing(listener.connected()) as events:
                async for event in events:
                    yield event
                    if isinstance(event, Done):
                        return
        except Lost as lost:
            if listener.reached != before:
                waits = list(WAITS_S)
            if not waits or not listener.resumable:
                raise SpeakingFailed(lost.message) from lost
        await asyncio.sleep(waits.pop(0))
