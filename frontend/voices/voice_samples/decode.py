"""Makes of one audio file the recording that workers get.

    python -m frontend.voices.voice_samples.decode LIMITS FOLDER < FILE

This runs in a confined process, because files come from anywhere: one that crashes a decoder,
hangs it or swells up in it ends this process, and the frontend goes on. FOLDER/outcome.json is
written and, if the file can be used, FOLDER/recording.wav: mono, 24 kHz, 16 bit, at most 30 s.
"""

import wave
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec
import numpy as np
import soxr

from backend_queues.base import Samples
from frontend.confinement.child import run
from frontend.voices.voice_samples.outcome import LONGEST_S, RATE_HZ, Outcome
from frontend.voices.voice_samples.sounds import SAVE_AGAIN, Unfit, sounds_of
from frontend.voices.voice_samples.survey import SILENT_PEAK, SURVEYED_S, survey

SHORTEST_S = 1.0
QUIET_PLACE_S = 5.0  # what is too long is cut within the last seconds of the longest
WINDOW_S = 0.05  # at the quietest stretch of this length
LEAST_AUDIBLE = 0.1  # share of the windows that are not silent: a click in silence is no voice
FULL_SCALE = 0.99
MOST_CLIPPED = 0.01  # share of the samples at full scale

SILENT = (
    "is silent; record it again with the microphone on, closer or louder. Of a long recording the "
    f"first {SURVEYED_S / 60:.0f} minutes are looked at."
)


def read(content: bytes, folder: Path, _: list[str]) -> None:
    outcome = convert(content, folder / "recording.wav")
    (folder / "outcome.json").write_bytes(msgspec.json.encode(outcome))


def convert(content: bytes, target: Path) -> Outcome:
    """Write the recording to `target`, unless the outcome has a problem."""
    try:
        form, rate_hz, samples = _decoded(content)
        _check(samples, rate_hz)
    except Unfit as problem:
        return Outcome(problem=str(problem))
    cut = len(samples) > LONGEST_S * rate_hz
    if cut:
        samples = samples[: _quiet_place(samples, rate_hz)]
    recording = soxr.resample(samples, rate_hz, RATE_HZ)
    _write(recording, target)
    return Outcome(form=form, seconds=len(recording) / RATE_HZ, cut=cut)


def _decoded(content: bytes) -> tuple[str, int, Samples]:
    """Return the file's format, its sample rate, and its samples, mixed to one channel.

    They are the first 30 s from where its voice begins. It is read twice, as what is before that
    may be long, and how loud the voice is shows only afterwards.
    """
    with sounds_of(content) as sounds:
        found = survey(_while_fit(sounds.parts()), sounds.rate_hz)
    if not found:
        raise Unfit(SILENT)
    with sounds_of(content) as sounds:
        form, rate_hz = sounds.form, sounds.rate_hz
        clipping = _Clipping()
        voice = clipping.looked_at(found.voice_in(sounds.parts()))
        mixed = (part.mean(axis=0, dtype=np.float32) for part in voice)
        samples = np.concatenate([*_up_to_longest(mixed, rate_hz)])
        clipping.check()
        return form, rate_hz, samples


def _while_fit(parts: Iterator[Samples]) -> Iterator[Samples]:
    """Yield until something is wrong, which matters only if the voice goes on until there."""
    with suppress(Unfit):
        yield from parts


class _Clipping:
    """How much of the voice is at full scale."""

    def __init__(self) -> None:
        self._clipped = self._total = 0

    def looked_at(self, parts: Iterator[Samples]) -> Iterator[Samples]:
        for part in parts:
            self._clipped += int(np.count_nonzero(np.abs(part) >= FULL_SCALE))
            self._total += part.size
            yield part

    def check(self) -> None:
        if self._clipped > MOST_CLIPPED * self._total:
            raise Unfit(
                f"is badly clipped: {self._clipped / self._total:.0%} of it is at full scale. "
                "Record it again at a lower level."
            )


def _up_to_longest(parts: Iterator[Samples], rate_hz: int) -> Iterator[Samples]:
    """Yield until a little more than the longest is there."""
    count = 0
    for part in parts:
        yield part
        count += len(part)
        if count > LONGEST_S * rate_hz:
            return


def _check(samples: Samples, rate_hz: int) -> None:
    seconds = len(samples) / rate_hz
    if seconds < SHORTEST_S:
        raise Unfit(f"has {seconds:.2f} s of audio; record 1 s at the least, better 10 s.")
    if not np.isfinite(samples).all():
        raise Unfit(f"holds samples that are no numbers; {SAVE_AGAIN}")
    audible = _audible_share(samples, rate_hz)
    if audible == 0:
        raise Unfit(SILENT)
    if audible < LEAST_AUDIBLE:
        raise Unfit(
            f"is silent but for {audible:.1%} of its first {min(seconds, LONGEST_S):.0f} s; cut "
            "the silence away, or record it again."
        )


def _audible_share(samples: Samples, rate_hz: int) -> float:
    """Return the share of short windows in which something can be heard."""
    window = int(WINDOW_S * rate_hz)
    loud = np.abs(samples - samples.mean())
    windows = loud[: len(loud) // window * window].reshape(-1, window)
    return float((windows.max(axis=1) >= SILENT_PEAK).mean())


def _quiet_place(samples: Samples, rate_hz: int) -> int:
    """Return where to cut: in the middle of the quietest stretch near the longest length."""
    end, window = int(LONGEST_S * rate_hz), int(WINDOW_S * rate_hz)
    start = end - int(QUIET_PLACE_S * rate_hz)
    windows = samples[start : start + (end - start) // window * window].reshape(-1, window)
    quietest = int(np.square(windows).sum(axis=1).argmin())
    return start + quietest * window + window // 2


def _write(recording: Samples, target: Path) -> None:
    with wave.open(str(target), "wb") as file:
        file.setparams((1, 2, RATE_HZ, 0, "NONE", ""))
        file.writeframes(np.rint(np.clip(recording, -1, 1) * 32767).astype("<i2").tobytes())


if __name__ == "__main__":
    run(read)
