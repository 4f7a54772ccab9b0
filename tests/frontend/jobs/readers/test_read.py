"""What holds for every kind of file: what it is told by, and its size."""

import json
import tracemalloc
from collections.abc import Callable
from contextlib import suppress

import pytest

from backend_queues.errors import InvalidRequest
from frontend.jobs.readers.read import read_items
from frontend.jobs.readers.suffixes import SUFFIXES
from tests.frontend.jobs.readers.epubs import epub
from tests.frontend.jobs.readers.pdfs import pdf

SIZE = 2**20  # bytes
PDF_SIZE = SIZE // 2  # which takes a second for each page
SENTENCE = "The old house stood quietly at the end of the street, and nobody knew why it did. "
PARAGRAPH = SENTENCE * 6


@pytest.mark.parametrize("name", ["a.doc", "a", "", ".txt", "a.txt/b", "a.txt.zip"])
def test_other_files_are_refused_and_what_is_read_is_named(name: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        read_items(name, b"a")
    assert all(suffix in caught.value.message for suffix in SUFFIXES)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_suffix_has_a_reader(suffix: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        read_items(f"a{suffix}", b"")
    assert "use one of" not in caught.value.message


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_no_bytes_at_all_raise_anything_else(suffix: str) -> None:
    for content in (b"", b"\0", b"\xff\xff\xff", b"---", b"```", b'"', b"-->", b"{", b"PK", b"\n"):
        with suppress(InvalidRequest):
            assert read_items(f"a{suffix}", content * 50).items


def _txt() -> bytes:
    return (f"{PARAGRAPH}\n\n" * (SIZE // len(PARAGRAPH))).encode()


def _jsonl() -> bytes:
    line = json.dumps({"text": PARAGRAPH})
    return (f"{line}\n" * (SIZE // len(line))).encode()


def _csv() -> bytes:
    return ("text,voice\n" + f'"{PARAGRAPH}",v\n' * (SIZE // len(PARAGRAPH))).encode()


def _srt() -> bytes:
    cue = f"1\n00:00:01,000 --> 00:00:02,000\n{SENTENCE}\n\n"
    return (cue * (SIZE // len(cue))).encode()


def _epub() -> bytes:
    body = f"<h1>T</h1>{f'<p>{PARAGRAPH}</p>' * 500}"
    return epub({f"{n}.xhtml": body for n in range(SIZE // len(body) + 1)})


def _pdf() -> bytes:
    return pdf([[SENTENCE] * 40] * (PDF_SIZE // len(SENTENCE) // 40))


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("name", "make", "size"),
    [
        ("a.txt", _txt, SIZE),
        ("a.md", _txt, SIZE),
        ("a.jsonl", _jsonl, SIZE),
        ("a.csv", _csv, SIZE),
        ("a.srt", _srt, SIZE),
        ("a.epub", _epub, SIZE),
        ("a.pdf", _pdf, PDF_SIZE),
    ],
)
def test_a_large_file_takes_memory_in_proportion(
    name: str, make: Callable[[], bytes], size: int
) -> None:
    content = make()
    tracemalloc.start()
    try:
        work = read_items(name, content)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert sum(len(item.text) for item in work.items) > size / 2
    assert peak < 9 * size


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "text", ["x", "\n", "x\n\n", "<!--", "- a\n", "# ", "> ", "x. ", "- a\n---\n", "|", "["]
)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.srt"])
def test_nothing_odd_takes_long(name: str, text: str) -> None:
    """A reader that compares everything with everything would take minutes."""
    content = f"start\n\n{text * 30_000}\nend".encode()
    if name == "a.srt":
        content = b"00:00:01,000 --> 00:00:02,000\n" + content
    items = read_items(name, content).items
    assert items[0].text.startswith("start") and items[-1].text.endswith("end")
