"""Subtitles of .srt and .vtt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_queues.errors import InvalidRequest
from frontend.jobs.readers.read import read_items

SRT = """1
00:00:01,000 --> 00:00:03,000
<i>Hello</i>, {\\an8}you <font color="red">there</font>
and you.

2
00:00:04,500 --> 00:00:05,000 X1:1 X2:2
- How are you?
– I am at -5 degrees &amp; fine.

3
01:00:06.5 --> 01:00:07,000
The answer is
42
"""
VTT = """WEBVTT - A title

STYLE
::cue { color: red }

NOTE Not said.
Nor this.

intro
00:01.000 --> 00:03.000 align:start
<v Ann>Hello <00:00:02.000><c.loud>you</c>.

00:00:04.000 --> 00:00:05.000
Three &lt; four
"""


def cues(text: str, name: str = "a.srt") -> list[tuple[str, float | None, str]]:
    items = read_items(name, text.encode()).items
    return [(item.id, item.start_s, item.text) for item in items]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_cue_is_an_item_that_begins_at_its_time(ending: str) -> None:
    assert cues("\ufeff" + SRT.replace("\n", ending)) == [
        ("00001", 1.0, "Hello, you there and you."),
        ("00002", 4.5, "How are you?\nI am at -5 degrees & fine."),
        ("00003", 3606.5, "The answer is 42"),
    ]


def test_a_vtt_is_read_without_its_notes_and_names() -> None:
    assert cues(VTT, "a.vtt") == [("00001", 1.0, "Hello you."), ("00002", 4.0, "Three < four")]


def test_cues_come_in_the_order_of_their_times() -> None:
    text = "\n\n".join(
        f"{n}\n00:00:{start:02},000 --> 00:00:09,000\n{start}"
        for n, start in enumerate([5, 1, 3, 1], 1)
    )
    assert [(start, said) for _, start, said in cues(text)] == [
        (1.0, "1"),
        (1.0, "1"),
        (3.0, "3"),
        (5.0, "5"),
    ]


def test_blank_lines_may_be_missing_or_too_many() -> None:
    time = "00:00:0{0},000 --> 00:00:09,000"
    text = f"1\n{time.format(1)}\nOne\n2\n{time.format(2)}\n\nTwo\n\ntwo\n\n3\n{time.format(3)}\n"
    assert [said for *_, said in cues(text)] == ["One", "Two two", ""]


def test_an_empty_cue_stays_an_item() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\n<i></i>\n\n2\n00:00:02,000 --> 00:00:03,000\nb\n"
    assert [said for *_, said in cues(text)] == ["", "b"]


@pytest.mark.parametrize("line", ["00:00:01 -> 00:02", "00:00:01,000 --> later", "a --> b", "-->"])
def test_a_time_that_cannot_be_read_is_told_of(line: str) -> None:
    if "-->" not in line:
        line = f"{line} -->"
    with pytest.raises(InvalidRequest, match="Line 4 is no time of a cue"):
        cues(f"1\n00:00:01,000 --> 00:00:02,000\nOne\n{line}\n")


def test_a_file_without_cues_is_told_of() -> None:
    for text in ("", "Hello\n\nyou", "WEBVTT\n\nNOTE x"):
        with pytest.raises(InvalidRequest, match="nothing to speak"):
            cues(text)


@given(
    st.lists(st.tuples(st.integers(0, 3_599_999), st.text("abc 12-<>{}", min_size=1)), min_size=1)
)
def test_every_cue_is_an_item(parts: list[tuple[int, str]]) -> None:
    text = ""
    for number, (start, said) in enumerate(parts, 1):
        seconds, ms = divmod(start, 1000)
        time = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02},{ms:03}"
        said = said.replace("-->", " ")  # parted, what is around it makes no other
        text += f"{number}\n{time} --> {time}\n{said}\n\n"
    starts = [start for _, start, _ in cues(text)]
    assert starts == [pytest.approx(start / 1000) for start, _ in sorted(parts, key=lambda p: p[0])]


@pytest.mark.parametrize("time", ["30:00:00,000", "24:00:00,001", "9999:59:59,999"])
def test_a_cue_after_a_day_is_refused_with_its_line(time: str) -> None:
    with pytest.raises(InvalidRequest, match="Line 6 begins after 24 hours"):
        cues(f"1\n00:00:01,000 --> 00:00:02,000\nOne\n\n2\n{time} --> {time}\nTwo\n")


@pytest.mark.parametrize("clock", ["00", "01", "10"])
def test_a_programme_s_clock_begins_at_a_whole_hour(clock: str) -> None:
    one, two = (
        f"{clock}:00:03,500 --> {clock}:00:04,000",
        f"{clock}:59:00,000 --> {clock}:59:01,000",
    )
    read = cues(f"1\n{one}\nOne.\n\n2\n{two}\nTwo.\n")
    assert [start for _, start, _ in read] == [3.5, 3540.0]
