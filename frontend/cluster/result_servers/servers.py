"""Which of several Redis servers has which utterance."""

import asyncio
import hashlib
from collections.abc import Sequence

from backend_queues.errors import RedisUnavailable
from frontend.cluster.connection import RedisConnection
from frontend.cluster.output_limit import check_output_limit
from frontend.cluster.result_servers.server import ResultServer
from tasks.connection.redis_address import read_redis_url
from tasks.connection.result_servers import REDIS_URL_SERVER, ResultAddress
from tasks.process.cancellation import race

FULL_SHARE = 0.9
MOST_USED = 100_000
NONE_ANSWERS = "None of the Redis servers that carry speech answers."


def servers_of(addresses: Sequence[ResultAddress]) -> list[ResultServer]:
    return [
        ResultServer(
            address,
            shown=str(read_redis_url(address.url)),
            number=f"Redis server {number} of the {len(addresses)} that carry speech",
        )
        for number, address in enumerate(addresses, 1)
    ]


class ResultServers:
    """Chooses a server for each utterance among those that answer, by rendezvous hashing.

    All frontends choose alike as long as they see the same servers; a task names the one it is on,
    and a frontend knows where its own utterances are. Without servers everything is on REDIS_URL's.
    """

    def __init__(
        self, servers: Sequence[ResultServer] = (), full_share: float = FULL_SHARE
    ) -> None:
        """A server counts as full from that share of its memory on."""
        self.all = tuple(servers)
        self._full_share = full_share
        self._used: dict[str, list[ResultServer]] = {}  # by utterance, its current one last

    def place(self, utterance: str) -> ResultServer:
        """Return where a new attempt of the utterance is to be recorded."""
        if utterance not in self._used and len(self._used) >= MOST_USED:
            del self._used[next(iter(self._used))]  # whose end never reached Redis
        used = self._used.setdefault(utterance, [])
        if used and used[-1].answers:
            return used[-1]
        chosen = self._choose(utterance)
        if chosen in used:
            used.remove(chosen)
        used.append(chosen)
        return chosen

    def used(self, utterance: str) -> Sequence[ResultServer]:
        """Return the servers that this frontend has recorded it on, the current one last."""
        return tuple(self._used.get(utterance, ()))

    def holds(self, name: str, utterance: str) -> bool:
        """Tell whether the utterance is on the server of that name now."""
        used = self._used.get(utterance)
        return bool(used and used[-1].name == name)

    def forget(self, utterance: str) -> None:
        self._used.pop(utterance, None)

    @property
    def away(self) -> list[ResultServer]:
        return [server for server in self.all if not server.answers]

    @property
    def lost(self) -> frozenset[str]:
        """The names of the servers whose attempts are to be made again on another one.

        None while there is no other one. That of REDIS_URL is waited for in any case: nothing else
        goes on without it.
        """
        away = {server.name for server in self.away}
        return frozenset(away - {REDIS_URL_SERVER}) if len(away) < len(self.all) else frozenset()

    @property
    def is_full(self) -> bool:
        """Whether all that answer have too little room for more speech."""
        answering = [server for server in self.all if server.answers]
        return bool(answering) and all(self._is_full(server) for server in answering)

    def check(self) -> None:
        """See that one of them can take a new text. Raises RedisUnavailable, Overloaded."""
        if self.all and len(self.away) == len(self.all):
            raise RedisUnavailable(NONE_ANSWERS)
        if self.is_full:
            raise next(it for it in self.all if it.answers).memory.refusal()

    def problems(self, *, public: bool = False) -> list[str]:
        """Return what is wrong, a sentence each; the `public` ones tell nobody's address."""
        names = [
            server.number if public else f"Redis server {server.shown}" for server in self.away
        ]
        return [f"The {name} does not answer; its texts go on over the others." for name in names]

    async def watch(self) -> None:
        """Look for ever which of them answer."""
        await race(*(server.watch() for server in self.all))

    async def check_output_limits(self, main: RedisConnection) -> None:
        """Warn of each that would soon cut off a frontend; without servers, of REDIS_URL's."""
        if not self.all:
            await check_output_limit(main)
        await asyncio.gather(*(server.check_output_limit() for server in self.all))

    async def close(self) -> None:
        for server in self.all:
            await server.close()

    def _choose(self, utterance: str) -> ResultServer:
        answering = [server for server in self.all if server.answers]
        roomy = [server for server in answering if not self._is_full(server)]
        return max(roomy or answering or self.all, key=lambda server: _weight(server, utterance))

    def _is_full(self, server: ResultServer) -> bool:
        return server.memory.is_over(self._full_share)


def _weight(server: ResultServer, utterance: str) -> bytes:
    """Draw a lot for a server; each utterance has its own, so that they spread evenly."""
    return hashlib.blake2b(f"{server.name} {utterance}".encode(), digest_size=8).digest()
