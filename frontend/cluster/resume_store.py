"""What Redis keeps of streams that their clients may resume, at whichever frontend."""

from collections.abc import Iterable, Mapping

from frontend.cluster.connection import RedisConnection
from tasks import scripts
from tasks.directory import Word
from tasks.keys import (
    CANCEL_CHANNEL,
    REPLAY_TTL_S,
    cancelled_key,
    log_key,
    resume_key,
    text_key,
    utterance_key,
)

JOURNAL = "journal"  # what `take_over` calls the entries that were appended


class RedisResumeStore:
    """Records by name, the hash of a client's resume token. All methods raise RedisUnavailable."""

    def __init__(self, connection: RedisConnection) -> None:
        self._connection = connection
        self._take_over = connection.script(scripts.TAKE_OVER)
        self._append = connection.script(scripts.APPEND)

    async def remember(self, name: str, kept: Mapping[str, bytes], ttl_s: int) -> None:
        """Keep what it takes to resume an utterance: `utterance`, `owner`, and what else is."""
        key = resume_key(name)
        fields = [word for field in kept.items() for word in field]
        await self._connection.send_all([("HSET", key, *fields), ("EXPIRE", key, ttl_s)])

    async def take_over(self, name: str, owner: str) -> tuple[dict[str, bytes], str] | None:
        """Cancel the current generation; return what was kept, and the next generation's name.

        None if nothing is known of it, or if it is another's. Another version may have written it.
        """
        prefixes = [cancelled_key(""), utterance_key(""), log_key("")]
        arguments: list[Word] = [owner, CANCEL_CHANNEL, REPLAY_TTL_S, *prefixes]
        taken = await self._take_over([resume_key(name), text_key(name)], arguments)
        if not taken:
            return None
        fields, journal, generation = taken
        return {**_fields(fields), JOURNAL: journal}, generation.decode(errors="replace")

    async def append(
        self, name: str, kept: Mapping[str, bytes], generation: int, offset: int, entries: bytes
    ) -> int | None:
        """Append to the journal, `offset` bytes long so far; return its length.

        Less than was expected: Redis has lost it, and wants it from its start. None: another
        generation has taken the utterance over, and nothing was written.
        """
        arguments: list[Word] = [generation, offset, entries, 3 * REPLAY_TTL_S]
        arguments += [word for field in kept.items() for word in field]
        length = int(await self._append([resume_key(name), text_key(name)], arguments))
        return None if length < 0 else length

    async def expire(self, name: str, ttl_s: int) -> None:
        """Keep it for so long from now on."""
        keys = (resume_key(name), text_key(name))
        await self._connection.send_all([("EXPIRE", key, ttl_s) for key in keys])

    async def forget(self, name: str) -> None:
        await self._connection.send(("DEL", resume_key(name), text_key(name)))


def _fields(flat: Iterable[bytes]) -> dict[str, bytes]:
    words = iter(flat)
    return {
        field.decode(errors="replace"): value for field, value in zip(words, words, strict=False)
    }
