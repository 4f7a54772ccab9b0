"""Whether a request is let in, and as whom."""

import asyncio
import time

import msgspec

from frontend.access.allowances import Allowances, origin_of
from frontend.access.client import Client, Scope
from frontend.access.errors import InvalidKey, MissingScope, TooManyRequests
from frontend.access.keyring import Keyring
from frontend.access.tokens import PREFIX, Tokens

# Wrong keys from an address, beyond which more of them are answered after a pause. Keys are too
# long to be guessed: this keeps a program with an old key from taking the server's time. Right keys
# are never slowed down, as they may come through the same proxy.
WRONG_KEYS, WRONG_KEYS_PER_S = 10, 0.5
PAUSE_S = 1.0
MOST_PAUSING = 100  # refusals that wait at once; more are answered at once

ADVICE = (
    "Send an API key, as in `Authorization: Bearer KEY`; the server's operator has it: "
    "voice-server keys add NAME"
)


class Credential(msgspec.Struct, frozen=True):
    """What a request has in place of a name: a key or a token, "" if it has neither."""

    text: str = ""
    in_url: bool = False


class Access:
    """Asks for keys, unless there is no keyring: then everybody is let in, for everything."""

    def __init__(self, keyring: Keyring | None, tokens: Tokens) -> None:
        self.keyring = keyring
        self.tokens = tokens
        self._wrong = Allowances(WRONG_KEYS, WRONG_KEYS_PER_S)
        self._pausing = 0

    async def client(self, credential: Credential, address: str) -> Client:
        """Return whom a request comes from.

        Raises:
            InvalidKey: it has no key, or a wrong one; after a pause, if there were many.
            TooManyRequests: and there is no time left for pauses.
            KeysUnavailable, RedisUnavailable: that cannot be known now.
        """
        if self.keyring is None:
            return Client(address=address)
        if not credential.text:
            raise InvalidKey(ADVICE)
        try:
            return await self._known(self.keyring, credential, address)
        except InvalidKey:
            await self._slow_down(address)
            raise

    def holder(self, key: str, address: str) -> Client:
        """Return whom a request counts for that carries no key, but has the rights of that one.

        Args:
            key: the key's id, which is no secret; where no keys are asked for, it means nothing.

        Raises:
            InvalidKey: there is no such key any more, or it has expired.
            KeysUnavailable: that cannot be known now.
        """
        if self.keyring is None:
            return Client(address=address)
        record = self.keyring.get(key)
        return Client(record.id, address, record.scopes, record.limits)

    async def _known(self, keyring: Keyring, credential: Credential, address: str) -> Client:
        text = credential.text
        if text.startswith(PREFIX):
            grant = await self.tokens.find(text)
            record = keyring.get(grant.key)
            scopes = record.scopes & grant.scopes
            return Client(record.id, address, scopes, record.limits, by_token=True)
        if credential.in_url:
            raise InvalidKey(
                "An API key does not belong into a URL, which is logged on its way. Mint a token "
                "by POST /v1/tokens, and give that."
            )
        record = keyring.find(text)
        return Client(record.id, address, record.scopes, record.limits)

    async def _slow_down(self, address: str) -> None:
        if self._wrong.take(origin_of(address), time.monotonic()):
            return
        if self._pausing >= MOST_PAUSING:
            raise TooManyRequests("Too many wrong API keys come in; send the right one.", 10)
        self._pausing += 1
        try:
            await asyncio.sleep(PAUSE_S)
        finally:
            self._pausing -= 1


def require(client: Client, scope: Scope) -> None:
    """Raise MissingScope if the client's key does not have the scope."""
    if scope not in client.scopes:
        raise MissingScope(
            f"This needs an API key with the scope `{scope}`; this one has: "
            f"{', '.join(sorted(client.scopes)) or 'none'}."
        )
