"""One client's hundreds do not keep another's only one waiting."""

import msgspec

from frontend.streaming.admission.turns import LATELY_S, RecentClients, in_turn


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


def test_several_clients_are_two_within_ten_minutes() -> None:
    recent = RecentClients()
    assert not recent.several(0)
    recent.note("a", 0)
    recent.note("a", 1)
    assert not recent.several(1)
    recent.note("b", 2)
    assert recent.several(3)
    assert not recent.several(1 + LATELY_S)
    recent.note("a", 10)
    assert recent.several(11)
    for client in ("b", "c", "d"):
        recent.note(client, 20)
    assert recent.several(21)
