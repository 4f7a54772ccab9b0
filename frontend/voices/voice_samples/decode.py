"""Makes of one audio file the recording that workers get.

    python -m frontend.voices.voice_samples.decode LIMITS FOLDER < FILE

This runs in a confined process, because files come from anywhere: one that crashes a decoder,
hangs it or swells up in it ends this process, and the frontend goes on. FOLDER/outcome.json is
written and, if the file can be used, FOLDER/recording.wav: mono, 24 kHz, 16 bit, at most 30 s.
"""

import io
import itertools
import wave
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import av
import msgspec
import numpy as np
import soxr
from av.audio.frame import AudioFrame
from av.error import FFmpegError, InvalidDataError

from backend_queues.base import Samples
from frontend.confinement.child import run
from frontend.voices.voice_samples.outcome import LONGEST_S, RATE_HZ, Outcome

SHORTEST_S = 1.0
QUIET_PLACE_S = 5.0  # what is too long is cut within the last seconds of the longest
WINDOW_S = 0.05  # at the quietest stretch of this length
LOWEST_RATE_HZ = 4_000
SILENT_PEAK = 0.003  # -50 dB of full scale
LEAST_AUDIBLE = 0.1  # share of the windows that reach it: a click in silence is no voice
FULL_SCALE = 0.99
MOST_CLIPPED = 0.01  # share of the samples at full scale

LEAD_S = 0.2  # of the silence before the first sound; a voice does not begin with a cut
MOST_LEAD_S = 600.0  # no more of it is looked through

SAVE_AGAIN = "save it again as WAV, MP3 or FLAC."
NO_AUDIO = f"holds no audio that can be read; {SAVE_AGAIN}"
SILENT = "is silent; record it again with the microphone on, closer or louder."

# FFmpeg would also open playlists, which name other files and addresses.
FORMATS = "wav,mp3,flac,ogg,mov,matroska,aac"
# What a file of each is called, where FFmpeg's name is another.
FORMS = {"mov": "m4a", "matroska": "webm"}


class Unfit(Exception):
    """The file gives no recording; the message is the outcome's problem."""


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

    They are the first 30 s from its first sound on.
    """
    try:
        container = av.open(io.BytesIO(content), "r", options={"format_whitelist": FORMATS})
    except FFmpegError as error:
        raise Unfit(NO_AUDIO) from error
    with container:
        frames = _frames(container)
        first = next(frames, None)
        if first is None:
            raise Unfit(NO_AUDIO)
        rate_hz = first.sample_rate
        if rate_hz < LOWEST_RATE_HZ:
            raise Unfit(
                f"has {rate_hz:,} samples a second; record with {LOWEST_RATE_HZ:,} or more."
            )
        clipping = _Clipping()
        mixed = _mixed(itertools.chain([first], frames), rate_hz, clipping)
        parts = [*_up_to_longest(_without_lead(mixed, rate_hz), rate_hz)]
        if not parts:
            raise Unfit(SILENT)
        clipping.check()
        return _form_of(container.format.name), rate_hz, np.concatenate(parts)


def _form_of(container: str) -> str:
    """Return the form of a file by FFmpeg's name of its container, which may be several."""
    name = container.partition(",")[0]
    return FORMS.get(name, name)


def _frames(container: av.container.InputContainer) -> Iterator[AudioFrame]:
    """Yield what can be decoded; many an MP3 has a damaged place or something appended."""
    if not container.streams.audio:
        return
    broken = whole = 0
    for packet in container.demux(container.streams.audio[0]):
        try:
            yield from packet.decode()
            whole += 1
        except InvalidDataError:
            broken += 1
        except FFmpegError as error:
            raise Unfit(NO_AUDIO) from error
    if broken > whole:
        raise Unfit(f"is damaged; {SAVE_AGAIN}")


class _Clipping:
    """How much of what was decoded is at full scale."""

    def __init__(self) -> None:
        self._clipped = self._total = 0

    def look_at(self, channels: Samples) -> None:
        self._clipped += int(np.count_nonzero(np.abs(channels) >= FULL_SCALE))
        self._total += channels.size

    def check(self) -> None:
        if self._clipped > MOST_CLIPPED * self._total:
            raise Unfit(
                f"is badly clipped: {self._clipped / self._total:.0%} of it is at full scale. "
                "Record it again at a lower level."
            )


def _mixed(frames: Iterator[AudioFrame], rate_hz: int, clipping: _Clipping) -> Iterator[Samples]:
    """Yield each frame's mean over its channels."""
    for frame in frames:
        if frame.sample_rate != rate_hz:
            raise Unfit(f"changes its sample rate half way; {SAVE_AGAIN}")
        channels = _floats(frame)
        clipping.look_at(channels)
        yield channels.mean(axis=0, dtype=np.float32)


def _without_lead(parts: Iterator[Samples], rate_hz: int) -> Iterator[Samples]:
    """Leave out the silence before the first sound, but for a moment of it.

    Nothing is left of what is silent for too long.
    """
    lead, kept, skipped = deque[Samples](), 0, 0
    for part in parts:
        lead.append(part)
        kept, skipped = kept + len(part), skipped + len(part)
        if not _is_silent(part):
            yield from lead
            yield from parts
            return
        while kept - len(lead[0]) >= LEAD_S * rate_hz:
            kept -= len(lead.popleft())
        if skipped > MOST_LEAD_S * rate_hz:
            return


def _is_silent(part: Samples) -> bool:
    """Tell whether nothing can be heard of it; what is no number is not silent."""
    return bool(np.abs(part - part.mean()).max() < SILENT_PEAK) if len(part) else True


def _up_to_longest(parts: Iterator[Samples], rate_hz: int) -> Iterator[Samples]:
    """Yield until a little more than the longest is there."""
    count = 0
    for part in parts:
        yield part
        count += len(part)
        if count > LONGEST_S * rate_hz:
            return


def _floats(frame: AudioFrame) -> Samples:
    """Return float32 samples in [-1, 1], shape (channels, n)."""
    values = np.asarray(frame.to_ndarray())
    if not frame.format.is_planar:
        values = values.reshape(-1, frame.layout.nb_channels).T
    floats = values.astype(np.float32)
    if values.dtype.kind == "u":  # 8 bit, with silence at 128
        return floats / np.float32(128) - np.float32(1)
    if values.dtype.kind == "i":
        return floats / np.float32(2 ** (8 * values.itemsize - 1))
    return floats


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
