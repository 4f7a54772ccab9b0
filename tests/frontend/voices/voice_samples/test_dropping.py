"""A file that is dropped into the folder is a voice, or has a reason why it is none."""

import os
import shutil
import time
from pathlib import Path

import httpx
import numpy as np
import pytest

from tests.frontend.voices.voice_samples.conftest import PATIENCE_S, Studio
from tests.support.processes import wait_until
from tests.support.recordings import tone, write_audio, write_tone

BAD = {
    "short.wav": "has 0.50 s of audio",
    "silent.flac": "is silent",
    "clipped.wav": "is badly clipped",
    "text.mp3": "holds no audio that can be read",
    "empty.wav": "holds no audio that can be read",
    "large.wav": "is larger than 50 MB",
    "memo.wma": "is none of .wav, .mp3",
    "a,b.wav": "is no name for a voice",
    "noted.wav": "noted.toml may have language",
}


def write_bad_files(folder: Path) -> None:
    write_tone(folder / "short.wav", seconds=0.5)
    write_audio(folder / "silent.flac", np.zeros(48_000, np.float32), 24_000)
    write_audio(folder / "clipped.wav", np.clip(tone(440, 3, 24_000, 2), -1, 1), 24_000)
    (folder / "text.mp3").write_text("This is no audio.")
    (folder / "empty.wav").touch()
    with (folder / "large.wav").open("wb") as file:
        file.truncate(50_000_001)
    (folder / "memo.wma").write_bytes(b"x")
    write_tone(folder / "a,b.wav")
    (folder / "noted.toml").write_text("language = 7")
    write_tone(folder / "noted.wav")


@pytest.mark.parametrize(
    ("file", "pitch_hz", "rate_hz"),
    [
        ("alto.wav", 300, 44_100),
        ("tenor.mp3", 200, 48_000),
        ("bass.flac", 100, 16_000),
        ("phone.m4a", 250, 44_100),
    ],
)
def test_a_dropped_file_is_a_voice(
    studio: Studio, file: str, pitch_hz: float, rate_hz: int
) -> None:
    write_tone(studio.folder / file, pitch_hz, rate_hz=rate_hz)
    name = Path(file).stem
    dropped = time.monotonic()
    studio.until_voice(name)
    print(f"{file} is a voice after {time.monotonic() - dropped:.2f} s")
    assert studio.pitch(name) == pytest.approx(pitch_hz, abs=2)
    assert studio.voices()[name]["seconds"] == pytest.approx(3, abs=0.1)
    assert name in httpx.get(f"{studio.server.url}/voices?backend=cloning").json()
    assert name not in httpx.get(f"{studio.server.url}/voices?backend=tone").json()


def test_notes_say_the_language(studio: Studio) -> None:
    (studio.folder / "greta.toml").write_text("language = 'de'\nlicence = 'CC0'\n")
    write_tone(studio.folder / "greta.wav")
    studio.until_voice("greta")
    voice = studio.voices()["greta"]
    assert (voice["language"], voice["licence"]) == ("de", "CC0")


def test_bad_files_have_reasons_and_the_server_goes_on(studio: Studio) -> None:
    write_bad_files(studio.folder)
    for file, reason in BAD.items():
        found = studio.until_reason(file)
        assert reason in found
        status, code, message = studio.error(Path(file).stem)
        assert (status, code, message) == (422, "voice_unusable", found)
        assert Path(file).stem not in studio.voices()
    write_tone(studio.folder / "after.wav", 250)
    studio.until_voice("after")
    assert studio.pitch("after") == pytest.approx(250, abs=2)
    ready = httpx.get(f"{studio.server.url}/ready").json()
    assert ready["workers"] == 2


def test_a_bad_file_that_is_mended_is_a_voice(studio: Studio) -> None:
    path = studio.folder / "mended.wav"
    path.write_text("This is no audio.")
    studio.until_reason("mended.wav")
    write_tone(path)
    studio.until_voice("mended")
    assert "mended.wav" not in studio.reasons()


def test_a_second_file_of_a_name_has_a_reason(studio: Studio) -> None:
    write_tone(studio.folder / "twice.wav", 300)
    studio.until_voice("twice")
    write_tone(studio.folder / "twice.mp3", 400)
    assert "twice.wav gives the voice twice" in studio.until_reason("twice.mp3")
    assert studio.pitch("twice") == pytest.approx(300, abs=2)
    (studio.folder / "twice.wav").unlink()
    wait_until(lambda: "twice.mp3" not in studio.reasons(), PATIENCE_S)
    studio.until_voice("twice")
    assert studio.pitch("twice") == pytest.approx(400, abs=2)


def test_a_recording_of_less_than_the_backend_needs(studio: Studio) -> None:
    write_tone(studio.folder / "brief.wav", seconds=1.5)
    url = f"{studio.server.url}/v1/voices"

    def told() -> list[str]:
        unusable = httpx.get(url).json()["unusable"]
        return [e["reason"] for e in unusable if e.get("backend") == "cloning"]

    wait_until(told, PATIENCE_S)
    [reason] = told()
    assert "cloning needs 2 s" in reason and "brief has 1.5 s" in reason
    assert studio.error("brief") == (422, "voice_unusable", reason)
    assert "brief" not in studio.voices()


def test_a_backend_that_cannot_clone_says_so(studio: Studio) -> None:
    write_tone(studio.folder / "cloned.wav")
    studio.until_voice("cloned")
    status, code, message = studio.error("cloned", backend="tone")
    assert (status, code) == (422, "voice_unusable")
    assert "tone cannot clone voices" in message


def test_tags_are_listed_with_the_voices(studio: Studio) -> None:
    tags = httpx.get(f"{studio.server.url}/v1/voices").json()["tags"]
    assert tags == {"tone": [], "cloning": ["laugh"]}


def test_a_file_that_goes_takes_its_voice_along(studio: Studio) -> None:
    path = studio.folder / "leaving.wav"
    write_tone(path)
    studio.until_voice("leaving")
    path.unlink()
    wait_until(lambda: "leaving" not in studio.voices(), PATIENCE_S)
    assert studio.error("leaving")[:2] == (404, "unknown_voice")


def test_a_replaced_file_changes_the_voice_of_the_next_utterance(studio: Studio) -> None:
    path = studio.folder / "changing.wav"
    write_tone(path, 300)
    studio.until_voice("changing")
    body = {"text": "One. " * 40, "voice": "changing", "backend": "cloning"}
    with httpx.stream("POST", f"{studio.server.url}/tts", json=body, timeout=60) as answer:
        parts = answer.iter_bytes()
        heard = next(parts)
        write_tone(path, 400)
        wait_until(lambda: studio.pitch("changing") == pytest.approx(400, abs=2), PATIENCE_S)
        heard += b"".join(parts)
    samples = np.frombuffer(heard[44:], "<i2")
    spectrum = np.abs(np.fft.rfft(samples))
    at_300, at_400 = (spectrum[round(hz * len(samples) / 24_000)] for hz in (300, 400))
    assert at_300 > 10 * at_400  # the utterance under way keeps its voice


def test_a_file_is_read_when_it_is_whole(studio: Studio) -> None:
    """Half of it would be 2 s of one pitch, and the second half has another."""
    samples = np.concatenate([tone(300, 2, 24_000), tone(500, 8, 24_000)])
    write_audio(studio.folder.parent / "whole.wav", samples, 24_000)
    content = (studio.folder.parent / "whole.wav").read_bytes()
    with (studio.folder / "growing.wav").open("wb", buffering=0) as file:
        for start in range(0, len(content), 8192):
            file.write(content[start : start + 8192])
            time.sleep(0.02)  # the writer's own pace
        assert "growing" not in studio.voices()
    studio.until_voice("growing")
    assert studio.voices()["growing"]["seconds"] == 10
    assert studio.pitch("growing") == pytest.approx(500, abs=2)


def test_a_conditioning_is_computed_once_for_a_content(studio: Studio) -> None:
    write_tone(studio.folder / "first.wav", 350)
    studio.until_voice("first")
    before = len(studio.computed())
    pitches = [studio.pitch("first") for _ in range(2)]
    shutil.copy(studio.folder / "first.wav", studio.folder / "copy.wav")
    studio.until_voice("copy")
    pitches.append(studio.pitch("copy"))
    assert pitches == pytest.approx([350] * 3, abs=2)
    assert len(studio.computed()) == before + 1


def test_a_restarted_worker_finds_the_conditioning(studio: Studio) -> None:
    write_tone(studio.folder / "lasting.wav", 450)
    studio.until_voice("lasting")
    assert studio.pitch("lasting") == pytest.approx(450, abs=2)
    before = studio.computed()
    [old] = studio.workers("cloning")
    os.kill(old, 9)
    wait_until(lambda: [pid for pid in studio.workers("cloning") if pid != old], 30)
    assert studio.pitch("lasting") == pytest.approx(450, abs=2)
    assert studio.computed() == before
