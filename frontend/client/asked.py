"""What a client asks for, as the fields of a request; older servers know only some of them."""

from collections.abc import Mapping

from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.protocol.wording import wording_fields


def asked_fields(
    voice_settings: VoiceSettingsRequest, voices: Mapping[str, str], *, ssml: bool
) -> dict[str, object]:
    """Return the fields of POST /sse, with those that older servers lack only if they say more."""
    fields: dict[str, object] = {
        "backend": voice_settings.backend,
        "voice": voice_settings.voice,
        "language": voice_settings.language,
        "options": dict(voice_settings.options),
        **voice_settings.text.given(),
        **wording_fields(voice_settings.wording),
    }
    if voices:
        fields["voices"] = dict(voices)
    if ssml:
        fields["ssml"] = True
    if not voice_settings.fallback:
        fields["fallback"] = False
    if not voice_settings.cache:
        fields["cache"] = False
    return fields
