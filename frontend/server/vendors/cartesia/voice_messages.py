"""What Cartesia's clients are told of voices, and ask for."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

MASCULINE, FEMININE = "masculine", "feminine"
MAX_QUERY_CHARS = 200
# Their clients read a time; nobody here knows when a voice was made.
LONG_AGO = "1970-01-01T00:00:00Z"

Text = Annotated[str, Meta(max_length=MAX_QUERY_CHARS)]


class VoiceLocale(msgspec.Struct, frozen=True):
    """A language of a voice."""

    locale: Annotated[str, Meta(description="BCP 47")]
    is_native: bool = True


class CartesiaVoice(msgspec.Struct, frozen=True, kw_only=True):
    """One voice, as Cartesia describes it."""

    id: Annotated[str, Meta(description="Its name, by which it is asked for.")]
    name: str
    description: str
    language: Annotated[str, Meta(description='Such as en; "" if it has none of its own.')]
    locales: list[VoiceLocale]
    gender: str | None
    is_owner: Annotated[bool, Meta(description="Whether it is made from a recording.")]
    access: Annotated[str, Meta(description="public or private")]
    visibility: Annotated[str, Meta(description="all or owner")]
    tagline: str = ""
    created_at: Annotated[str, Meta(description="Says nothing here.")] = LONG_AGO


class VoicePage(msgspec.Struct, frozen=True, kw_only=True):
    """Some of the voices."""

    data: list[CartesiaVoice]
    has_more: bool
    next_page: Annotated[str | None, Meta(description="What the next page starts after.")]


class VoiceQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which voices are asked for."""

    q: Annotated[Text, Meta(description="Looked for in names, descriptions, languages.")] = ""
    gender: Annotated[
        Literal["masculine", "feminine", "gender_neutral"] | None, Meta(description="Of the voice.")
    ] = None
    is_owner: Annotated[bool | None, Meta(description="Only those made from recordings.")] = None
    limit: Annotated[int, Meta(ge=1, le=100, description="Of the voices of one page.")] = 100
    starting_after: Annotated[Text, Meta(description="The id that it begins behind.")] = ""
    ending_before: Annotated[Text, Meta(description="The id that it ends before.")] = ""


class VoicePath(msgspec.Struct, frozen=True):
    """Where one voice is."""

    id: Annotated[str, Meta(description="The voice's name.", examples=["af_heart"])]
