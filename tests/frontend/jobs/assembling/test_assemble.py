"""Finished files: every format, with its true length and its tags, the same bytes each time."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from backend_queues.errors import InvalidOption, NothingToSpeak
from backend_queues.job_errors import StorageUnavailable
from frontend.audio.formats import FILE_FORMATS, RAW
from frontend.jobs.assembling.assemble import assemble
from frontend.jobs.assembling.joining import Passage
from frontend.jobs.assembling.names import file_names
from frontend.jobs.assembling.output import check_output
from frontend.jobs.assembling.tags import Label
from frontend.jobs.job import SpokenSegment
from frontend.protocol.jobs import Output
from tests.frontend.audio.hearing import CODECS, decode, decoded_hz, likeness
from tests.frontend.jobs.assembling.spoken import (
    ENCODINGS,
    bound,
    decoded_samples,
    item,
    probed,
    spoken,
    tone,
    tones,
)

SECONDS = 4 + 777 / 24_000
EXACT = ("pcm", "wav", "flac", "opus", "mulaw", "alaw")
TAGGED = ("wav", "mp3", "flac", "opus", "m4b")
TRAILING_S = {"mp3": 0.05, "m4b": 1024 / 24_000, "aac": 0.1}
TAGS = {"title": "The Storm", "artist": "Ann Author", "album": "Wïnd"}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same item in each format."""
    folder = tmp_path_factory.mktemp("files")
    return {format: made_of(folder, format) for format in FILE_FORMATS}


def made_of(folder: Path, format: str) -> Path:
    (path,) = bound(
        folder,
        tones(1.5, SECONDS - 1.5),
        [item("a", "b")],
        TAGS["title"],
        format=format,
        title=TAGS["album"],
        author=TAGS["artist"],
    )
    return path


@pytest.mark.parametrize("format", FILE_FORMATS)
def test_ffprobe_reads_every_format(files: dict[str, Path], format: str) -> None:
    found = probed(files[format])
    encoding = ENCODINGS[format]
    (stream,) = found["streams"]
    codec = "aac" if format == "m4b" else CODECS.get(format, format)
    assert (stream["codec_name"], stream["channels"]) == (codec, 1)
    assert int(stream["sample_rate"]) == decoded_hz(encoding)
    if format != "aac":  # without a header, it is guessed
        # Those of mp3 and opus tell it with the encoder's delay.
        assert SECONDS - 0.001 < float(found["format"]["duration"]) < SECONDS + 0.1
    if format in TAGGED:
        tags = {**found["format"].get("tags", {}), **stream.get("tags", {})}
        assert TAGS.items() <= tags.items()


@pytest.mark.parametrize("format", FILE_FORMATS)
def test_what_is_decoded_has_its_length(files: dict[str, Path], format: str) -> None:
    heard = decoded_samples(files[format]) / decoded_hz(ENCODINGS[format])
    if format in EXACT:
        assert heard == pytest.approx(SECONDS, abs=1 / 8_000)
    else:
        assert SECONDS <= heard < SECONDS + TRAILING_S[format]


@pytest.mark.parametrize("format", [format for format in FILE_FORMATS if format not in RAW])
def test_what_is_decoded_begins_with_the_first_sample(files: dict[str, Path], format: str) -> None:
    encoding = ENCODINGS[format]
    wanted = b"".join(segment.pcm for segment in tones(1.5, SECONDS - 1.5).values())
    heard = decode(files[format].read_bytes(), encoding)
    alike, lag = likeness(heard, decoded_hz(encoding), wanted, 24_000)
    assert alike > 0.99
    assert lag == (1_024 if format == "aac" else 0)  # ADTS has no place to tell of the delay


@pytest.mark.parametrize("format", FILE_FORMATS)
def test_the_same_segments_give_the_same_bytes(
    files: dict[str, Path], tmp_path: Path, format: str
) -> None:
    assert made_of(tmp_path, format).read_bytes() == files[format].read_bytes()


def test_a_wav_file_tells_its_length_in_the_plain_header(files: dict[str, Path]) -> None:
    data = files["wav"].read_bytes()
    assert data[:4] == b"RIFF"
    assert int.from_bytes(data[4:8], "little") == len(data) - 8


def test_an_mp3_file_has_lames_header_and_early_tags(files: dict[str, Path]) -> None:
    data = files["mp3"].read_bytes()
    assert data.startswith(b"ID3\x03")
    assert b"Info" in data[:2_000]


@pytest.mark.parametrize("format", ["pcm", "m4b"])
def test_it_writes_the_files_it_names(tmp_path: Path, format: str) -> None:
    output = Output(format=format, files="one", captions=("vtt", "srt", "vtt"))
    paths = assemble(
        [item("a")], tones(0.1).__getitem__, output, Label(), stem="a-stem", folder=tmp_path
    )
    assert [path.name for path in paths] == file_names("a-stem", output)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(file_names("a-stem", output))


@pytest.mark.parametrize("format", FILE_FORMATS)
def test_titles_may_hold_anything(tmp_path: Path, format: str) -> None:
    odd = 'ά "\\= ;#\n\ud800\U0001f600' + "x" * 400
    passages = [item("a", chapter=odd), item("a", chapter=odd[::-1])]
    (path,) = bound(tmp_path, tones(0.1), passages, odd, format=format, author=odd, title=odd)
    assert decoded_samples(path) > 0


@pytest.mark.parametrize("passages", [[], [item(), item()]])
def test_without_speech_there_is_no_file(tmp_path: Path, passages: list[Passage]) -> None:
    with pytest.raises(NothingToSpeak, match="no speech for 'The Storm'"):
        bound(tmp_path, {}, passages, "The Storm", captions=("srt",))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("format", FILE_FORMATS)
def test_what_is_broken_off_leaves_nothing(tmp_path: Path, format: str) -> None:
    """The caller may end it by raising in what it gives: here a segment is gone."""
    (tmp_path / "book.mp3").write_bytes(b"as it was")
    with pytest.raises(KeyError):
        bound(tmp_path, tones(1.0), [item("a"), item("gone")], format=format, captions=("vtt",))
    (left,) = tmp_path.iterdir()
    assert left.read_bytes() == b"as it was"


@contextmanager
def room_for(size_bytes: int) -> Iterator[None]:
    """Let no file of this process grow beyond that, as if the disk were full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("format", FILE_FORMATS)
def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path, format: str) -> None:
    rng = np.random.default_rng(0)
    noise = rng.integers(-9_999, 9_999, 24_000 * 4).astype("<i2").tobytes()
    with (
        room_for(20_000),
        pytest.raises(StorageUnavailable, match=r"book\.\w+ cannot be written.*make room"),
    ):
        bound(tmp_path, {"a": spoken(noise)}, [item("a")], format=format)
    assert not list(tmp_path.iterdir())


def test_a_disk_that_is_full_with_captions_is_told(tmp_path: Path) -> None:
    segments = {"a": spoken(tone(2_400, 0), text="A row of words. " * 25)}
    with room_for(20_000), pytest.raises(StorageUnavailable, match="book.srt cannot be written"):
        bound(tmp_path, segments, [item("a")] * 60, format="mp3", captions=("srt",))
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailable, match="book.mp3 cannot be written"):
        bound(tmp_path / "none", tones(0.1), [item("a")])


def test_passages_are_taken_as_they_come(tmp_path: Path) -> None:
    """Neither are they collected, nor is a segment read before those ahead of it are written."""
    segments, events = tones(0.1, 0.1), []

    def passages() -> Iterator[Passage]:
        for name in "ab":
            events.append(f"item {name}")
            yield item(name)

    def read(name: str) -> SpokenSegment:
        events.append(f"read {name}")
        return segments[name]

    assemble(passages(), read, Output(format="pcm"), Label(), stem="stem", folder=tmp_path)
    assert events == ["item a", "read a", "item b", "read b"]


@pytest.mark.parametrize(
    ("output", "told"),
    [
        ({"format": "ogg"}, "no format 'ogg'; there are: .*alaw, m4b"),
        ({"format": "opus", "sample_rate": 44_100}, "opus has no sample rate of 44100"),
        ({"format": "m4b", "sample_rate": 16_001, "files": "one"}, "m4b has no sample rate"),
        ({"format": "m4b", "files": "item"}, "ask for files 'one' or 'chapter'"),
    ],
)
def test_an_output_that_cannot_be_made_is_refused(output: dict[str, Any], told: str) -> None:
    with pytest.raises(InvalidOption, match=told):
        check_output(Output(**output))


@pytest.mark.parametrize("format", FILE_FORMATS)
def test_every_format_may_be_asked_for(format: str) -> None:
    check_output(Output(format=format, files="chapter", captions=("srt", "vtt")))
