"""Nobody's many jobs keep another's waiting."""

from frontend.jobs.adopting.turns import in_turn
from frontend.jobs.keeping.holdings import Holding


def waiting(owner: str, *created_at: float) -> list[Holding]:
    return [Holding(id=f"{owner}{at:g}", owner=owner, created_at=at) for at in created_at]


def test_the_oldest_is_first() -> None:
    assert list(in_turn(waiting("a", 3, 1, 2), [])) == ["a1", "a2", "a3"]


def test_owners_take_turns() -> None:
    jobs = [*waiting("a", *range(1, 5)), *waiting("b", 10, 11), *waiting("c", 5)]
    assert list(in_turn(jobs, [])) == ["a1", "c5", "b10", "a2", "b11", "a3", "a4"]


def test_what_is_under_way_counts() -> None:
    jobs = [*waiting("a", 1, 2), *waiting("b", 3, 4)]
    assert list(in_turn(jobs, ["a", "a", "b"])) == ["b3", "a1", "b4", "a2"]
    assert list(in_turn([], ["a"])) == []
