"""The cover in the files, as FFmpeg's program and Mutagen read it."""

import base64
import subprocess
from pathlib import Path
from typing import Any

import pytest

from frontend.audio.cover import read_cover
from tests.frontend.jobs.assembling.spoken import bound, decoded_samples, item, probed, tones
from tests.support.pictures import jpeg, png

PICTURES = {"png": png(), "mjpeg": jpeg()}


def made(folder: Path, format: str, picture: bytes) -> Path:
    passages = [item("a", chapter="One"), item("a", chapter="Two")]
    cover = read_cover(picture)
    return bound(folder, tones(0.5), passages, "Wind", format=format, cover=cover)[0]


@pytest.mark.parametrize("codec", PICTURES)
@pytest.mark.parametrize("format", ["mp3", "flac", "opus", "m4b"])
def test_players_find_the_cover_as_it_came(tmp_path: Path, format: str, codec: str) -> None:
    path = made(tmp_path, format, PICTURES[codec])
    streams = probed(path)["streams"]
    (shown,) = [stream for stream in streams if stream["codec_type"] == "video"]
    assert (shown["codec_name"], shown["width"], shown["height"]) == (codec, 40, 30)
    assert shown["disposition"]["attached_pic"] == 1
    assert shown.get("tags", {}).get("comment", "Cover (front)") == "Cover (front)"
    assert streams[0]["codec_type"] == "audio"
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-map", "0:v", "-c", "copy"]
    copied = subprocess.run(
        [*command, "-f", "image2pipe", "-"], capture_output=True, check=True
    ).stdout
    assert copied == PICTURES[codec]


@pytest.mark.parametrize("format", ["mp3", "flac", "opus", "m4b"])
def test_a_library_of_tags_finds_it_too(tmp_path: Path, format: str) -> None:
    mutagen = pytest.importorskip("mutagen", reason="the package mutagen is not installed")
    file = mutagen.File(made(tmp_path, format, PICTURES["mjpeg"]))
    assert [PICTURES["mjpeg"]] == _pictures(file, format)
    # Between half a second of speech and the next are 1.5 s of silence.
    assert file.info.length == pytest.approx(2.5, abs=0.1)


def _pictures(file: Any, format: str) -> list[bytes]:
    match format:
        case "mp3":
            found = file.tags.getall("APIC")
            assert [picture.type for picture in found] == [3]
            return [picture.data for picture in found]
        case "flac":
            assert [picture.type for picture in file.pictures] == [3]
            return [picture.data for picture in file.pictures]
        case "opus":
            flac = pytest.importorskip("mutagen.flac")
            blocks = map(base64.b64decode, file.tags["metadata_block_picture"])
            return [flac.Picture(block).data for block in blocks]
    return [bytes(picture) for picture in file.tags["covr"]]


@pytest.mark.parametrize("format", ["mp3", "flac", "opus", "m4b"])
def test_the_speech_is_the_same_with_it(tmp_path: Path, format: str) -> None:
    passages = [item("a", chapter="One"), item("a", chapter="Two")]
    (tmp_path / "without").mkdir()
    (without,) = bound(tmp_path / "without", tones(0.5), passages, "Wind", format=format)
    path = made(tmp_path, format, PICTURES["png"])
    assert decoded_samples(path) == decoded_samples(without)
    assert probed(path)["chapters"] == probed(without)["chapters"]


@pytest.mark.parametrize("format", ["wav", "pcm", "aac"])
def test_what_has_no_place_for_it_is_as_it_was(tmp_path: Path, format: str) -> None:
    passages = [item("a", chapter="One"), item("a", chapter="Two")]
    (tmp_path / "without").mkdir()
    (without,) = bound(tmp_path / "without", tones(0.5), passages, "Wind", format=format)
    path = made(tmp_path, format, PICTURES["png"])
    assert path.stat().st_size == without.stat().st_size
