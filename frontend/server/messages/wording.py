"""How written words are said: the fields that all entrances share."""

from typing import Annotated

from msgspec import Meta

from frontend.protocol.wording import Normalisation, Pronunciations

NormalisationField = Annotated[
    Normalisation,
    Meta(
        description="Whether numbers, dates and so on are turned into words: on, off, or auto, "
        "where the backend does not read them well by itself; empty is the server's choice."
    ),
]
PronunciationsField = Annotated[
    Pronunciations,
    Meta(
        description="Words and how they are said: a spelling, or phonemes between slashes.",
        examples=[{"GIF": "jif", "Nguyen": "/\u014b\u02b7\u0129\u0259n/"}],
    ),
]
