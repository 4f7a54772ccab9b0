"""How many threads an inference may use."""

import pytest

from backend_queues.threads import VARIABLE, cores, threads_of


@pytest.mark.parametrize(
    ("option", "variable", "expected"),
    [(3, "2", 3), (0, "2", 2), (0, "", cores()), (0, "many", cores()), (0, "0", cores())],
)
def test_an_option_goes_before_the_workers_share(
    monkeypatch: pytest.MonkeyPatch, option: int, variable: str, expected: int
) -> None:
    monkeypatch.setenv(VARIABLE, variable)
    assert threads_of(option) == expected
