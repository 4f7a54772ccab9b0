"""What Azure's routes take and answer beside SSML, audio and tokens.

Source: learn.microsoft.com, "Text to speech REST API", and its "Get a list of voices".
"""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from frontend.server.vendors.azure.formats import NAMES


class SpeakHeaders(msgspec.Struct, frozen=True):
    """The header that Azure's clients send with each document."""

    output_format: Annotated[
        str,
        Meta(
            description="The audio that is wanted.",
            examples=["riff-24khz-16bit-mono-pcm"],
            extra_json_schema={"enum": list(NAMES)},
        ),
    ] = msgspec.field(name="X-Microsoft-OutputFormat")


class AzureVoice(msgspec.Struct, frozen=True, kw_only=True, rename="pascal"):
    """A voice as Azure lists it; `ShortName` is what a document names."""

    name: str
    display_name: str
    local_name: str
    short_name: str
    gender: Literal["Female", "Male", "Neutral"]
    locale: str
    sample_rate_hertz: str
    voice_type: Literal["Neural"] = "Neural"
    status: Literal["GA"] = "GA"
    words_per_minute: str = "150"


class InnerError(msgspec.Struct, frozen=True):
    """What this server calls the error."""

    code: str


class AzureError(msgspec.Struct, frozen=True):
    """`code` is the status."""

    code: str
    message: Annotated[str, Meta(description="What is wrong, and what to change.")]
    innererror: InnerError


class AzureErrorBody(msgspec.Struct, frozen=True):
    """An error as Azure's gateway answers it."""

    error: AzureError
