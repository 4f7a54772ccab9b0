"""The voice samples of this frontend and of all others: one folder, shared through Redis."""

import asyncio
import contextlib
import logging
from pathlib import Path

from redis import RedisError

from backend_queues import voice_samples as samples
from frontend.cluster.bus import FrontendBus
from frontend.voices.voice_samples.catalogue import Catalogue, VoiceSampleEntry
from frontend.voices.voice_samples.watcher import Watcher

log = logging.getLogger(__name__)

SHARE_S = 0.5
FAREWELL_S = 1.0


class VoiceLibrary:
    """Watches this frontend's folder, tells the others of it, and learns of theirs."""

    def __init__(self, bus: FrontendBus, folder: Path) -> None:
        self.watcher = Watcher(folder)
        self._bus = bus
        self._others: list[VoiceSampleEntry] = []
        self._trouble = ""
        self._merged: tuple[list[VoiceSampleEntry], Catalogue] = ([], Catalogue())

    @property
    def catalogue(self) -> Catalogue:
        """What can be named now; what has just been read here is in it already."""
        entries = self.watcher.entries + self._others
        if entries != self._merged[0]:
            self._merged = (entries, Catalogue(entries))
        return self._merged[1]

    async def share(self) -> None:
        """For ever: tell the other frontends at once what is new here, and learn what is there."""
        while True:
            self.watcher.changed.clear()
            try:
                await self._share()
                self._trouble = ""
            except (RedisError, OSError) as error:
                self._tell_trouble(f"Voice samples are not shared now: {error}")
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(SHARE_S):
                    await self.watcher.changed.wait()

    async def close(self) -> None:
        """Take this frontend's voices back at once; without Redis, they run out by themselves."""
        with contextlib.suppress(RedisError, OSError, TimeoutError):
            async with asyncio.timeout(FAREWELL_S):
                await self._bus.withdraw_voice_samples()

    async def _share(self) -> None:
        entries = self.watcher.entries
        await self._put_recordings(entries)  # before anybody learns of them
        await self._bus.announce_voice_samples(entries)
        self._others = await self._bus.voice_samples_of_others()

    async def _put_recordings(self, entries: list[VoiceSampleEntry]) -> None:
        here = {
            entry.voice_sample.digest: entry.voice_sample for entry in entries if entry.voice_sample
        }
        for digest in await self._bus.missing_voice_samples(here):
            try:
                wav = await asyncio.to_thread(samples.recording(here[digest]).read_bytes)
            except FileNotFoundError:  # somebody has emptied the cache
                self.watcher.read_again(digest)
                continue
            await self._bus.put_voice_sample(digest, wav)

    def _tell_trouble(self, trouble: str) -> None:
        """Say it once, and not twice a second."""
        if trouble != self._trouble:
            log.warning("%s", trouble)
        self._trouble = trouble
