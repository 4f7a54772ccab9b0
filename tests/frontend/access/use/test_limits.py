"""A key's own limit goes before the setting; an address has one whatever its keys are."""

from frontend.access.client import Client, KeyLimits
from frontend.access.use.limits import Limit, Limits
from frontend.settings import Settings

ADDRESS = "192.0.2.7"


def test_nothing_is_limited_unless_it_is_set() -> None:
    limits, client = Limits(Settings()), Client("k", ADDRESS)
    assert limits.streams(client) == []
    assert limits.characters_per_minute(client) == []
    assert limits.uploads_per_hour(client) == []
    assert limits.waiting_texts(client) is None


def test_a_setting_is_for_each_key_or_each_address_without_one() -> None:
    limits = Limits(Settings(client_streams=3, client_waiting_texts=4))
    assert limits.streams(Client("k", ADDRESS)) == [Limit("key:k", 3)]
    assert limits.streams(Client("", ADDRESS)) == [Limit(f"address:{ADDRESS}", 3)]
    assert limits.waiting_texts(Client("k")) == 4


def test_a_key_has_its_own_limits_also_none_at_all() -> None:
    limits = Limits(Settings(client_streams=3, client_uploads_per_hour=5))
    own = Client("k", ADDRESS, limits=KeyLimits(streams=9, uploads_per_hour=0))
    assert limits.streams(own) == [Limit("key:k", 9)]
    assert limits.uploads_per_hour(own) == [Limit("key:k", 0)]


def test_an_address_is_limited_beside_its_keys() -> None:
    limits = Limits(Settings(client_streams=3, address_streams=5))
    assert limits.streams(Client("k", "2001:db8::1")) == [
        Limit("key:k", 3),
        Limit("from:2001:db8::/64", 5),
    ]
