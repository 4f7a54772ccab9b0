"""What is too much for one job is refused while it is read, whatever kind of file it is in."""

import time
from collections.abc import Callable, Iterator
from itertools import islice, repeat

import pytest

from backend_queues.errors import InvalidRequest
from frontend.jobs.job import Item
from frontend.jobs.limits import MAX_CHARS, MAX_ITEM_CHARS, MAX_ITEMS, MAX_LINES, limited
from frontend.jobs.readers.read import read_items


def starting(*starts_s: float) -> list[Item]:
    return [Item(id=str(start_s), text="Hm.", start_s=start_s) for start_s in starts_s]


def test_items_are_counted_as_they_come() -> None:
    endless = repeat(Item(id="1", text="Hm."))
    taken: Iterator[Item] = limited(endless)
    assert sum(1 for _ in islice(taken, MAX_ITEMS)) == MAX_ITEMS
    with pytest.raises(InvalidRequest, match="at most 100,000 items"):
        next(taken)


def test_a_text_that_is_too_long_for_an_item_or_for_a_job_is_refused() -> None:
    item = Item(id="7", text="a" * MAX_ITEM_CHARS)
    with pytest.raises(InvalidRequest, match="The item '7' has 1,000,001 characters"):
        list(limited([Item(id="7", text="a" * (MAX_ITEM_CHARS + 1))]))
    with pytest.raises(InvalidRequest, match="at most 20,000,000 characters"):
        list(limited(repeat(item, MAX_CHARS // MAX_ITEM_CHARS + 1)))


def test_silence_is_an_hour_at_most() -> None:
    assert list(limited(starting(3600, 7200, 0, 10_800)))
    for starts_s in ((3601,), (0, 3700), (3600, 7210), (86_400,)):
        with pytest.raises(InvalidRequest, match="leave less silence"):
            list(limited(starting(*starts_s)))


def test_what_is_said_between_two_times_is_no_silence() -> None:
    spoken = Item(id="long", text="Hello. " * 20_000)
    assert list(limited([spoken, *starting(30_000)]))


@pytest.mark.parametrize("start_s", [-1.0, 86_401.0, float("nan"), float("inf")])
def test_a_time_that_no_job_has_is_refused(start_s: float) -> None:
    with pytest.raises(InvalidRequest, match="give a time from 0 to"):
        list(limited(starting(start_s)))


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.csv", lambda: b"text\n" + b"a\n" * (MAX_ITEMS + 1), "100,000 items"),
        ("a.jsonl", lambda: b'{"text":"a"}\n' * (MAX_ITEMS + 1), "100,000 items"),
        ("a.txt", lambda: b"\n" * (MAX_LINES + 1), "2,000,000 lines"),
        ("a.md", lambda: b"\n" * (MAX_LINES + 1), "2,000,000 lines"),
        ("a.txt", lambda: b"a" * (MAX_CHARS + 1), "20,000,000 characters"),
        ("a.csv", lambda: b"text," + b"option.a," * 200, "columns, and may 100"),
    ],
)
def test_files_are_held_to_it(name: str, content: Callable[[], bytes], why: str) -> None:
    with pytest.raises(InvalidRequest, match=why):
        read_items(name, content())


def test_a_header_of_many_columns_is_looked_through_once() -> None:
    """To compare each column with each took 2 minutes for 1.4 MB."""
    content = b"text," + b"voice," * 250_000
    began = time.process_time()
    with pytest.raises(InvalidRequest, match="250,002 columns"):
        read_items("a.csv", content)
    assert time.process_time() - began < 10
