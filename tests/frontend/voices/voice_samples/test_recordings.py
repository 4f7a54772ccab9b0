"""A file is decoded once per content, by a process that may die or hang."""

import hashlib
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import msgspec
import pytest

from backend_queues import voice_samples as samples
from backend_queues.base import VoiceSample
from backend_queues.errors import VoiceUnusable
from frontend.confinement.process import Reader
from frontend.confinement.readers import Place
from frontend.voices.voice_samples import recordings
from frontend.voices.voice_samples.recordings import DECODER, MAX_BYTES, recording_of
from tests.support.recordings import write_tone

T = TypeVar("T")


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VOICE_SERVER_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def voice(tmp_path: Path) -> Path:
    write_tone(tmp_path / "voice.wav")
    return tmp_path / "voice.wav"


def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Run this in place of the Python that decodes."""
    path = tmp_path / "program"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(path))


async def test_a_recording_is_kept_under_its_digest(place: Place, voice: Path) -> None:
    made = await recording_of(voice, "voice.wav", place)
    kept = samples.recording(VoiceSample("", made.digest, made.seconds))
    assert hashlib.sha256(kept.read_bytes()).hexdigest() == made.digest
    assert (made.form, made.seconds, made.cut) == ("wav", 3.0, False)


async def test_a_content_is_decoded_once(
    place: Place, voice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = await recording_of(voice, "voice.wav", place)
    program(tmp_path, monkeypatch, "exit 1")
    shutil.copy(voice, tmp_path / "copy.wav")
    assert await recording_of(tmp_path / "copy.wav", "copy.wav", place) == made


async def test_what_is_made_of_a_file_that_grows_is_not_remembered_of_what_it_was(
    place: Place, tmp_path: Path
) -> None:
    """A writer may be slow: the file is empty at first, and whole when it is decoded."""
    growing, empty = tmp_path / "growing.wav", tmp_path / "empty.wav"
    growing.touch()
    empty.touch()
    write_tone(tmp_path / "whole.wav")

    class Slow(Place):
        async def do(self, work: Callable[[], T]) -> T:
            done = await place.do(work)
            shutil.copy(tmp_path / "whole.wav", growing)  # after the first step at the latest
            return done

    with suppress(VoiceUnusable):
        await recording_of(growing, "growing.wav", Slow(place._readers))
    with pytest.raises(VoiceUnusable, match="holds no audio"):
        await recording_of(empty, "empty.wav", place)
    assert (await recording_of(growing, "growing.wav", place)).seconds == 3


async def test_a_recording_that_is_gone_is_made_again(
    place: Place, voice: Path, cache: Path
) -> None:
    made = await recording_of(voice, "voice.wav", place)
    kept = samples.recording(VoiceSample("", made.digest, made.seconds))
    kept.unlink()
    assert await recording_of(voice, "voice.wav", place) == made
    assert kept.exists()


async def test_a_decoder_that_dies_is_told(
    place: Place, voice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, monkeypatch, "kill -SEGV $$")
    with pytest.raises(VoiceUnusable, match=r"voice\.wav cannot be decoded; save it again"):
        await recording_of(voice, "voice.wav", place)


async def test_a_decoder_that_hangs_is_ended(
    place: Place, voice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, monkeypatch, "exec sleep 60")
    hurried = msgspec.structs.replace(DECODER.limits, wall_s=0.2)
    monkeypatch.setattr(recordings, "DECODER", Reader("decode", hurried))
    with pytest.raises(VoiceUnusable, match=r"voice\.wav takes too long to read"):
        await recording_of(voice, "voice.wav", place)


async def test_a_large_file_is_not_read(place: Place, tmp_path: Path) -> None:
    with (tmp_path / "large.wav").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(VoiceUnusable, match=r"large\.wav is larger than 50 MB"):
        await recording_of(tmp_path / "large.wav", "large.wav", place)
