"""What is asked of samples that are to be encoded."""

from typing import Annotated

import msgspec
from msgspec import Meta

from frontend.audio.formats import FORMATS


class EncodeQuery(msgspec.Struct, frozen=True):
    format: Annotated[
        str, Meta(description="Of the file.", extra_json_schema={"enum": list(FORMATS)})
    ] = "mp3"
    sample_rate: Annotated[int, Meta(description="Of the samples, and of the file, in Hz.")] = (
        24_000
    )
