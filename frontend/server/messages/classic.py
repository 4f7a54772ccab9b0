"""What classic clients send and receive."""

from typing import Annotated

import msgspec
from msgspec import Meta

Name = Annotated[str, Meta(min_length=1)]


class BackendQuery(msgspec.Struct, frozen=True):
    backend: Annotated[str, Meta(description="Whose voices; empty is the default backend.")] = ""


class EngineChoice(msgspec.Struct, frozen=True):
    """Of a query, a form or a JSON object."""

    engine_name: Annotated[Name, Meta(description="One of GET /engines.", examples=["kokoro"])]


class VoiceChoice(msgspec.Struct, frozen=True):
    """Of a query, a form or a JSON object."""

    voice_name: Annotated[Name, Meta(description="One of GET /voices.", examples=["af_heart"])]


class Changed(msgspec.Struct, frozen=True):
    message: Annotated[str, Meta(description="A sentence that says what holds now.")]


class NotChanged(msgspec.Struct, frozen=True):
    """These clients look for a sentence in `error`, where elsewhere there is an object.

    What the object has besides the sentence is beside it.
    """

    error: Annotated[str, Meta(description="A sentence that says what to change.")]
    code: Annotated[str, Meta(description="Which error it is; codes do not change.")]
