"""Judging speech by what a recogniser hears: Whisper base, and the word error rate."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import jiwer
import numpy as np
from numpy.typing import NDArray

from backend_queues.provisioning import assets

FOLDER = Path(__file__).with_name("whisper")
WHISPER_RATE_HZ = 16_000
ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


def transcribe(
    speech: NDArray[np.float32] | Path, rate_hz: int = 24_000, language: str = "en"
) -> str:
    """Return what is heard in float32 mono samples of that rate, or in an audio file."""
    audio = str(speech) if isinstance(speech, Path) else _at_whisper_rate(speech, rate_hz)
    segments, _ = _whisper().transcribe(audio, language=language, beam_size=5)
    return " ".join(segment.text.strip() for segment in segments)


def word_error_rate(expected: str, heard: str) -> float:
    """Return errors per word, leaving aside case, punctuation and how numbers are written."""
    return float(jiwer.wer(plain(expected), plain(heard)))


def plain(text: str) -> str:
    """Return the text in lower case, numbers in words, without punctuation."""
    words = re.sub(r"\d+", lambda number: f" {in_words(int(number[0]))} ", text.lower())
    return " ".join(re.sub(r"[^a-z' ]", " ", words.replace("’", "'")).split())


def in_words(number: int) -> str:
    """Return a number below a million in English words."""
    if number < 20:
        return ONES.split()[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return TENS.split()[tens - 2] + (f" {in_words(ones)}" if ones else "")
    unit, name = (100, "hundred") if number < 1000 else (1000, "thousand")
    many, rest = divmod(number, unit)
    return f"{in_words(many)} {name}" + (f" {in_words(rest)}" if rest else "")


def _at_whisper_rate(samples: NDArray[np.float32], rate_hz: int) -> NDArray[np.float32]:
    """Resample by way of the spectrum, as the whole of the speech is here."""
    count = round(len(samples) * WHISPER_RATE_HZ / rate_hz)
    spectrum = np.fft.rfft(samples)[: count // 2 + 1]
    return (np.fft.irfft(spectrum, count) * (count / len(samples))).astype(np.float32)


@cache
def _whisper() -> Any:
    from faster_whisper import WhisperModel

    assets.fetch(FOLDER, "whisper", print)
    model = assets.asset("whisper", FOLDER, "model.bin")
    return WhisperModel(str(model.parent), device="cpu", compute_type="int8", cpu_threads=2)
