"""Plain text: its paragraphs, its chapters, its encodings."""

import itertools
import re
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_queues.errors import InvalidRequest
from frontend.jobs.readers.headings import heading_of
from frontend.jobs.readers.read import read_items
from frontend.jobs.readers.work import LONG_CHARS, PASSAGE_CHARS

SENTENCE = "The old house stood quietly at the end of the long street, and nobody knew why. "


def texts(text: str) -> list[str]:
    return [item.text for item in read_items("a.txt", text.encode()).items]


def chapters(text: str) -> list[tuple[str, str]]:
    return [(item.chapter, item.text) for item in read_items("My book.txt", text.encode()).items]


def test_a_text_is_passages_of_one_chapter_that_goes_by_its_name() -> None:
    work = read_items("folder/My book.TXT", f"{SENTENCE * 8}\n\n{SENTENCE * 8}\n".encode())
    assert (work.title, work.author, work.language) == ("My book", "", "")
    assert [(item.id, item.chapter) for item in work.items] == [
        ("0001-0001", "My book"),
        ("0001-0002", "My book"),
    ]
    assert [item.text for item in work.items] == [(SENTENCE * 8).strip()] * 2


def test_short_paragraphs_are_joined_and_never_over_a_chapters_bounds() -> None:
    text = "a\n\nb\n \nc\n\nChapter 1\n\nd\n\n\n\ne"
    assert chapters(text) == [("My book", "a\n\nb\n\nc"), ("Chapter 1", "Chapter 1\n\nd\n\ne")]


def test_ids_are_in_reading_order() -> None:
    text = "\n\n".join(f"Chapter {n}\n\n{SENTENCE * 12}\n\n{SENTENCE * 12}" for n in range(1, 13))
    ids = [item.id for item in read_items("a.txt", text.encode()).items]
    assert ids == sorted(ids) and len(set(ids)) == len(ids) == 24
    assert ids == [item.id for item in read_items("a.txt", text.encode()).items]
    ids = [item.id for item in read_items("a.txt", ("x" * 1001 + "\n\n").encode() * 10_000).items]
    assert ids == sorted(ids) and ids[0] == "0001-00001"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("width", [60, 72, 80])
def test_lines_that_an_editor_broke_are_one_paragraph(ending: str, width: int) -> None:
    paragraph = SENTENCE * 5 + "It was said of Mr. Smith that I did not know it."
    wrapped = "\n".join(textwrap.wrap(paragraph, width))
    text = f"  {wrapped}\n\n{wrapped}".replace("\n", ending)
    assert texts(text) == [f"{paragraph}\n\n{paragraph}"]


def test_a_broken_word_keeps_its_hyphen_and_cjk_gets_no_space() -> None:
    first = "It was a long and stony way that led him up to the well-"
    assert texts(f"{first}\nknown house.") == [f"{first}known house."]
    line = "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。"
    assert texts(f"{line}\n何でも薄暗いじめじめした所で泣いていた") == [
        f"{line}何でも薄暗いじめじめした所で泣いていた"
    ]


@pytest.mark.parametrize(
    "lines",
    [
        "Tyger Tyger, burning bright,\nIn the forests of the night;",
        "Shall I compare thee to a summer’s day of May?\nThou art more lovely and more temperate:\n"
        "Rough winds do shake the darling buds of May,\nAnd summer hath all too short a date",
        "Mr. John Smith\n12 High Street\nLondon",
    ],
)
def test_poems_and_addresses_keep_their_lines(lines: str) -> None:
    assert texts(lines) == [lines]


def test_lines_too_long_for_an_editor_are_paragraphs() -> None:
    assert texts(f"{SENTENCE * 2}\nAnd so on.\n{SENTENCE * 3}") == [
        f"{(SENTENCE * 2).strip()}\n\nAnd so on.\n\n{(SENTENCE * 3).strip()}"
    ]


def test_a_mark_between_scenes_is_not_alone() -> None:
    long = SENTENCE * 14
    assert texts(f"* * *\n\n{long}\n\n* * *\n\n{long}\n\n***") == [
        f"* * *\n\n{long.strip()}\n\n* * *",
        f"{long.strip()}\n\n***",
    ]


def test_a_long_paragraph_is_parted_where_a_sentence_ends() -> None:
    items = texts("He asked Prof. Smith at once. " + SENTENCE * 60)
    assert max(map(len, items[:-1])) <= PASSAGE_CHARS and len(items[-1]) <= LONG_CHARS
    assert all(item.endswith(("why.", "once.")) for item in items)
    no_end = texts("word " * 3000)
    assert 4 <= len(no_end) <= 8 and " ".join(no_end).split() == ["word"] * 3000
    assert len(texts("吾輩は猫である。" * 1000)) > 6
    assert len(texts("x" * 20_000)) > 2


@pytest.mark.parametrize(
    "line",
    [
        "Chapter 12",
        "CHAPTER XII. The title",
        "CHAPTER XII",
        "Chapter Twenty-One: A Long Way",
        "Chapter 3 The Storm",
        "PART ONE",
        "Part II – Home",
        "Book 1.",
        "Kapitel 7",
        "12. Kapitel",
        "Zweites Kapitel",
        "Chapitre premier",
        "Capítulo 4",
        "Глава 2. Дом",
        "第十二章 帰り道",
        "Prologue",
        "EPILOGUE",
        "Vorwort",
    ],
)
def test_headings_begin_chapters(line: str) -> None:
    assert chapters(f"a\n\n{line}\n\nb")[1] == (line, f"{line}\n\nb")


@pytest.mark.parametrize(
    "line",
    [
        "Chapter",
        "Part One of the plan was simple.",
        "Part of it",
        "Book him",
        "Chapter 12 was the longest of them all.",
        "Introduction of the guests",
        "In chapter 12",
        "IV",
        "Act one thing out, and the rest will follow you wherever it is you mean to go: " + "a" * 9,
        "Scene: a room",
    ],
)
def test_other_lines_do_not(line: str) -> None:
    assert heading_of([line]) == ""


def test_a_heading_may_have_its_title_on_a_second_line() -> None:
    assert chapters("CHAPTER I.\nDown the Hole\n\na")[0][0] == "CHAPTER I. Down the Hole"
    assert chapters("Chapter 1\nDown\n\na")[0] == ("Chapter 1. Down", "Chapter 1. Down\n\na")
    assert chapters("Chapter 1\nand so it went,\n\na")[0][0] == "My book"


def test_a_list_of_chapters_makes_no_empty_ones() -> None:
    assert chapters("Chapter 1\n\nChapter 2\n\nChapter 1\n\na\n\nChapter 2\n\nb") == [
        ("Chapter 1", "Chapter 1\n\nChapter 2\n\nChapter 1\n\na"),
        ("Chapter 2", "Chapter 2\n\nb"),
    ]
    assert chapters("Contents\nChapter 1\nChapter 2\nChapter 3\n\na")[0][0] == "My book"
    assert chapters("a\n\nChapter 1") == [("My book", "a"), ("Chapter 1", "Chapter 1")]


SAMPLES = {
    "cp1252": "Il était une fois, à l’été, une forêt où l’œuvre s’achève, « dit-elle », étonnée.",
    "cp1250": "Zażółć gęślą jaźń. Łódź leży nad rzeką, a w niej żyją ludzie dość weseli.",
    "cp1251": "Всё смешалось в доме Облонских. Жена узнала, что муж был в связи.",
    "shift_jis": "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。",
    "utf-8": "Grüße. 吾輩は猫である。",
    "utf-8-sig": "Grüße",
    "utf-16": "Grüße",
    "utf-32": "Grüße",
}


@pytest.mark.parametrize("encoding", SAMPLES)
def test_other_encodings_are_read(encoding: str) -> None:
    for before in ("", "Plain words.\n\n" * 5000):  # the guess is made from where it matters
        content = f"{before}{SAMPLES[encoding]}".encode(encoding)
        assert read_items("a.txt", content).items[-1].text.endswith(SAMPLES[encoding])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "holds nothing to speak"),
        (b"\n \n***\n", "holds nothing to speak"),
        (b"one\ntwo\0three", "Line 2 holds a zero byte"),
        (b"\xff\xfeA", "Line 1 is not utf-16"),
        (b"\xef\xbb\xbfone\n\xff", "Line 2 is not utf-8"),
        (b"one\n\x89PNG\r\n\x1a\n\xff\x01\x02\x00\x00\xff\xfe" * 3, "Line "),
    ],
)
def test_what_is_no_text_is_told_of(content: bytes, reason: str) -> None:
    with pytest.raises(InvalidRequest, match=f"'a.txt' (cannot be read. )?{reason}"):
        read_items("a.txt", content)


WORDS = st.text("abcdefghijklmno.!?。猫 \n\r*#", min_size=1).filter(
    lambda text: any(map(str.isalnum, text))
)


@given(st.lists(WORDS), st.sampled_from(["\n", "\n\n", " ", "\n\nChapter 7\n\n", "\r\n"]))
def test_no_word_is_lost_or_doubled(parts: list[str], joint: str) -> None:
    text = joint.join([*parts, "end"]) * 3
    read = "\n".join(item.text for item in read_items("a.txt", text.encode()).items)
    assert re.findall(r"\w", read) == re.findall(r"\w", text)


@given(st.lists(st.integers(1, 3000), min_size=1, max_size=12))
def test_passages_are_neither_tiny_nor_huge(lengths: list[int]) -> None:
    paragraphs = [(SENTENCE * 40)[:length].strip() for length in lengths]
    items = texts("\n\n".join(paragraphs))
    assert max(map(len, items)) <= LONG_CHARS
    for first, second in itertools.pairwise(items):
        assert len(first) + len(second) > PASSAGE_CHARS - 2
    assert "".join("".join(items).split()) == "".join("".join(paragraphs).split())
