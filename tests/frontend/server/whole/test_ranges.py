import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_queues.errors import RangeNotSatisfiable
from frontend.server.whole.ranges import Span, asked_span

SIZE = 1000


@pytest.mark.parametrize(
    ("wanted", "span"),
    [
        ("bytes=0-0", Span(0, 1)),
        ("bytes=0-499", Span(0, 500)),
        ("bytes=500-", Span(500, 1000)),
        ("bytes=999-5000", Span(999, 1000)),
        ("bytes=-1", Span(999, 1000)),
        ("bytes=-5000", Span(0, 1000)),
        ("Bytes = 7 - 9 ", Span(7, 10)),
        (f"bytes=0-{'9' * 5000}", Span(0, 1000)),
    ],
)
def test_one_range_is_taken(wanted: str, span: Span) -> None:
    assert asked_span(wanted, SIZE) == span


@pytest.mark.parametrize(
    "wanted",
    ["", "bytes=", "bytes=-", "bytes=9-8", "bytes=a-b", "bytes=0-1,5-6", "lines=0-1", "bytes=²-3"],
)
def test_what_is_no_single_range_of_bytes_is_ignored(wanted: str) -> None:
    assert asked_span(wanted, SIZE) is None


@pytest.mark.parametrize("wanted", ["bytes=1000-", "bytes=1000-1001", "bytes=-0", "bytes=9999-"])
def test_a_range_behind_the_end_is_refused(wanted: str) -> None:
    with pytest.raises(RangeNotSatisfiable, match="1,000 bytes"):
        asked_span(wanted, SIZE)


def test_an_empty_file_has_no_range() -> None:
    with pytest.raises(RangeNotSatisfiable):
        asked_span("bytes=0-", 0)


@given(st.text(alphabet="bytes=-0123456789 ,", max_size=30), st.integers(0, 300))
def test_a_span_lies_within_the_file(wanted: str, size: int) -> None:
    try:
        span = asked_span(wanted, size)
    except RangeNotSatisfiable:
        return
    assert span is None or 0 <= span.start < span.end <= size
