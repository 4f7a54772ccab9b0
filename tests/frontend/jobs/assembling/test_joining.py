"""Where each sample of a file comes from: the segments, the silence between, and nothing else."""

from pathlib import Path

import numpy as np
import pytest
import soxr

from frontend.jobs.assembling.joining import CHAPTER_PAUSE_S, ITEM_PAUSE_S
from frontend.jobs.job import with_silence_as_length
from tests.frontend.jobs.assembling.spoken import (
    RATE_HZ,
    bound,
    captions_in,
    item,
    pcm_of,
    spoken,
    tone,
    tones,
)

LOSSLESS = ["pcm", "wav", "flac"]


def silence(seconds: float, rate_hz: int = RATE_HZ) -> bytes:
    return bytes(2 * round(seconds * rate_hz))


@pytest.mark.parametrize("format", LOSSLESS)
def test_a_files_samples_are_those_of_its_segments(tmp_path: Path, format: str) -> None:
    segments = tones(0.3, 0.201, 0.1)
    segments["a"] = spoken(segments["a"].pcm, pause_s=0.3)
    (path,) = bound(tmp_path, segments, [item("a", "b"), item("c")], format=format)
    a, b, c = (segments[name].pcm for name in "abc")
    assert pcm_of(path) == a + b + silence(ITEM_PAUSE_S) + c


def test_between_chapters_the_silence_is_longer(tmp_path: Path) -> None:
    segments = tones(0.1, 0.1, 0.1)
    passages = [item("a", chapter="I"), item("b", chapter="I"), item("c", chapter="II")]
    (path,) = bound(tmp_path, segments, passages, format="pcm")
    a, b, c = (segments[name].pcm for name in "abc")
    assert path.read_bytes() == a + silence(ITEM_PAUSE_S) + b + silence(CHAPTER_PAUSE_S) + c


def test_an_item_without_segments_leaves_no_silence(tmp_path: Path) -> None:
    segments = tones(0.1, 0.1)
    passages = [item(chapter="0"), item("a", chapter="I"), item(), item("b", chapter="I")]
    (path,) = bound(tmp_path, segments, passages, format="pcm")
    assert path.read_bytes() == segments["a"].pcm + silence(ITEM_PAUSE_S) + segments["b"].pcm


def test_speech_begins_when_it_should(tmp_path: Path) -> None:
    segments = tones(0.5, 0.25)
    passages = [item("a", start_s=2.0), item("b", start_s=2.625)]
    (path,) = bound(tmp_path, segments, passages, format="pcm")
    assert path.read_bytes() == silence(2) + segments["a"].pcm + silence(0.125) + segments["b"].pcm


def test_what_is_late_begins_at_once_and_nothing_is_cut(tmp_path: Path) -> None:
    segments = tones(0.5, 0.25, 0.1)
    passages = [item("a", start_s=0.0), item("b", start_s=0.2), item("c", start_s=1.0)]
    (path,) = bound(tmp_path, segments, passages, format="pcm")
    a, b, c = (segments[name].pcm for name in "abc")
    assert path.read_bytes() == a + b + silence(0.25) + c


@pytest.mark.parametrize("files", ["item", "chapter"])
def test_a_file_that_is_not_the_only_one_has_no_place_to_begin_at(
    tmp_path: Path, files: str
) -> None:
    segments = tones(0.1)
    (path,) = bound(tmp_path, segments, [item("a", start_s=9.0)], format="pcm", files=files)
    assert path.read_bytes() == segments["a"].pcm


def test_an_item_is_resampled_as_one(tmp_path: Path) -> None:
    """No seam: cut in three or in one, it is the same to the sample."""
    whole = tone(24_000, 3)
    cut = {
        "a": spoken(whole[:16_002]),
        "b": spoken(whole[16_002:30_000]),
        "c": spoken(whole[30_000:]),
    }
    (path,) = bound(tmp_path, cut, [item("a", "b", "c")], format="pcm", sample_rate=44_100)
    samples = np.frombuffer(whole, "<i2").astype(np.float32)
    expected = np.rint(soxr.resample(samples, RATE_HZ, 44_100)).astype("<i2")
    heard = np.frombuffer(path.read_bytes(), "<i2")
    assert abs(len(heard) - 44_100) <= 1
    assert np.abs(heard[:44_099] - expected[:44_099]).max() <= 1


def test_items_of_backends_with_other_rates_make_one_file(tmp_path: Path) -> None:
    segments = {"a": spoken(tone(22_050, 0, 22_050), rate_hz=22_050), "b": spoken(tone(24_000, 1))}
    (path,) = bound(tmp_path, segments, [item("a"), item("b")], format="pcm", sample_rate=24_000)
    heard = path.read_bytes()
    assert heard.endswith(silence(ITEM_PAUSE_S) + segments["b"].pcm)
    assert abs(len(heard) // 2 - 24_000 * 2.5) <= 1


def test_telephony_has_a_rate_of_its_own(tmp_path: Path) -> None:
    (path,) = bound(tmp_path, tones(1.0), [item("a")], format="mulaw")
    assert path.stat().st_size == 8_000


def test_captions_keep_to_the_audio_however_long_it_gets(tmp_path: Path) -> None:
    """Rates that divide unevenly must not add up to a drift."""
    segments = {"a": spoken(tone(1_801, 0, 11_025), rate_hz=11_025)}
    passages = [item("a")] * 400
    path, captions = bound(
        tmp_path, segments, passages, format="pcm", sample_rate=8_001, captions=("srt",)
    )
    heard = np.frombuffer(path.read_bytes(), "<i2")
    start_ms, end_ms, _ = captions_in(captions)[-1]
    begins = round(start_ms / 1_000 * 8_001)
    assert not heard[begins - 3_000 : begins - 40].any()
    assert heard[begins + 8 :].any()
    assert abs(end_ms / 1_000 - len(heard) / 8_001) < 0.002


@pytest.mark.parametrize("rate_hz", [RATE_HZ, 44_100])
def test_silence_that_is_kept_as_a_length_is_heard_as_if_it_were_samples(
    tmp_path: Path, rate_hz: int
) -> None:
    whole = spoken(tone(RATE_HZ // 4, 1), pause_s=3.2)
    short = with_silence_as_length(whole)
    assert short.silence and len(short.pcm) <= RATE_HZ // 2 and short.seconds == whole.seconds
    written = []
    for segment in (whole, short):
        segments, passages = {"a": segment, "b": segment}, [item("a", "b")]
        (path,) = bound(tmp_path, segments, passages, format="pcm", sample_rate=rate_hz)
        written.append(path.read_bytes())
    assert written[0] == written[1]
