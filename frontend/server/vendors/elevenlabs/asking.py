"""What a client of ElevenLabs asks for, in the words of this server."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from msgspec.structs import asdict

from frontend.protocol.wording import Wording

if TYPE_CHECKING:
    from frontend.access.client import Client
    from frontend.protocol.wording import Normalisation
    from frontend.server.http.state import AppState
    from frontend.server.vendors.elevenlabs.messages import Normalization, VoiceSettings
    from frontend.server.vendors.names import FoundVoice


@dataclass(frozen=True)
class Asked:
    """How a text is to be spoken, by their names."""

    voice_id: str
    model_id: str = ""
    language_code: str = ""
    normalization: Normalization | None = None
    settings: VoiceSettings | None = None


async def find_voice(state: AppState, client: Client, asked: Asked) -> FoundVoice:
    """Return what is asked for by our names.

    Raises:
        UnknownVoice: nothing stands for the voice, and the settings say to refuse that.
        NoWorker, RedisUnavailable: nobody can speak now.
    """
    # What finds voices is loaded with the first text.
    from frontend.server.vendors.names import VendorNames, vendor_voice

    names = VendorNames(asked.voice_id, asked.model_id, asked.language_code)
    found = await vendor_voice(state, client, names)
    options = await _options(state, found.request.backend, asked.settings)
    wording = Wording(_normalisation(asked.normalization))
    return replace(found, request=replace(found.request, options=options, wording=wording))


async def _options(
    state: AppState, backend: str, settings: VoiceSettings | None
) -> dict[str, object]:
    """Return the settings that the backend has as options."""
    given = (
        {name: value for name, value in asdict(settings).items() if value is not None}
        if settings
        else {}
    )
    if not given:
        return {}
    worker = await state.voices.worker(backend or (await state.defaults.read()).backend)
    known = {option.name for option in worker.capabilities.options}
    return {name: value for name, value in given.items() if name in known}


def _normalisation(asked: Normalization | None) -> Normalisation:
    """Their auto, which every client sends, is what the server is set to."""
    return "" if asked in (None, "auto") else asked
