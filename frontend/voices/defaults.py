"""The default backend and voices: one choice, in Redis, for all frontends.

Each frontend keeps what it has read until it hears of a change, which the one that makes it has
announced. While it would not hear of it, it reads them for each request that leaves something open.
"""

import contextlib
import time
from collections.abc import Callable, Mapping
from dataclasses import replace

import msgspec

from backend_queues.errors import UnknownVoice, VoiceUnusable
from backend_queues.registry import BackendSpec, Registry
from frontend.cluster.connection import RedisConnection
from frontend.cluster.results import DefaultsWatch
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.voices.voice_samples.catalogue import Catalogue
from frontend.voices.voice_settings import VoiceSettings, resolve_voice_settings
from tasks.keys import DEFAULT_KEY, DEFAULTS_CHANNEL
from tasks.messages import Presence

BACKEND_FIELD = "backend"
VOICE_PREFIX = "voice:"  # then the backend, so that each keeps its own voice
KEPT_S = 30.0  # what a frontend of an older version changes, no one hears of


class Choice(msgspec.Struct, frozen=True):
    """The defaults as of a moment ago."""

    backend: str  # a registered one
    voices: Mapping[str, str] = {}  # by backend, as somebody has set them; may be gone since

    def voice_settings(
        self,
        request: VoiceSettingsRequest,
        spec: BackendSpec,
        worker: Presence,
        catalogue: Catalogue,
    ) -> VoiceSettings:
        """As `resolve_voice_settings`, with the default voice for a request that names none.

        The backend's own default is used instead where this one cannot be: the recording was
        deleted, the workers have changed, or another language is requested.
        """
        voice = self.voices.get(spec.name)
        if voice and not request.voice:
            with contextlib.suppress(UnknownVoice, VoiceUnusable):
                return resolve_voice_settings(
                    replace(request, voice=voice), spec, _own_languages(worker), catalogue
                )
        return resolve_voice_settings(request, spec, worker, catalogue)

    def voice(self, spec: BackendSpec, worker: Presence, catalogue: Catalogue) -> str:
        """Return the voice for clients that name none; "" if the backend has no voice."""
        try:
            return self.voice_settings(VoiceSettingsRequest(), spec, worker, catalogue).voice
        except UnknownVoice:
            return ""


def _own_languages(worker: Presence) -> Presence:
    """Return the presence of a worker whose voices speak no language but their own."""
    bound = msgspec.structs.replace(worker.capabilities, any_language=False)
    return msgspec.structs.replace(worker, capabilities=bound)


class Kept(msgspec.Struct, frozen=True):
    """What was read, and when."""

    choice: Choice
    version: int | None
    read_at: float


class Defaults:
    """Reads and sets the defaults. All methods raise RedisUnavailable."""

    def __init__(
        self,
        connection: RedisConnection,
        registry: Registry,
        watch: DefaultsWatch,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._connection = connection
        self._registry = registry
        self._watch = watch
        self._clock = clock
        self._kept: Kept | None = None

    async def read(self) -> Choice:
        """Return the defaults, the registry's for a backend that is not registered any more."""
        version, now, kept = self._watch.version, self._clock(), self._kept
        if kept and kept.version == version is not None and now < kept.read_at + KEPT_S:
            return kept.choice
        choice = await self._read()
        self._kept = Kept(choice, version, now)
        return choice

    async def _read(self) -> Choice:
        fields = await self._connection.send(("HGETALL", DEFAULT_KEY))
        texts = {_text(name): _text(value) for name, value in fields.items()}
        backend = self._registry.current(texts.get(BACKEND_FIELD, ""))
        voices = {
            name.removeprefix(VOICE_PREFIX): voice
            for name, voice in texts.items()
            if name.startswith(VOICE_PREFIX)
        }
        formerly = {self._registry.current(name): voice for name, voice in voices.items()}
        known = backend in self._registry.specs
        return Choice(backend if known else self._registry.default, formerly | voices)

    async def read_for(self, request: VoiceSettingsRequest) -> Choice:
        """Read the defaults, unless the request leaves nothing open."""
        if request.backend and request.voice:
            return Choice(request.backend)
        return await self.read()

    async def set_backend(self, backend: str) -> None:
        await self._set(BACKEND_FIELD, backend)

    async def set_voice(self, backend: str, voice: str) -> None:
        await self._set(f"{VOICE_PREFIX}{backend}", voice)

    async def _set(self, field: str, value: str) -> None:
        try:
            await self._connection.send_all(
                [("HSET", DEFAULT_KEY, field, value), ("PUBLISH", DEFAULTS_CHANNEL, field)]
            )
        finally:  # Redis may have it, and have been cut off before it said so
            self._watch.changed()


def _text(value: bytes) -> str:
    """Decode a value; what another program wrote, and is not text, names nothing either."""
    return value.decode(errors="replace")
