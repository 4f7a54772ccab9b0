"""Fields that the requests of several endpoints share."""

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
FALLBACK = Meta(description="false if no other backend may speak where this one cannot.")
CACHE = Meta(description="false if it is to be spoken anew, and not kept in the server's cache.")
