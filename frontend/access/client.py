"""Who a request comes from: the API key it carries, and the address it is sent from."""

from typing import Annotated, Literal, get_args

import msgspec
from msgspec import Meta

from frontend.access.allowances import origin_of

Scope = Literal["speak", "voices", "jobs", "operate"]
ALL_SCOPES: frozenset[Scope] = frozenset(get_args(Scope))

Limit = Annotated[int, Meta(ge=0)]


class KeyLimits(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a key may take of the server; None is what the settings say."""

    streams: Limit | None = None  # at once
    characters_per_minute: Limit | None = None
    waiting_texts: Limit | None = None
    jobs: Limit | None = None
    uploads_per_hour: Limit | None = None


class Client(msgspec.Struct, frozen=True):
    """Whom a request comes from. Without keys everybody is the same client, who may do all.

    `key` is the id of the API key, never the key itself; it owns the jobs, voices and resumable
    streams that are made with it. "" is the owner where no keys are asked for.
    """

    key: str = ""
    address: str = ""
    scopes: frozenset[Scope] = ALL_SCOPES
    limits: KeyLimits = KeyLimits()
    by_token: bool = False  # a token came in the key's place
    cache: bool = True  # whether what it hears may be of before, and may be kept

    @property
    def name(self) -> str:
        """What its share and its use are counted under: the key, or else the address."""
        return f"key:{self.key}" if self.key else f"address:{origin_of(self.address)}"

    def without_cache(self) -> "Client":
        """Return the same client, for whom everything is spoken anew and nothing is kept."""
        return msgspec.structs.replace(self, cache=False)


ANYBODY = Client()
