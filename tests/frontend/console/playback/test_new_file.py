"""Files that are complete or absent, whoever else writes beside them."""

import os
from pathlib import Path

import pytest

from backend_queues.errors import InvalidConfiguration
from frontend.console.batch.files import Destination, check_file, whole_file
from frontend.console.formats import encoding_of
from frontend.console.playback.file_output import file_output
from frontend.console.playback.new_file import claimed
from frontend.protocol.jobs import JobFile
from tests.frontend.console.playback.waves import PCM, frames_of

TOO_LONG = "a" * 300


async def test_of_two_that_write_one_path_each_writes_a_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "hello.wav"
    with file_output(path) as first:
        await first.write(PCM)
        with file_output(path) as second:
            await second.write(PCM * 2)
            await first.write(PCM)
            await second.finish()
        assert frames_of(path) == PCM * 2
        await first.write(PCM)
        await first.finish()
    assert frames_of(path) == PCM * 3
    assert os.listdir(tmp_path) == [path.name]


def test_of_two_downloads_each_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "new" / "book.mp3"
    with whole_file(path) as first:
        first.write(b"one ")
        with whole_file(path) as second:
            second.write(b"two")
        assert path.read_bytes() == b"two"
        first.write(b"whole")
    assert path.read_bytes() == b"one whole"
    assert os.listdir(path.parent) == [path.name]


@pytest.mark.parametrize("there", [True, False])
async def test_a_link_stays_one(tmp_path: Path, there: bool) -> None:
    """As /dev/stdout is."""
    link, path = tmp_path / "link.wav", tmp_path / "sounds" / "hello.wav"
    path.parent.mkdir()
    if there:
        path.write_bytes(b"old")
    link.symlink_to(path)
    with file_output(link) as wav:
        await wav.write(PCM)
        await wav.finish()
    assert link.is_symlink()
    assert frames_of(path) == PCM


def test_a_name_is_given_to_one_only(tmp_path: Path) -> None:
    taken = [claimed(tmp_path / "speech.mp3").name for _ in range(3)]
    assert taken == ["speech.mp3", "speech-2.mp3", "speech-3.mp3"]


def test_a_path_that_cannot_be_looked_at_is_reported(tmp_path: Path) -> None:
    path = tmp_path / f"{TOO_LONG}.wav"
    with pytest.raises(InvalidConfiguration, match="Cannot write .*File name too long"):
        encoding_of(path, "", None)
    with pytest.raises(InvalidConfiguration, match="File name too long"), file_output(path):
        pass


def test_the_speech_has_the_name_that_was_asked_for(tmp_path: Path) -> None:
    place = Destination(tmp_path / "BOOK.MP3", is_folder=False)
    assert place.of(JobFile("book.mp3", 1)) == tmp_path / "BOOK.MP3"
    assert place.of(JobFile("book.srt", 1)) == tmp_path / "BOOK.srt"


def test_a_pipe_is_no_file_to_send(tmp_path: Path) -> None:
    pipe = tmp_path / "book.txt"
    os.mkfifo(pipe)
    with pytest.raises(InvalidConfiguration, match="it is no file; save it as one first"):
        check_file(pipe)
