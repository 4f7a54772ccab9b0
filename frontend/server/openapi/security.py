"""What the document says of API keys: the ways to send one, and what each operation needs."""

from typing import Any

from frontend.access.errors import InvalidKey, KeysUnavailable, MissingScope
from frontend.server.guards.scopes import ANY, OPEN, Need
from frontend.server.openapi.operation import Errors

Json = dict[str, Any]

SCHEMES: Json = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "An API key, as in `Authorization: Bearer KEY`; `Token KEY` does as well. "
        "Only servers that were started so ask for keys: voice-server keys add NAME.",
    },
    "x_api_key": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
    "xi_api_key": {"type": "apiKey", "in": "header", "name": "xi-api-key"},
    "subscription_key": {
        "type": "apiKey",
        "in": "header",
        "name": "Ocp-Apim-Subscription-Key",
    },
    "token": {
        "type": "apiKey",
        "in": "query",
        "name": "token",
        "description": "A short-lived token of POST /v1/tokens, never a key itself.",
    },
}


def security(need: Need) -> list[Json]:
    """Return the ways to be let in: each scheme, or none where no keys are asked for."""
    if need == OPEN:
        return []
    scopes = [] if need == ANY else [need]
    return [*({name: scopes} for name in SCHEMES), {}]


def key_errors(need: Need) -> Errors:
    """Return what an operation answers without the right key."""
    if need == OPEN:
        return ()
    wrong: Errors = (InvalidKey, KeysUnavailable)
    return wrong if need == ANY else (*wrong, MissingScope)
