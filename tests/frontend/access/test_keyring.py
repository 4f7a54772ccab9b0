"""What a frontend knows of the keys, while their source answers and while it does not."""

from datetime import UTC, datetime

import pytest

from frontend.access.errors import InvalidKey, KeysUnavailable
from frontend.access.key import new_key
from frontend.access.keyring import GRACE_S, Keyring
from tests.frontend.access.source import Source

NOW = datetime(2027, 1, 1, tzinfo=UTC)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def keyring_of(source: Source) -> tuple[Keyring, Clock]:
    clock = Clock()
    return Keyring(source, clock, lambda: NOW), clock


async def test_keys_are_read_only_when_one_has_changed() -> None:
    key, record = new_key("one")
    source = Source(record)
    keyring, _ = keyring_of(source)
    for _ in range(3):
        await keyring.refresh()
    assert keyring.find(key) == keyring.get(record.id) == record
    assert source.reads == 1


async def test_a_revoked_key_does_not_count() -> None:
    key, record = new_key("one")
    source = Source(record)
    keyring, _ = keyring_of(source)
    await keyring.refresh()
    source.records.clear()
    await keyring.refresh()
    with pytest.raises(InvalidKey):
        keyring.find(key)
    with pytest.raises(InvalidKey):
        keyring.get(record.id)


async def test_nobody_is_let_in_before_the_keys_are_known() -> None:
    key, record = new_key("one")
    source = Source(record)
    source.answers = False
    keyring, _ = keyring_of(source)
    with pytest.raises(KeysUnavailable):
        await keyring.refresh()
    for secret in (key, new_key("else")[0], ""):
        with pytest.raises(KeysUnavailable):
            keyring.find(secret)


async def test_known_keys_count_for_a_while_without_their_source_and_others_never() -> None:
    key, record = new_key("one")
    source = Source(record)
    keyring, clock = keyring_of(source)
    await keyring.refresh()
    source.answers = False
    clock.now = GRACE_S
    assert keyring.find(key) == record
    with pytest.raises(InvalidKey):
        keyring.find(new_key("else")[0])
    clock.now += 1
    with pytest.raises(KeysUnavailable):
        keyring.find(key)
    with pytest.raises(KeysUnavailable):
        keyring.get(record.id)
    source.answers = True
    await keyring.refresh()
    assert keyring.find(key) == record


async def test_an_expired_key_does_not_count() -> None:
    key, record = new_key("one", expires=NOW)
    keyring, _ = keyring_of(Source(record))
    await keyring.refresh()
    with pytest.raises(InvalidKey, match="expired"):
        keyring.find(key)
