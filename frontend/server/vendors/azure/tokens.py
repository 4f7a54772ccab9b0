"""POST /sts/v1.0/issueToken: an access token for ten minutes, as plain text.

Source: learn.microsoft.com, "Text to speech REST API", "How to get an access token".
"""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from frontend.access.errors import InvalidKey
from frontend.server.guards.asking import client_of
from frontend.server.http.state import state_of
from tasks.keys import TOKEN_TTL_S

LIFETIME_S = TOKEN_TTL_S
NOT_CACHED = {"Cache-Control": "no-store"}
# Where no keys are asked for, whatever a client sends as its token lets it in.
UNASKED = "this-server-asks-for-no-keys"


async def issue(request: Request) -> Response:
    client = client_of(request)
    if client.by_token:
        raise InvalidKey("A token cannot get another; send the API key.")
    token = UNASKED
    if client.key:
        scopes = client.scopes & {"speak"}
        token = await state_of(request).access.tokens.mint(client, scopes, LIFETIME_S)
    return PlainTextResponse(token, headers=NOT_CACHED)
