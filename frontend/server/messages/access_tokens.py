"""Tokens that stand for an API key where only a URL can be given."""

from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from frontend.access.client import Scope

MAX_LIFETIME_S = 300  # a token in a URL is of use to whoever reads that


class TokenBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the token is to be good for."""

    scopes: Annotated[
        frozenset[Scope] | UnsetType, Meta(description="All that the key has, or some of those.")
    ] = UNSET
    lifetime_s: Annotated[
        int,
        Meta(ge=1, le=MAX_LIFETIME_S, description="It is needed until the connection is there."),
    ] = 60


class AccessToken(msgspec.Struct, frozen=True):
    """A token; it ends with its lifetime, or with its key."""

    token: Annotated[str, Meta(description="To be given as `?token=`.")]
    scopes: list[Scope]
    expires_in_s: int
