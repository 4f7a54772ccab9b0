"""Whether a request is let in, however many wrong ones come from the same address."""

import asyncio

import pytest

from backend_queues.errors import RedisUnavailable
from frontend.access.access import MOST_PAUSING, WRONG_KEYS, Access, Credential
from frontend.access.client import ALL_SCOPES, Client
from frontend.access.errors import InvalidKey, TooManyRequests
from frontend.access.key import new_key
from frontend.access.keyring import Keyring
from frontend.access.tokens import MINTED, Tokens
from tasks.directory import Command
from tests.frontend.access.source import Source

HERE = "192.0.2.1"
KEY, RECORD = new_key("one", frozenset({"speak"}))
RIGHT, WRONG = Credential(KEY), Credential(new_key("else")[0])


class Kept:
    """As much of Redis as tokens need."""

    def __init__(self) -> None:
        self.values: dict[str, bytes] = {}
        self.answers = True

    async def send(self, command: Command) -> bytes | None:
        if not self.answers:
            raise RedisUnavailable("It is away.")
        if command[0] == "SET":
            self.values[str(command[1])] = bytes(command[2])  # type: ignore[arg-type]
        return self.values.get(str(command[1]))


async def locked(kept: Kept | None = None) -> Access:
    keyring = Keyring(Source(RECORD))
    await keyring.refresh()
    return Access(keyring, Tokens(kept or Kept()))


async def test_everybody_may_do_all_where_no_keys_are_asked_for() -> None:
    access = Access(None, Tokens(Kept()))
    for credential in (Credential(), WRONG, RIGHT, Credential("vst_x", in_url=True)):
        assert await access.client(credential, HERE) == Client(address=HERE, scopes=ALL_SCOPES)


async def test_a_right_key_is_its_client() -> None:
    client = await (await locked()).client(RIGHT, HERE)
    assert client == Client(RECORD.id, HERE, frozenset({"speak"}), RECORD.limits)


async def test_many_wrong_keys_wait_and_too_many_do_not_and_right_ones_never() -> None:
    access = await locked()
    for _ in range(WRONG_KEYS):
        with pytest.raises(InvalidKey):
            await access.client(WRONG, HERE)
    many = [asyncio.create_task(access.client(WRONG, HERE)) for _ in range(MOST_PAUSING + 5)]
    await asyncio.sleep(0)
    assert (await access.client(RIGHT, HERE)).key == RECORD.id
    ended = await asyncio.gather(*many, return_exceptions=True)
    assert sum(isinstance(error, TooManyRequests) for error in ended) == 5
    assert sum(isinstance(error, InvalidKey) for error in ended) == MOST_PAUSING


async def test_a_token_counts_while_redis_knows_it() -> None:
    kept = Kept()
    access = await locked(kept)
    client = await access.client(RIGHT, HERE)
    token = Credential(await access.tokens.mint(client, ALL_SCOPES, 60), in_url=True)
    taken = await access.client(token, HERE)
    assert (taken.key, taken.scopes, taken.by_token) == (RECORD.id, frozenset({"speak"}), True)
    kept.answers = False
    with pytest.raises(RedisUnavailable):
        await access.client(token, HERE)
    kept.answers = True
    kept.values.clear()
    with pytest.raises(InvalidKey):
        await access.client(token, HERE)


async def test_one_key_cannot_fill_redis_with_tokens() -> None:
    access = await locked()
    client = await access.client(RIGHT, HERE)
    with pytest.raises(TooManyRequests):
        for _ in range(MINTED * 100):
            await access.tokens.mint(client, ALL_SCOPES, 60)
    other = Client("other")
    assert await access.tokens.mint(other, ALL_SCOPES, 60)
