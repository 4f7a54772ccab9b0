"""The voices there are."""

from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType


class VoiceDescription(msgspec.Struct, frozen=True, kw_only=True):
    """What a backend can speak with; a cloned voice has `seconds` and `licence`."""

    backend: str
    name: str
    language: Annotated[
        str, Meta(description="BCP 47; empty is every language of the backend, or unknown.")
    ]
    description: str
    cloned: Annotated[bool, Meta(description="Whether it is made from a voice sample.")]
    seconds: Annotated[float | UnsetType, Meta(description="Of the recording.")] = UNSET
    licence: Annotated[str | UnsetType, Meta(description="Of the recording.")] = UNSET


class UnusableVoiceSample(msgspec.Struct, frozen=True, kw_only=True):
    """A voice sample that gives no voice; with a `backend`, none of that backend."""

    name: str
    reason: Annotated[str, Meta(description="Why, and what to change.")]
    file: str | UnsetType = UNSET
    backend: str | UnsetType = UNSET


class Voices(msgspec.Struct, frozen=True):
    """What the backends with a live worker can speak with."""

    voices: list[VoiceDescription]
    tags: Annotated[
        dict[str, tuple[str, ...]],
        Meta(description="By backend, the tags that it speaks, such as laugh for [laugh]."),
    ]
    unusable: Annotated[
        list[UnusableVoiceSample],
        Meta(description="Voice samples that cannot be used, or that no backend clones now."),
    ]


class VoiceName(msgspec.Struct, frozen=True):
    """A voice as OpenAI lists it."""

    id: Annotated[str, Meta(description="The voice's name.")]
    name: str
    object: Literal["audio.voice"] = "audio.voice"


class VoiceNames(msgspec.Struct, frozen=True):
    """Voices as OpenAI lists them, and once more where clients of Kokoro's servers look."""

    data: list[VoiceName]
    voices: Annotated[list[VoiceName | str], Meta(description="With legacy=true, bare names.")]
    object: Literal["list"] = "list"


class VoiceNamesQuery(msgspec.Struct, frozen=True):
    legacy: Annotated[
        bool, Meta(description="Whether voices has bare names, as Kokoro's servers once did.")
    ] = False
