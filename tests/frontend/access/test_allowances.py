"""How much of something each of many may take."""

import pytest

from frontend.access.allowances import REMEMBERED, Allowances, origin_of


def test_so_much_is_allowed_at_once_and_more_after_a_while() -> None:
    allowances = Allowances(3, 0.5)
    assert [allowances.take("a", 0.0) for _ in range(5)] == [True] * 3 + [False] * 2
    assert not allowances.take("a", 1.9)
    assert allowances.take("a", 2.0)
    assert not allowances.take("a", 2.1)
    assert [allowances.take("a", 1e6) for _ in range(4)] == [True] * 3 + [False]


def test_each_has_its_own() -> None:
    allowances = Allowances(1, 1)
    assert allowances.take("a", 0.0) and allowances.take("b", 0.0)
    assert not allowances.take("a", 0.0)


def test_no_more_are_remembered_than_a_number() -> None:
    allowances = Allowances(1, 0.0)
    for number in range(REMEMBERED + 1):
        assert allowances.take(str(number), 0.0)
    assert allowances.take("0", 0.0)  # forgotten
    assert not allowances.take(str(REMEMBERED), 0.0)


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8::1", "2001:db8::/64"),
        ("2001:db8::ffff:1", "2001:db8::/64"),
        ("::1", "::/64"),
        ("", ""),
        ("x" * 500, "x" * 64),
    ],
)
def test_an_ipv6_address_is_one_of_its_network(address: str, origin: str) -> None:
    assert origin_of(address) == origin
