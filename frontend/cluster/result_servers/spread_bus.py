"""What a frontend keeps in Redis of its utterances, where each is on one of several servers.

On the server of REDIS_URL stay the queues, what resumes a text, crashes and cancellations' channel.
"""

import asyncio
from collections import defaultdict
from collections.abc import Sequence

from msgspec.structs import replace

from backend_queues.errors import RedisUnavailable, TextCrashesWorkers
from frontend.cluster.bus import CRASHES, FrontendBus, LogEntry, forgetting
from frontend.cluster.result_servers.server import ResultServer
from frontend.cluster.result_servers.servers import NONE_ANSWERS, ResultServers
from tasks import scripts
from tasks.directory import Command
from tasks.farewell import Farewell
from tasks.keys import (
    CANCEL_CHANNEL,
    MOST_CRASHES,
    REPLAY_TTL_S,
    crashes_key,
    log_key,
    utterance_key,
)
from tasks.messages import SegmentTask


class SpreadBus(FrontendBus):
    """The utterances of one frontend over several servers. All methods raise RedisUnavailable."""

    def __init__(self, redis_url: str, frontend: str, servers: ResultServers) -> None:
        super().__init__(redis_url, frontend)
        self._servers = servers
        self._ahead = self.connection.script(scripts.AHEAD)

    def place(self, task: SegmentTask) -> SegmentTask:
        return replace(task, server=self._servers.place(task.utterance).name)

    @property
    def lost_servers(self) -> frozenset[str]:
        return self._servers.lost

    async def record_attempt(
        self, task: SegmentTask, queue: str, priority: int, needed_in_s: float = 0.0
    ) -> int:
        server = self._servers.place(task.utterance)
        if server.name != task.server:  # it has gone away since the task was placed
            raise RedisUnavailable(f"{server.number} does not answer")
        key, noted = utterance_key(task.utterance), self.noted(task, needed_in_s)
        recorded, depth = await asyncio.gather(
            server.send_all([("EVAL", scripts.NOTE, 1, key, *noted)]),
            self._tasks_ahead(task, queue, priority),
            return_exceptions=True,
        )
        for answer in (recorded, depth):
            if isinstance(answer, BaseException):
                raise answer
        assert isinstance(depth, int)  # nosec B101: for mypy
        return depth

    async def _tasks_ahead(self, task: SegmentTask, queue: str, priority: int) -> int:
        keys = [crashes_key(task.speech_digest(queue)), *self.queues.lists(queue)[: priority + 1]]
        depth = int(await self._ahead(keys, [MOST_CRASHES]))
        if depth < 0:
            raise TextCrashesWorkers(CRASHES)
        return depth + self.queues.elsewhere(queue)

    async def keep_alive(self, utterance: str) -> None:
        for server in self._servers.used(utterance)[-1:]:
            await server.send_all([("EXPIRE", utterance_key(utterance), REPLAY_TTL_S)])

    async def take_over(
        self, name: str, owner: str, *, keep_log: bool = False
    ) -> tuple[bytes, str] | None:
        taken = await super().take_over(name, owner, keep_log=keep_log)
        if taken:
            over = Farewell(_before(taken[1]), cancelled=True, keeps_log=keep_log)
            # Another frontend may have recorded it, on any of them.
            commands = list(forgetting(over))
            await asyncio.gather(*(server.tell(commands) for server in self._servers.all))
        return taken

    async def _forget(self, farewells: Sequence[Farewell]) -> None:
        commands: dict[ResultServer, list[Command]] = defaultdict(list)
        for farewell in farewells:
            for server in self._servers.used(farewell.utterance):
                commands[server] += forgetting(farewell)
        cancelled = [it.utterance for it in farewells if it.cancelled]
        if cancelled:
            await self.connection.send_all(("PUBLISH", CANCEL_CHANNEL, it) for it in cancelled)
        await asyncio.gather(*(server.tell(some) for server, some in commands.items()))
        for farewell in farewells:
            self._servers.forget(farewell.utterance)

    async def _log_entries(self, utterance: str) -> list[LogEntry]:
        """Read what its server has, and what is left on those where it was before.

        What another frontend has recorded may be on any of them; what is on one that is away is
        missing, and is spoken again.
        """
        used = self._servers.used(utterance)
        if not used:
            return await self._entries_anywhere(utterance)
        *earlier, current = used
        entries = await _entries(current, utterance)
        for server in earlier:
            entries += await _entries_if_there(server, utterance) or []
        return sorted(entries, key=_made_at)

    async def _entries_anywhere(self, utterance: str) -> list[LogEntry]:
        logs = await asyncio.gather(
            *(_entries_if_there(server, utterance) for server in self._servers.all)
        )
        there = [log for log in logs if log is not None]
        if not there:
            raise RedisUnavailable(NONE_ANSWERS)
        return sorted((entry for log in there for entry in log), key=_made_at)


async def _entries(server: ResultServer, utterance: str) -> list[LogEntry]:
    [entries] = await server.send_all([("XRANGE", log_key(utterance), "-", "+")])
    return list(entries)


async def _entries_if_there(server: ResultServer, utterance: str) -> list[LogEntry] | None:
    try:
        return await _entries(server, utterance) if server.answers else None
    except RedisUnavailable:
        return None  # it is doubted, so that is logged


def _made_at(entry: LogEntry) -> tuple[int, ...]:
    """Return an entry's id, the milliseconds of its server's clock and a number."""
    return tuple(map(int, entry[0].split(b"-")))


def _before(generation: str) -> str:
    """Return the name of the generation before one that is not the first."""
    utterance, _, take = generation.partition(".")
    return f"{utterance}.{int(take) - 1}" if int(take) > 1 else utterance
