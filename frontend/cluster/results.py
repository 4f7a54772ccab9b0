"""The process's one subscription: messages of all its utterances, handed to their owners."""

import asyncio
import logging
import math
from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from redis.asyncio.connection import AbstractConnection
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from backend_queues.errors import RedisUnavailable
from tasks.connection.outage import Outage
from tasks.connection.redis_clients import async_redis_client
from tasks.connection.translation import redis_errors_translated
from tasks.keys import CANCEL_CHANNEL, DEFAULTS_CHANNEL, ENDED_CHANNEL, frontend_channel
from tasks.messages import AnySegmentMessage, decode_message
from tasks.process.decoding import UNDECODABLE

log = logging.getLogger(__name__)

RECONNECT_S = 0.2
MESSAGE = b"message"
HEALS_AT_ONCE = 8  # each reads up to some MB


class Receiver(Protocol):
    """An utterance, as this connection sees it."""

    def receive(self, message: AnySegmentMessage) -> bool:
        """Take a message; false if some before it are missing."""

    def worker_ended(self, worker: str) -> None:
        """Learn that the process of a worker has ended, whatever it was doing."""

    async def heal(self) -> None:
        """Take the missing messages from the replay log. Raises RedisUnavailable."""


class DefaultsWatch:
    """Whether the defaults, once read, are still what they were."""

    def __init__(self) -> None:
        self._changes = 0
        self._hears = False

    @property
    def version(self) -> int | None:
        """It is another whenever they may have changed; None while nobody would say so."""
        return self._changes if self._hears else None

    def hears(self, hears: bool) -> None:
        """Note that changes are heard of from now on, or not any more."""
        self._hears = hears
        self.changed()

    def changed(self) -> None:
        self._changes += 1


class ResultSubscriber:
    """Hands each message to its utterance; those of utterances that are over are dropped."""

    def __init__(
        self,
        redis_url: str,
        frontend: str,
        *,
        lost: Callable[[], None] | None = None,
        defaults: DefaultsWatch | None = None,
    ) -> None:
        """`lost` is called when the connection is; `defaults` is told of their changes."""
        # No read timeout: the channel may be silent as long as nobody speaks. No retry: a lost
        # connection must be seen here, because what it would have brought has to be healed.
        self._redis = async_redis_client(
            redis_url,
            socket_timeout=None,
            retry=Retry(NoBackoff(), 0),
            socket_connect_timeout=2,
        )
        self._channel = frontend_channel(frontend)
        self._cancels = CANCEL_CHANNEL.encode()
        self._ends = ENDED_CHANNEL.encode()
        self._changes = DEFAULTS_CHANNEL.encode()
        self._defaults = defaults or DefaultsWatch()
        self._receivers: dict[str, Receiver] = {}
        self._cancelled: dict[str, Callable[[], None]] = {}
        self._healing: dict[str, asyncio.Task[None]] = {}
        self._few_at_once = asyncio.Semaphore(HEALS_AT_ONCE)
        self._outage = Outage()
        self._lost = lost or _nobody_asks

    def attach(
        self, utterance: str, receiver: Receiver, cancelled: Callable[[], None] | None = None
    ) -> None:
        """Hand the utterance's messages to the receiver; call `cancelled` if another cancels it."""
        self._receivers[utterance] = receiver
        if cancelled:
            self._cancelled[utterance] = cancelled

    def detach(self, utterance: str) -> None:
        self._receivers.pop(utterance, None)
        self._cancelled.pop(utterance, None)
        healing = self._healing.pop(utterance, None)
        if healing:
            healing.cancel()

    async def listen(self) -> None:
        """Read for ever; after a lost connection, subscribe again and heal every utterance."""
        while True:
            try:
                with redis_errors_translated():
                    await self._read()
            except RedisUnavailable as error:
                self._lost()
                if self._outage.worth_logging(error):
                    log.warning("Lost the result channel (%s); subscribing again.", error.__cause__)
                await asyncio.sleep(RECONNECT_S)

    async def close(self) -> None:
        await self._redis.aclose()

    async def _read(self) -> None:
        async with self._redis.pubsub(ignore_subscribe_messages=True) as pubsub:
            shared = CANCEL_CHANNEL, ENDED_CHANNEL, DEFAULTS_CHANNEL
            await pubsub.subscribe(self._channel, *shared)
            self._outage.over()
            for utterance in list(self._receivers):
                self._heal(utterance)
            assert pubsub.connection
            try:
                while True:
                    self._take(await _next_message(pubsub.connection))
            finally:
                self._defaults.hears(False)

    def _take(self, message: Sequence[bytes]) -> None:
        kind, channel, data = message
        if kind != MESSAGE:  # the answer to the subscription
            if channel == self._changes:
                self._defaults.hears(True)
        elif channel == self._cancels:
            self._note_cancelled(data.decode(errors="replace"))
        elif channel == self._ends:
            self._note_ended(data.decode(errors="replace"))
        elif channel == self._changes:
            self._defaults.changed()
        else:
            self._read_message(data)

    def _note_cancelled(self, utterance: str) -> None:
        if cancelled := self._cancelled.get(utterance):
            _tell(cancelled)

    def _note_ended(self, worker: str) -> None:
        for receiver in list(self._receivers.values()):
            _tell(partial(receiver.worker_ended, worker))

    def _read_message(self, data: bytes) -> None:
        try:
            message = decode_message(data)
        except UNDECODABLE as error:
            log.error("A message cannot be read, perhaps of another version: %s", error)
        else:
            self._hand_over(message)

    def _hand_over(self, message: AnySegmentMessage) -> None:
        receiver = self._receivers.get(message.utterance)
        if receiver is None:
            return
        try:
            complete = receiver.receive(message)
        except Exception:  # one utterance must not take the others with it
            log.exception("A message could not be taken.")
            complete = False
        if not complete:
            self._heal(message.utterance)

    def _heal(self, utterance: str) -> None:
        running = self._healing.get(utterance)
        if running is None or running.done():
            receiver = self._receivers[utterance]
            self._healing[utterance] = asyncio.create_task(self._heal_receiver(receiver))

    async def _heal_receiver(self, receiver: Receiver) -> None:
        """Heal until it succeeds; `detach` cancels it."""
        while True:
            try:
                async with self._few_at_once:
                    return await receiver.heal()
            except RedisUnavailable as error:
                log.warning("Could not read the replay log (%s); trying again.", error.__cause__)
            except Exception:
                log.exception("An utterance could not be healed; trying again.")
            await asyncio.sleep(RECONNECT_S)


def _tell(told: Callable[[], None]) -> None:
    """Tell an utterance something; a fault of its own must not take the others with it."""
    try:
        told()
    except Exception:
        log.exception("An utterance could not be told of an end.")


async def _next_message(connection: AbstractConnection) -> Sequence[bytes]:
    """Return what Redis sends next: kind, channel, data.

    Not by redis-py's PubSub, whose way to a message costs more than all that is done with it; nor
    does this connect again by itself.
    """
    message: Sequence[bytes] = await connection.read_response(
        timeout=math.inf, disconnect_on_error=False, push_request=True
    )
    return message


def _nobody_asks() -> None:
    pass
