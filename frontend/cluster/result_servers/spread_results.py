"""The frontend's subscriptions, where its messages come over several servers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from frontend.cluster.result_servers.servers import ResultServers
from frontend.cluster.results import DefaultsWatch, Receiver, ResultSubscriber
from tasks.connection.result_servers import REDIS_URL_SERVER, ResultAddress
from tasks.messages import AnySegmentMessage
from tasks.process.cancellation import race


class SpreadResults:
    """Subscribes on each server, so that an utterance may be on any.

    Cancellations, the ends of workers, and changes of the defaults come over that of REDIS_URL.
    """

    def __init__(
        self,
        redis_url: str,
        frontend: str,
        addresses: Sequence[ResultAddress],
        servers: ResultServers,
        defaults: DefaultsWatch,
    ) -> None:
        self._servers = servers
        doubts = {server.name: server.doubt for server in servers.all}
        first = doubts.pop(REDIS_URL_SERVER, None)
        urls = {address.name: address.url for address in addresses}
        own = ResultSubscriber(redis_url, frontend, lost=first, defaults=defaults)
        self._subscribers = {REDIS_URL_SERVER: own}
        for name, doubt in doubts.items():
            self._subscribers[name] = ResultSubscriber(urls[name], frontend, lost=doubt)

    def attach(
        self, utterance: str, receiver: Receiver, cancelled: Callable[[], None] | None = None
    ) -> None:
        """Hand the utterance's messages to the receiver; call `cancelled` if another cancels it."""
        for name, subscriber in self._subscribers.items():
            there = ReceiverThere(receiver, utterance, name, self._servers)
            subscriber.attach(utterance, there, cancelled)

    def detach(self, utterance: str) -> None:
        for subscriber in self._subscribers.values():
            subscriber.detach(utterance)

    async def listen(self) -> None:
        """Read from all of them for ever."""
        await race(*(subscriber.listen() for subscriber in self._subscribers.values()))

    async def close(self) -> None:
        for subscriber in self._subscribers.values():
            await subscriber.close()


@dataclass(frozen=True)
class ReceiverThere:
    """An utterance, as the subscription on one server sees it."""

    receiver: Receiver
    utterance: str
    server: str
    servers: ResultServers

    def receive(self, message: AnySegmentMessage) -> bool:
        return self.receiver.receive(message)

    def worker_ended(self, worker: str) -> None:
        self.receiver.worker_ended(worker)

    async def heal(self) -> None:
        """Heal it, if it is on the server whose connection may have lost something."""
        if self.servers.holds(self.server, self.utterance):
            await self.receiver.heal()
