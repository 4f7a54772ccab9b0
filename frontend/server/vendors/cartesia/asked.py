"""What Cartesia's clients ask for, as voice settings of this server."""

from dataclasses import dataclass, replace

from backend_queues.base import Option, OptionValue
from backend_queues.errors import InvalidOption, UnknownVoice
from frontend.access.client import Client
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.protocol.wording import Wording
from frontend.server.http.state import AppState
from frontend.server.vendors.cartesia.messages import CartesiaBody, GenerationConfig
from frontend.server.vendors.names import VendorNames, vendor_voice
from frontend.voices.voice_settings import VoiceSettings
from tasks.messages import Presence

SPEEDS = {"slow": 0.8, "normal": 1.0, "fast": 1.25}
SPEED_OPTIONS = ("speed", "rate")  # what backends call it
VOLUME_OPTIONS = ("volume",)


@dataclass(frozen=True)
class Asked:
    """Who is to speak; the warning says what could not be followed."""

    request: VoiceSettingsRequest
    finder: "CartesiaVoices"
    warning: str = ""

    async def voice_settings(self) -> VoiceSettings:
        """Raises as `VoiceResolver.resolve`."""
        return await self.finder.resolve(self.request)


async def asked_voice(state: AppState, client: Client, body: CartesiaBody) -> Asked:
    """Return who is to speak, by our names.

    Raises:
        InvalidRequest: no voice is named, or a language in two ways.
        UnknownVoice, NoWorker, RedisUnavailable: as `vendor_voice`.
    """
    names = VendorNames(body.voice_name, body.model_id or "", body.asked_language)
    found = await vendor_voice(state, client, names)
    wording = Wording("off" if body.normalization == "off" else "")
    finder = CartesiaVoices(state, client, body)
    return Asked(replace(found.request, wording=wording), finder, found.warning)


class CartesiaVoices:
    """The voices of a client, at the speed and volume that it asks for."""

    def __init__(self, state: AppState, client: Client, body: CartesiaBody) -> None:
        self._voices = state.voices.of(client)
        self._config = body.generation_config or GenerationConfig()
        self._speed = self._config.speed or _speed(body.speed)

    async def resolve(self, request: VoiceSettingsRequest) -> VoiceSettings:
        """As VoiceResolver.resolve. A voice that cannot speak the language speaks its own.

        Clients send `en` where nobody has said which.
        """
        try:
            settings = await self._voices.resolve(request)
        except (UnknownVoice, InvalidOption):
            if not (request.voice and request.language):
                raise
            settings = await self._voices.resolve(replace(request, language=""))
        worker = await self._voices.worker(settings.backend.name)
        settings = _times(settings, worker, SPEED_OPTIONS, self._speed)
        return _times(settings, worker, VOLUME_OPTIONS, self._config.volume or 1.0)

    async def worker(self, backend: str) -> Presence:
        """As VoiceResolver.worker."""
        return await self._voices.worker(backend)


def _speed(asked: str | float | None) -> float:
    """Return the speed as older clients ask for it; -1 to 1 is slowest to fastest."""
    if isinstance(asked, str):
        return SPEEDS[asked]
    return 1.0 + 0.5 * max(-1.0, min(1.0, asked or 0.0))


def _times(
    settings: VoiceSettings, worker: Presence, names: tuple[str, ...], factor: float
) -> VoiceSettings:
    """Return the same with an option times a factor, as far as the backend can."""
    if factor == 1.0:
        return settings
    options = dict(settings.options)
    for option in worker.capabilities.options:
        value = options.get(option.name)
        if option.name in names and isinstance(value, float):
            options[option.name] = _bounded(option, value * factor)
    return replace(settings, options=options)


def _bounded(option: Option, value: float) -> OptionValue:
    low = value if option.minimum is None else max(option.minimum, value)
    return low if option.maximum is None else min(option.maximum, low)
