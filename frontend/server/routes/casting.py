"""Who speaks what of the text that a request asks for."""

from starlette.requests import HTTPConnection

from frontend.protocol.asked_text import AskedText
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.server.guards.asking import client_of
from frontend.server.http.state import state_of
from frontend.voices.casting.casting import cast_text
from frontend.voices.casting.parted_text import PartedText


async def spoken_text(
    connection: HTTPConnection, text: AskedText, request: VoiceSettingsRequest
) -> PartedText:
    """Find the voice settings of each part of the text. Raises what `cast_text` does."""
    state = state_of(connection)
    finder = state.voices.of(client_of(connection))
    return await cast_text(text, request, finder, state.settings.inline_voices)
