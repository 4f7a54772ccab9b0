"""The voice samples of all frontends, shared through Redis: their entries and their recordings."""

from collections.abc import Collection

from frontend.cluster.connection import RedisConnection
from frontend.cluster.directory import SharedDirectory
from frontend.voices.voice_samples.catalogue import VoiceSampleEntry
from tasks.keys import VOICE_SAMPLE_TTL_S, VOICE_SAMPLES, WANTED_KEY, voice_sample_key


class SharedVoiceSamples:
    """What one frontend publishes of its folder, and reads of the others'.

    All methods raise RedisUnavailable.
    """

    def __init__(self, connection: RedisConnection, frontend: str) -> None:
        self._connection = connection
        self._frontend = frontend
        self._entries = SharedDirectory(connection, VOICE_SAMPLES, list[VoiceSampleEntry])

    async def wanted(self, digests: Collection[str]) -> list[str]:
        """Return which of these recordings workers lack and Redis does not have."""
        if not digests:
            return []
        asked = await self._connection.send(("SMISMEMBER", WANTED_KEY, *digests))
        wanted = [digest for digest, is_wanted in zip(digests, asked, strict=True) if is_wanted]
        there = await self._connection.send_all(
            ("EXISTS", voice_sample_key(digest)) for digest in wanted
        )
        return [digest for digest, is_there in zip(wanted, there, strict=True) if not is_there]

    async def put(self, digest: str, wav: bytes) -> None:
        """Give a recording to workers on other machines, which then want it no more."""
        keep = ("SET", voice_sample_key(digest), wav, "EX", VOICE_SAMPLE_TTL_S)
        await self._connection.send_all([keep, ("SREM", WANTED_KEY, digest)])

    async def announce(self, entries: list[VoiceSampleEntry]) -> None:
        """Publish what this frontend has in its folder."""
        await self._entries.publish(self._frontend, entries)

    async def of_others(self) -> list[VoiceSampleEntry]:
        """Return what the other live frontends have in their folders."""
        published = await self._entries.read()
        published.pop(self._frontend, None)
        return [entry for entries in published.values() for entry in entries]

    async def withdraw(self) -> None:
        """Take this frontend's voice samples back, as it ends."""
        await self._entries.withdraw(self._frontend)
