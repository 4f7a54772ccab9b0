"""How the written words of a text are to be said, as clients ask for it."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

MAX_PRONUNCIATIONS = 1_000
MAX_WORD_CHARS = 80
MAX_SAID_CHARS = 200

# "" leaves it to the server. "auto": what the backend does not read well by itself.
Normalisation = Literal["", "auto", "on", "off"]

Pronunciations = Annotated[
    dict[
        Annotated[str, Meta(min_length=1, max_length=MAX_WORD_CHARS)],
        Annotated[str, Meta(max_length=MAX_SAID_CHARS)],
    ],
    Meta(max_length=MAX_PRONUNCIATIONS),
]


class Wording(msgspec.Struct, frozen=True):
    """What a request, or a job, says of it."""

    normalisation: Normalisation = ""
    pronunciations: Pronunciations = {}


def wording_fields(wording: Wording) -> dict[str, object]:
    """Return the fields of a request that say it; older servers know none of them."""
    fields = {"normalisation": wording.normalisation, "pronunciations": wording.pronunciations}
    return {name: value for name, value in fields.items() if value}


AS_USUAL = Wording()
AS_WRITTEN = Wording("off")
