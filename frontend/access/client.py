"""Who a request comes from: the API key it carries, and the address it is sent from."""

from typing import Literal, get_args

import msgspec

Scope = Literal["speak", "voices", "jobs", "operate"]
ALL_SCOPES: frozenset[Scope] = frozenset(get_args(Scope))


class Client(msgspec.Struct, frozen=True):
    """Whom a request comes from. Without keys everybody is the same client, who may do all.

    `key` is the id of the API key, never the key itself; it owns the jobs, voices and resumable
    streams that are made with it. "" is the owner where no keys are asked for.
    """

    key: str = ""
    address: str = ""
    scopes: frozenset[Scope] = ALL_SCOPES
