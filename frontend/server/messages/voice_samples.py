"""A voice made from a recording: the form that it comes in, and what is answered."""

from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, Raw, UnsetType

from frontend.voices.voice_samples.folder import NAME_RULE, Notes

# The bytes of a file as they are.
Recording = Annotated[Raw, Meta(extra_json_schema={"contentMediaType": "application/octet-stream"})]


class VoiceForm(Notes, frozen=True, kw_only=True):
    """The form of POST /v1/audio/voices; it has a `file` or an `audio_sample`."""

    name: Annotated[str, Meta(description=f"Of the voice to be: {NAME_RULE}.")]
    file: Annotated[
        Recording | UnsetType,
        Meta(
            description="WAV, MP3, FLAC, M4A, WebM or Ogg of one voice; 30 s from the first sound "
            "on are used."
        ),
    ] = UNSET
    audio_sample: Annotated[
        Recording | UnsetType, Meta(description="OpenAI's name for `file`.")
    ] = UNSET
    consent: Annotated[
        str, Meta(description="Of OpenAI's clients; not used, as OpenAI keeps that recording.")
    ] = ""


class AddQuery(msgspec.Struct, frozen=True):
    replace: Annotated[bool, Meta(description="Whether a voice of that name is replaced.")] = False


class VoicePath(msgspec.Struct, frozen=True):
    name: Annotated[str, Meta(description="The voice's.", examples=["obama"])]


class AddedVoice(msgspec.Struct, frozen=True, kw_only=True):
    """A voice that can be spoken with from now on."""

    object: Literal["audio.voice"] = "audio.voice"
    id: Annotated[str, Meta(description="The voice's name.")]
    name: str
    created_at: Annotated[int, Meta(description="In seconds since 1970.")]
    seconds: Annotated[float, Meta(description="Of the recording, as it is used.")]
    language: Annotated[str, Meta(description="BCP 47; empty is unknown.")]
    licence: str
    usable_by: Annotated[
        tuple[str, ...], Meta(description="The backends with a live worker that clone voices.")
    ] = ()
    warnings: Annotated[
        tuple[str, ...], Meta(description="What keeps it from being used, or may surprise.")
    ] = ()
