"""POST /v1/tokens: a short-lived token in place of an API key, for where only a URL can be given.

An EventSource, an <audio> and a browser's WebSocket send no headers of the page's choice.
"""

from starlette.requests import Request
from starlette.responses import JSONResponse

from backend_queues.errors import BodyTooLarge, InvalidRequest
from frontend.access.access import require
from frontend.access.client import Client, Scope
from frontend.access.errors import InvalidKey
from frontend.server.guards.asking import client_of
from frontend.server.http.body import read_limited
from frontend.server.http.headers import check_json
from frontend.server.http.state import state_of
from frontend.server.http.typed import StructResponse, parse_json
from frontend.server.messages.access_tokens import AccessToken, TokenBody

MAX_BODY_BYTES = 4_096
TOO_LARGE = f"The body has more than {MAX_BODY_BYTES:,} bytes."
EXAMPLE = '{"scopes": ["speak"], "lifetime_s": 60}'
NOT_CACHED = {"Cache-Control": "no-store"}


async def mint(request: Request) -> JSONResponse:
    client = client_of(request)
    _check_has_key(client)
    content = await read_limited(request, MAX_BODY_BYTES, BodyTooLarge(TOO_LARGE))
    if content:
        check_json(request)
    body = parse_json(content or b"{}", TokenBody, EXAMPLE)
    scopes = _scopes(body, client)
    tokens = state_of(request).access.tokens
    token = await tokens.mint(client, scopes, body.lifetime_s)
    answer = AccessToken(token, sorted(scopes), body.lifetime_s)
    return StructResponse(answer, headers=NOT_CACHED)


def _check_has_key(client: Client) -> None:
    if not client.key:
        raise InvalidRequest("This server asks for no API keys, so nothing needs a token.")
    if client.by_token:
        raise InvalidKey("A token cannot mint another; send the API key.")


def _scopes(body: TokenBody, client: Client) -> frozenset[Scope]:
    """Return the scopes of the token. Raises MissingScope if the key does not have one."""
    if not isinstance(body.scopes, frozenset):
        return client.scopes
    for scope in sorted(body.scopes):
        require(client, scope)
    return body.scopes
