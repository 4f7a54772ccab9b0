"""A file is read by a process of its own, of which the frontend believes nothing unchecked."""

import json
import os
import tempfile
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from backend_queues.errors import InternalError, InvalidRequest
from frontend.confinement.leavings import Unbelievable
from frontend.confinement.limits import Limits
from frontend.confinement.process import Reader
from frontend.confinement.readers import Place, Readers
from frontend.jobs.limits import MAX_ITEMS
from frontend.jobs.readers import reading
from frontend.jobs.readers.handing import MAX_LINE_BYTES, handed_over
from frontend.jobs.readers.read import read_items
from frontend.jobs.readers.reading import OF_FILES, read_file
from frontend.jobs.readers.work import Work
from tests.frontend.jobs.readers.docxs import docx, paragraph, run
from tests.frontend.jobs.readers.epubs import epub, epub3
from tests.frontend.jobs.readers.pdfs import pdf

BOOK = b"# One\n\nThe first chapter.\n\n# Two\n\nThe second one.\n"
GOOD_LINE = b'{"id": "1", "text": "Hello."}\n'


@pytest.fixture
async def place() -> AsyncIterator[Place]:
    readers = Readers()
    async with readers.place() as place:
        yield place
    readers.close()


async def read(place: Place, name: str, content: bytes) -> Work:
    with tempfile.TemporaryFile() as file:
        file.write(content)
        return await read_file(name, file, place)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("A book.md", BOOK),
        ("a.txt", b"Chapter 1\n\nF\xfcnf.\n"),
        ("a.csv", b"text,option.speed\nOne.,1.5\n"),
        ("a.jsonl", b'{"text": "One.", "start_s": 2.5}\n'),
        ("a.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nOne.\n"),
        ("a.docx", docx(paragraph(run("One."), style="Heading1"))),
        ("a.pdf", pdf([["One."], ["Two."]])),
        ("b\0ad\ud800.epub", epub3({"a.xhtml": "<h1>A</h1><p>a</p>"}, [("A", "a.xhtml")])),
    ],
)
async def test_what_comes_back_is_what_the_reader_has_made(
    place: Place, name: str, content: bytes
) -> None:
    assert await read(place, name, content) == read_items(name, content)


async def test_what_a_reader_refuses_comes_back_as_a_sentence(place: Place) -> None:
    with pytest.raises(InvalidRequest, match="'a.csv' cannot be read. Line 2 has 1 cells"):
        await read(place, "a.csv", b"id,text\n1\n")
    with pytest.raises(InvalidRequest, match="'a.doc' cannot be read: use one of"):
        await read(place, "a.doc", b"")


async def test_a_small_file_of_many_marks_takes_little_memory_and_time(place: Place) -> None:
    """33 kB took 1 GB and half a minute."""
    content = epub({"0.xhtml": "<b/>" * 10_000, "1.xhtml": "<b/>" * 2_000_000})
    assert len(content) < 40_000
    with pytest.raises(InvalidRequest, match="more marks than text"):
        await read(place, "a.epub", content)


@pytest.mark.parametrize(
    ("limits", "content"),
    [({"memory_bytes": 200 * 2**20}, b"ab.\n\n" * 950_000), ({"cpu_s": 1}, b"- a\n" * 1_500_000)],
)
async def test_a_file_that_takes_too_much_is_refused(
    place: Place, monkeypatch: pytest.MonkeyPatch, limits: dict[str, int], content: bytes
) -> None:
    small: Limits = msgspec.structs.replace(OF_FILES.limits, **limits)
    monkeypatch.setattr(reading, "OF_FILES", Reader(OF_FILES.module, small))
    with pytest.raises(InvalidRequest, match="It takes too much time or memory to read"):
        await read(place, "a.md", content)


async def test_a_fault_of_a_reader_is_ours(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "OF_FILES", Reader("frontend.no_such_module", OF_FILES.limits))
    with pytest.raises(InternalError, match="under the id"):
        await read(place, "a.md", BOOK)


def left(folder: Path, items: bytes, outcome: Any = None) -> Path:
    header = {"items": [], "title": "A title"}
    (folder / "outcome.json").write_text(json.dumps(outcome or {"header": header}))
    (folder / "items.jsonl").write_bytes(items)
    return folder


def test_what_is_left_well_is_taken(tmp_path: Path) -> None:
    work, items, cover = handed_over(left(tmp_path, GOOD_LINE), Work)
    assert (work.title, items[0].text, cover) == ("A title", "Hello.", b"")


@pytest.mark.parametrize(
    "items",
    [
        b"not JSON\n",
        b"\xff\n",
        b'{"id": "1"}\n',
        b'{"id": "1", "text": "", "more": 1}\n',
        b'{"id": "1", "text": "", "options": {"a": [1]}}\n',
        b'{"id": "1", "text": "", "voice": "%s"}\n' % (b"v" * 1000),
        b'{"id": "1", "text": "", "chapter": "%s"}\n' % (b"v" * 1000),
        b'{"id": "%s", "text": ""}\n' % (b"v" * 1000),
        b'{"id": "1", "text": "' + b"a" * MAX_LINE_BYTES,
        GOOD_LINE + b"[" * 100_000,
    ],
)
def test_items_that_no_reader_would_leave_are_not_believed(tmp_path: Path, items: bytes) -> None:
    with pytest.raises(Unbelievable):
        handed_over(left(tmp_path, items), Work)


def test_more_items_than_a_job_has_are_not_taken(tmp_path: Path) -> None:
    with pytest.raises(InvalidRequest, match="at most 100,000 items"):
        handed_over(left(tmp_path, GOOD_LINE * (MAX_ITEMS + 1)), Work)


@pytest.mark.parametrize("outcome", [{"header": {}}, {"header": 1}, {"problem": 1}, [1], "x"])
def test_an_outcome_that_no_reader_would_leave_is_not_believed(
    tmp_path: Path, outcome: Any
) -> None:
    with pytest.raises(Unbelievable):
        handed_over(left(tmp_path, GOOD_LINE, outcome), Work)


def test_a_problem_is_a_short_sentence(tmp_path: Path) -> None:
    with pytest.raises(InvalidRequest) as refused:
        handed_over(left(tmp_path, b"", {"problem": "x" * 100_000}), Work)
    assert len(refused.value.message) == 1000


@pytest.mark.parametrize(
    "replace",
    [
        lambda path: path.symlink_to("/etc/hostname"),
        lambda path: os.mkfifo(path),  # which nobody writes to
        lambda path: path.mkdir(),
        lambda path: None,
    ],
)
@pytest.mark.parametrize("name", ["outcome.json", "items.jsonl"])
def test_only_files_are_taken(tmp_path: Path, replace: Callable[[Path], object], name: str) -> None:
    path = left(tmp_path, GOOD_LINE) / name
    path.unlink()
    replace(path)
    with pytest.raises(Unbelievable):
        handed_over(tmp_path, Work)
