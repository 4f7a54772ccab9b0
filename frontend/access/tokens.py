"""Tokens: what stands for a key where only a URL can be given, and for a short time only.

A token is random. Redis keeps its SHA-256, with the id of the key it stands for, so every frontend
knows it, nobody who reads Redis can use it, and it ends with its key.
"""

import secrets
import time

import msgspec

from frontend.access.allowances import Allowances
from frontend.access.client import Client, Scope
from frontend.access.errors import InvalidKey, TooManyRequests
from frontend.access.key import digest
from frontend.access.redis_keys import Sends
from tasks.keys import TOKEN_TTL_S, token_key
from tasks.process.decoding import UNDECODABLE

PREFIX = "vst_"
BYTES = 32
MINTED, MINTED_PER_S = 100, 5.0  # with one key at one frontend
LONGEST = 200  # characters that are looked up at all


class Grant(msgspec.Struct, frozen=True):
    """Whom a token stands for, and for how much of it."""

    key: str
    scopes: frozenset[Scope]


class Tokens:
    """All methods raise RedisUnavailable."""

    def __init__(self, connection: Sends) -> None:
        self._connection = connection
        self._minting = Allowances(MINTED, MINTED_PER_S)

    async def mint(self, client: Client, scopes: frozenset[Scope], lifetime_s: int) -> str:
        """Return a new token of some of the client's scopes.

        Raises:
            TooManyRequests: that key mints so many that they would fill Redis.
        """
        if not self._minting.take(client.key, time.monotonic()):
            raise TooManyRequests("Too many tokens are minted with this API key. Wait a while.", 10)
        token = f"{PREFIX}{secrets.token_urlsafe(BYTES)}"
        grant = msgspec.json.encode(Grant(client.key, scopes & client.scopes))
        lifetime_s = min(lifetime_s, TOKEN_TTL_S)
        await self._connection.send(("SET", token_key(digest(token)), grant, "EX", lifetime_s))
        return token

    async def find(self, token: str) -> Grant:
        """Return what a token stands for. Raises InvalidKey if it does not count any more."""
        content = None
        if len(token) <= LONGEST:
            content = await self._connection.send(("GET", token_key(digest(token))))
        try:
            return msgspec.json.decode(content or b"", type=Grant)
        except UNDECODABLE as error:
            raise InvalidKey(
                "This token does not count, or not any more. Mint another by POST /v1/tokens."
            ) from error
