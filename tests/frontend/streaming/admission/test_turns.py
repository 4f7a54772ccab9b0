"""One client's hundreds do not keep another's only one waiting."""

import msgspec

from frontend.streaming.admission.turns import RecentClients, in_turn


class Waiting(msgspec.Struct, frozen=True):
    client: str
    number: int


def names(line: list[Waiting]) -> list[str]:
    return [f"{waiting.client}{waiting.number}" for waiting in line]


def test_those_of_one_client_keep_their_order() -> None:
    line = [Waiting("a", n) for n in range(3)]
    assert in_turn(line, {"a": 5}) == line


def test_clients_take_turns() -> None:
    line = [Waiting("a", 0), Waiting("a", 1), Waiting("a", 2), Waiting("b", 0), Waiting("b", 1)]
    assert names(in_turn(line, {})) == ["a0", "b0", "a1", "b1", "a2"]


def test_who_has_listeners_comes_after_who_has_none() -> None:
    line = [Waiting("a", 0), Waiting("b", 0), Waiting("b", 1)]
    assert names(in_turn(line, {"a": 1})) == ["b0", "a0", "b1"]
    assert names(in_turn(line, {"a": 1, "b": 7})) == ["a0", "b0", "b1"]
    second = [Waiting("b", 0), Waiting("b", 1), Waiting("a", 0)]
    assert names(in_turn(second, {"a": 1})) == ["b0", "b1", "a0"]  # each is its client's second


def test_several_clients_are_two_within_ten_minutes() -> None:
    recent = RecentClients()
    assert not recent.several(10_000)
    recent.note("a", 10_000)
    recent.note("a", 10_001)
    assert not recent.several(10_001)
    recent.note("b", 10_002)
    assert recent.several(10_003)
    assert recent.several(10_600)
    assert not recent.several(10_601)
    recent.note("a", 10_610)
    assert not recent.several(10_611)
    for client in ("b", "c", "d"):
        recent.note(client, 10_620)
    assert recent.several(10_621)


def test_only_the_last_two_clients_tell() -> None:
    recent = RecentClients()
    for client, now in (("a", 10_000), ("b", 10_700), ("c", 10_710)):
        recent.note(client, now)
    assert recent.several(10_711)
