"""The voice samples of this frontend and of all others: one folder, shared through Redis."""

import asyncio
import contextlib
import logging
import time
from pathlib import Path

from backend_queues import voice_samples
from backend_queues.errors import RedisFull, RedisUnavailable
from frontend.access.client import Client
from frontend.voices.voice_samples.catalogue import Catalogue, VoiceSampleEntry
from frontend.voices.voice_samples.lending import Lending
from frontend.voices.voice_samples.sharing import SharedVoiceSamples
from frontend.voices.voice_samples.watcher import Watcher
from tasks.keys import VOICE_SAMPLE_TTL_S
from tasks.process.cancellation import wait_for_event

log = logging.getLogger(__name__)

SHARE_S = 0.5
MAX_LENT_BYTES = 64_000_000
WITHDRAW_S = 1.0
MOST_CATALOGUES = 100


class VoiceLibrary:
    """Watches this frontend's folder, publishes what is in it, and reads what others publish."""

    def __init__(
        self,
        shared: SharedVoiceSamples,
        folder: Path,
        max_lent_bytes: int = MAX_LENT_BYTES,
        *,
        hides_voices: bool = False,
    ) -> None:
        self.watcher = Watcher(folder)
        self._lending = Lending(max_lent_bytes, VOICE_SAMPLE_TTL_S, time.monotonic)
        self._shared = shared
        self._others: list[VoiceSampleEntry] = []
        self._trouble = ""
        self._hides_voices = hides_voices
        self._merged: list[VoiceSampleEntry] = []
        self._catalogues: dict[str | None, Catalogue] = {}  # of `_merged`, by owner; None is all

    @property
    def catalogue(self) -> Catalogue:
        """What can be named now; what has just been read here is in it already."""
        return self._catalogue_of(None)

    def catalogue_for(self, client: Client) -> Catalogue:
        """Return what this client can name: what it has uploaded, and what is everybody's."""
        return self.catalogue if "operate" in client.scopes else self.catalogue_of(client.key)

    def catalogue_of(self, owner: str) -> Catalogue:
        """Return what this key can name."""
        return self._catalogue_of(owner)

    def _catalogue_of(self, owner: str | None) -> Catalogue:
        entries = self.watcher.entries + self._others
        if entries != self._merged or len(self._catalogues) > MOST_CATALOGUES:
            self._merged, self._catalogues = entries, {}
        catalogue = self._catalogues.get(owner)
        if catalogue is None:
            named = [entry for entry in entries if owner is None or entry.owner in ("", owner)]
            catalogue = Catalogue(named, hides_voices=self._hides_voices)
            self._catalogues[owner] = catalogue
        return catalogue

    async def share(self) -> None:
        """For ever: publish at once what is new here, and read what the others have."""
        while True:
            self.watcher.changed.clear()
            try:
                await self._share()
                self._trouble = ""
            except (RedisUnavailable, OSError) as error:  # of Redis, or of the cache
                told = isinstance(error, RedisFull)
                reason = error if told else error.__cause__ or error
                self._log_trouble(f"Voice samples are not shared now: {reason}")
            await wait_for_event(self.watcher.changed, SHARE_S)

    async def close(self) -> None:
        """Withdraw this frontend's voices at once; without Redis they expire by themselves."""
        with contextlib.suppress(RedisUnavailable, TimeoutError):
            async with asyncio.timeout(WITHDRAW_S):
                await self._shared.withdraw()

    async def _share(self) -> None:
        entries = self.watcher.entries
        await self._lend_recordings(entries)
        await self._shared.announce(entries)
        self._others = await self._shared.of_others()

    async def _lend_recordings(self, entries: list[VoiceSampleEntry]) -> None:
        here = {
            entry.voice_sample.digest: entry.voice_sample for entry in entries if entry.voice_sample
        }
        for digest in await self._shared.wanted(here):
            try:
                wav = await asyncio.to_thread(voice_samples.recording(here[digest]).read_bytes)
            except FileNotFoundError:  # somebody has emptied the cache
                self.watcher.read_again(digest)
                continue
            if self._lending.lend(digest, len(wav)):
                await self._shared.put(digest, wav)

    def _log_trouble(self, trouble: str) -> None:
        """Log it once, and not twice a second."""
        if trouble != self._trouble:
            log.warning("%s", trouble)
        self._trouble = trouble
