"""The voice samples of this frontend and of all others: one folder, shared through Redis."""

import asyncio
import contextlib
import logging
from pathlib import Path

from backend_queues import voice_samples
from backend_queues.errors import RedisUnavailable
from frontend.confinement.readers import Readers
from frontend.voices.voice_samples.catalogue import Catalogue, VoiceSampleEntry
from frontend.voices.voice_samples.sharing import SharedVoiceSamples
from frontend.voices.voice_samples.watcher import Watcher
from tasks.process.cancellation import wait_for_event

log = logging.getLogger(__name__)

SHARE_S = 0.5
WITHDRAW_S = 1.0


class VoiceLibrary:
    """Watches this frontend's folder, publishes what is in it, and reads what others publish."""

    def __init__(self, shared: SharedVoiceSamples, folder: Path, readers: Readers) -> None:
        self.readers = readers
        self.watcher = Watcher(folder, readers)
        self._shared = shared
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
        """For ever: publish at once what is new here, and read what the others have."""
        while True:
            self.watcher.changed.clear()
            try:
                await self._share()
                self._trouble = ""
            except (RedisUnavailable, OSError) as error:  # of Redis, or of the cache
                reason = error.__cause__ or error
                self._log_trouble(f"Voice samples are not shared now: {reason}")
            await wait_for_event(self.watcher.changed, SHARE_S)

    async def close(self) -> None:
        """Withdraw this frontend's voices at once; without Redis they expire by themselves."""
        with contextlib.suppress(RedisUnavailable, TimeoutError):
            async with asyncio.timeout(WITHDRAW_S):
                await self._shared.withdraw()

    async def _share(self) -> None:
        entries = self.watcher.entries
        await self._put_recordings(entries)  # before anybody reads of them
        await self._shared.announce(entries)
        self._others = await self._shared.of_others()

    async def _put_recordings(self, entries: list[VoiceSampleEntry]) -> None:
        here = {
            entry.voice_sample.digest: entry.voice_sample for entry in entries if entry.voice_sample
        }
        for digest in await self._shared.missing(here):
            try:
                wav = await asyncio.to_thread(voice_samples.recording(here[digest]).read_bytes)
            except FileNotFoundError:  # somebody has emptied the cache
                self.watcher.read_again(digest)
                continue
            await self._shared.put(digest, wav)

    def _log_trouble(self, trouble: str) -> None:
        """Log it once, and not twice a second."""
        if trouble != self._trouble:
            log.warning("%s", trouble)
        self._trouble = trouble
