"""A recording is kept by its digest, and what a model made of it is made once."""

import hashlib
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from backend_queues.base import VoiceSample
from backend_queues.voice_samples import KEPT_S, conditioning, has_recording, recording, store

WAV = b"RIFF of a recording"


@pytest.fixture
def voice_sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> VoiceSample:
    monkeypatch.setenv("VOICE_SERVER_CACHE", str(tmp_path))
    return VoiceSample("anna", hashlib.sha256(WAV).hexdigest(), seconds=3.0, transcript="Hello.")


class Model:
    """Makes something of a recording, and counts how often."""

    def __init__(self) -> None:
        self.runs = 0

    def make(self, wav: Path, target: Path) -> None:
        self.runs += 1
        target.write_bytes(wav.read_bytes().upper())


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.suffix != ".lock")


def test_a_recording_is_found_by_its_digest(voice_sample: VoiceSample, tmp_path: Path) -> None:
    assert not recording(voice_sample).exists()
    store(voice_sample, WAV)
    store(voice_sample, WAV)
    assert recording(voice_sample).read_bytes() == WAV
    assert files_in(tmp_path / "samples") == [f"{voice_sample.digest}.wav"]


def test_a_recording_with_another_digest_is_not_kept(voice_sample: VoiceSample) -> None:
    with pytest.raises(ValueError, match="recording of anna has the sha256"):
        store(voice_sample, WAV[::-1])
    assert not recording(voice_sample).exists()


def test_a_conditioning_is_made_once(voice_sample: VoiceSample) -> None:
    store(voice_sample, WAV)
    model = Model()
    first = conditioning("mine/small", voice_sample, model.make)
    assert first.read_bytes() == WAV.upper()
    assert conditioning("mine/small", voice_sample, model.make) == first
    assert model.runs == 1


@pytest.mark.parametrize(
    "changed",
    [
        lambda voice_sample, make: conditioning("mine/large", voice_sample, make),
        lambda voice_sample, make: conditioning("mine/small", voice_sample, make, "exaggeration=2"),
        lambda voice_sample, make: conditioning("mine/small", _with_transcript(voice_sample), make),
    ],
)
def test_whatever_it_depends_on_makes_it_another_one(
    voice_sample: VoiceSample, changed: Callable[..., Path]
) -> None:
    store(voice_sample, WAV)
    model = Model()
    first = conditioning("mine/small", voice_sample, model.make)
    assert changed(voice_sample, model.make) != first
    assert model.runs == 2


def _with_transcript(voice_sample: VoiceSample) -> VoiceSample:
    return VoiceSample(
        voice_sample.name, voice_sample.digest, voice_sample.seconds, transcript="Goodbye."
    )


def test_a_failure_leaves_nothing_and_the_next_try_makes_it(
    voice_sample: VoiceSample, tmp_path: Path
) -> None:
    store(voice_sample, WAV)

    def fail(wav: Path, target: Path) -> None:
        target.write_bytes(b"half")
        raise RuntimeError("the model broke")

    with pytest.raises(RuntimeError, match="the model broke"):
        conditioning("mine/small", voice_sample, fail)
    assert files_in(tmp_path / "conditioning" / "mine" / "small") == []
    assert conditioning("mine/small", voice_sample, Model().make).read_bytes() == WAV.upper()


def test_two_workers_make_it_once(voice_sample: VoiceSample) -> None:
    store(voice_sample, WAV)
    model = Model()
    making, go_on = threading.Event(), threading.Event()

    def slowly(wav: Path, target: Path) -> None:
        making.set()
        assert go_on.wait(10)
        model.make(wav, target)

    first = threading.Thread(target=conditioning, args=("mine/small", voice_sample, slowly))
    second = threading.Thread(target=conditioning, args=("mine/small", voice_sample, model.make))
    first.start()
    assert making.wait(10)
    second.start()
    go_on.set()
    first.join(10)
    second.join(10)
    assert model.runs == 1


def make_old(*paths: Path) -> None:
    at = time.time() - KEPT_S - 60
    for path in paths:
        os.utime(path, (at, at))


def another(voice_sample: VoiceSample) -> VoiceSample:
    return replace(voice_sample, digest=hashlib.sha256(WAV * 2).hexdigest())


def test_voices_that_nobody_speaks_with_any_more_are_forgotten(voice_sample: VoiceSample) -> None:
    """They may have been deleted, which no worker is told of."""
    store(voice_sample, WAV)
    made = conditioning("mine/small", voice_sample, Model().make)
    half_written = recording(voice_sample).with_name("writing-abc")
    half_written.mkdir()
    make_old(recording(voice_sample), made, half_written)
    store(another(voice_sample), WAV * 2)
    conditioning("mine/small", another(voice_sample), Model().make)
    assert not recording(voice_sample).exists() and not half_written.exists()
    assert not made.exists() and not made.with_suffix(".lock").exists()
    assert recording(another(voice_sample)).exists()


def test_a_voice_that_is_used_is_kept(voice_sample: VoiceSample) -> None:
    store(voice_sample, WAV)
    model = Model()
    made = conditioning("mine/small", voice_sample, model.make)
    make_old(recording(voice_sample), made)
    assert has_recording(voice_sample)
    assert conditioning("mine/small", voice_sample, model.make) == made
    store(another(voice_sample), WAV * 2)
    conditioning("mine/small", another(voice_sample), Model().make)
    assert recording(voice_sample).exists() and made.exists() and model.runs == 1
