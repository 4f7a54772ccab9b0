"""The voice that a query asks for, and how Deepgram's clients are told of it."""

import re
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import Self
from uuid import NAMESPACE_URL, uuid5

import msgspec
from starlette.requests import HTTPConnection

from backend_queues.errors import InvalidOption, InvalidRequest
from frontend.access.client import Client
from frontend.protocol.mistakes import mistake_in
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.server.http.state import AppState
from frontend.server.vendors.deepgram.messages import DeepgramQuery
from frontend.server.vendors.headers import header_text
from frontend.server.vendors.names import WARNING_HEADER, FoundVoice, VendorNames, vendor_voice
from frontend.voices.voice_settings import VoiceSettings

NORMAL_SPEED = 1.0
# aura-2-thalia-en, flux-alexis-en, and voices with a region
_LANGUAGE = re.compile(r"(?:aura|flux)-.{0,60}-([a-z]{2}(?:-[A-Za-z]{2})?)")


@dataclass(frozen=True)
class Speaker:
    """Who speaks for a client; the warning, if any, says what could not be followed."""

    name: str  # as the client has asked for it, or the voice's own
    asked: VoiceSettingsRequest
    settings: VoiceSettings
    warning: str
    has_speed: bool

    @classmethod
    async def of(cls, query: DeepgramQuery, state: AppState, client: Client) -> Self:
        """Find who speaks.

        Raises:
            TTSError: nobody does; the message says what to change.
        """
        check(query)
        found = await _found(query.model, state, client)
        settings = await state.voices.resolve(found.request, client)
        worker = await state.voices.worker(settings.backend.name)
        has_speed = any(option.name == "speed" for option in worker.capabilities.options)
        name = query.model or settings.voice
        speaker = cls(name, found.request, settings, found.warning, has_speed)
        if query.speed in (None, NORMAL_SPEED):
            return speaker
        return await speaker.at_speed(query.speed, state, client)

    async def at_speed(self, speed: float, state: AppState, client: Client) -> Self:
        """Return the same at another speed. Raises InvalidOption."""
        if not self.has_speed:
            raise InvalidOption(
                f"The backend {self.settings.backend.name} has no speed; leave speed out."
            )
        options = {**self.asked.options, "speed": speed}
        asked = replace(self.asked, options=options)
        return replace(self, asked=asked, settings=await state.voices.resolve(asked, client))

    @property
    def takes_phonemes(self) -> bool:
        return self.settings.phonemes

    @property
    def model_uuid(self) -> str:
        """An id that is the same wherever this voice is."""
        return str(uuid5(NAMESPACE_URL, f"{self.settings.backend.name}/{self.settings.voice}"))

    @property
    def model_version(self) -> str:
        return version("voice-server")

    def headers(self, request_id: str) -> dict[str, str]:
        """Return what an answer's header says of it."""
        told = {
            "dg-request-id": request_id,
            "dg-model-name": header_text(self.name),
            "dg-model-uuid": self.model_uuid,
        }
        return {**told, **({WARNING_HEADER: header_text(self.warning)} if self.warning else {})}


async def _found(model: str, state: AppState, client: Client) -> FoundVoice:
    """Return the voice of a model; one that is not known only says what language it speaks."""
    found = await vendor_voice(state, client, VendorNames(voice=model))
    language = _LANGUAGE.fullmatch(model)
    if not (found.warning and language):
        return found
    return await vendor_voice(state, client, VendorNames(voice=model, language=language[1]))


def check(query: DeepgramQuery) -> None:
    """Refuse what cannot be followed in any voice. Raises InvalidOption."""
    if query.callback:
        raise InvalidOption(
            "Speech is answered here and sent to no callback; leave callback out, and read the "
            "answer's body."
        )
    if query.expressivity not in (-2, -1, 0, 1, 2):
        raise InvalidOption("expressivity is -2, -1, 0, 1 or 2, and no backend here has it.")


def read_query(connection: HTTPConnection) -> DeepgramQuery:
    """Read the query; parameters that are not known are ignored, and empty ones are missing.

    Raises:
        InvalidRequest: a value is not of its field's type; the message names the field.
    """
    given = {name: value for name, value in connection.query_params.items() if value}
    try:
        return msgspec.convert(given, DeepgramQuery, strict=False)
    except msgspec.ValidationError as error:
        raise InvalidRequest(f"The query: {mistake_in(error, DeepgramQuery)}") from error
