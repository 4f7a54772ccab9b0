"""Speaks a request with an Idempotency-Key: its repetition gets the same speech, from its start.

The first request is spoken as any other. A repetition takes its utterance over, as a client does
that resumes: it hears from the replay log what is there whole, and the workers speak the rest. So
nothing is spoken twice that Redis still has, whichever frontend is asked, and nothing is missing.
"""

from __future__ import annotations

import math
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from typing import TYPE_CHECKING

import msgspec

from backend_queues.errors import RedisUnavailable, UnknownUtterance
from backend_queues.request_errors import KeyReused, StillBeginning
from frontend.protocol.events import Event, Opened
from frontend.streaming.once.made import made_segments
from frontend.streaming.once.standing import BEGINNING, BEGUN, Request, Standing
from frontend.streaming.resume_records import ResumeRight, utterance_of
from frontend.streaming.resumption import ResumePoint, read_record
from tasks.keys import ONCE_TTL_S, REPLAY_TTL_S
from tasks.process.logs import get_logger

if TYPE_CHECKING:
    from backend_queues.registry import Registry
    from frontend.streaming.assembly import UtteranceFactory
    from frontend.streaming.once.spoken import Spoken
    from frontend.streaming.ports import ResumeStore
    from tasks.messages import AnyNumberedMessage

log = get_logger(__name__)

MOST_GENERATIONS = 8  # whose logs are looked at
REUSED = "This Idempotency-Key came with another request before; draw a new one for each request."
STILL = "The first request with this Idempotency-Key has not begun to be spoken; ask again soon."

Speak = Callable[..., AsyncGenerator[Event]]


class OnceSpeaker:
    """The requests with a key, of all frontends together."""

    def __init__(
        self, speak: Speak, factory: UtteranceFactory, store: ResumeStore, registry: Registry
    ) -> None:
        """`speak` is `SpeechService.speak_resumably`."""
        self._speak = speak
        self._bus = factory.deliveries.transport.bus
        self._background = factory.background
        self._store = store
        self._registry = registry
        # Until it is spoken, refused or left; one whose frontend ends without a word runs out.
        self._beginning_s = REPLAY_TTL_S + math.ceil(factory.settings.max_start_delay_s)

    async def speak(
        self, request: Request, right: ResumeRight, spoken: Spoken
    ) -> AsyncGenerator[Event]:
        """Return the events of the request, or of the first one that had its key.

        Raises:
            KeyReused: that was another request.
            StillBeginning: it is not spoken yet.
            RedisUnavailable: nothing can be known.
        """
        standing = Standing(request.digest, right.name, BEGINNING)
        ttl_s = self._beginning_s
        held = await self._store.swap_standing(request.name, "", standing.text(), ttl_s)
        if not held:
            return self._followed(request, standing, self._first(spoken, right))
        before = Standing.read(held)
        if before is None or before.digest != request.digest:
            raise KeyReused(REUSED)
        if before.state != BEGUN or held != await self._store.swap_standing(
            request.name, held, standing.text(), ttl_s
        ):
            raise StillBeginning(STILL)
        try:
            events = await self._again(before, right, spoken)
        except BaseException:
            self._background.spawn(self._settle(request, standing.text(), "", 1))
            raise
        return self._followed(request, standing, events)

    def _first(self, spoken: Spoken, right: ResumeRight) -> AsyncGenerator[Event]:
        return self._speak(
            spoken.text,
            spoken.voice_settings,
            spoken.encoding,
            spoken.endpoint,
            right,
            client=spoken.client,
            realtime=spoken.realtime,
            keeps_log=True,
        )

    async def _again(
        self, before: Standing, right: ResumeRight, spoken: Spoken
    ) -> AsyncGenerator[Event]:
        """Take over what was begun; it is spoken anew if nothing is known of it any more."""
        taken = await self._store.take_over(before.resume_name, right.owner, keep_log=True)
        if taken is None:
            return self._first(spoken, right)
        record, generation = taken
        # Its client has the new name from now on; two of them would count generations twice.
        await self._store.forget(before.resume_name)
        try:
            resumable = read_record(record, generation)
            text = resumable.parted_text(self._registry)
        except UnknownUtterance:
            return self._first(spoken, right)
        # Of what several backends have spoken, no log has all that was heard.
        parted = {noted.segment_index for noted in resumable.continued if noted.start_s}
        made = made_segments(await self._logged(generation), generation, parted)
        point = ResumePoint.of(resumable, generation, made=made)
        return self._speak(
            text,
            text.voice_settings,
            spoken.encoding,
            spoken.endpoint,
            right,
            point,
            client=spoken.client,
            realtime=spoken.realtime,
            keeps_log=True,
        )

    async def _logged(self, generation: str) -> list[AnyNumberedMessage]:
        """Return the messages that the last generations before this one have got."""
        utterance, number = utterance_of(generation), int(generation.partition(".")[2] or 0)
        names = [f"{utterance}.{n}" if n else utterance for n in range(number)]
        logs = [await self._bus.logged_messages(name) for name in names[-MOST_GENERATIONS:]]
        return [message for messages in logs for message in messages]

    async def _followed(
        self, request: Request, standing: Standing, events: AsyncGenerator[Event]
    ) -> AsyncGenerator[Event]:
        """Yield the events; whoever repeats the request learns how far it is."""
        held, begun = standing.text(), msgspec.structs.replace(standing, state=BEGUN).text()
        try:
            async with aclosing(events):
                async for event in events:
                    if isinstance(event, Opened):
                        self._background.spawn(self._settle(request, held, begun, ONCE_TTL_S))
                        held = begun
                    yield event
        finally:
            kept = begun if held == begun else ""
            self._background.spawn(self._settle(request, held, kept, REPLAY_TTL_S))

    async def _settle(self, request: Request, held: str, standing: str, ttl_s: int) -> None:
        """Say how far it is, unless a repetition has taken it over; "" is as if it had not come."""
        try:
            await self._store.swap_standing(request.name, held, standing, ttl_s)
        except RedisUnavailable as error:
            log.warning("A request's state did not reach Redis.", error=error.message)
