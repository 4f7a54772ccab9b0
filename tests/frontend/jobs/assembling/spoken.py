"""Spoken segments to assemble, and what a player finds in the files that are made of them."""

import html
import subprocess
from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import msgspec
import numpy as np

from backend_queues.base import Word
from frontend.audio.cover import Cover
from frontend.audio.formats import FILE_FORMATS, RAW, Encoding, check_encoding
from frontend.jobs.assembling.assemble import assemble
from frontend.jobs.assembling.joining import Passage
from frontend.jobs.assembling.tags import Label
from frontend.jobs.job import SpokenSegment
from frontend.protocol.jobs import Output
from tests.frontend.audio.hearing import DEMUXERS

RATE_HZ = 24_000
ENCODINGS = {format: check_encoding(format, among=FILE_FORMATS) for format in FILE_FORMATS}


def tone(samples: int, number: int, rate_hz: int = RATE_HZ) -> bytes:
    """Return pcm of a tone that swells; none of another number is like it."""
    times = np.arange(samples) / rate_hz
    sound = np.sin(2 * np.pi * 100 * (number + 1) * times) * (0.3 + 0.2 * np.sin(9 * times))
    return np.rint(32_767 * sound).astype("<i2").tobytes()


def spoken(
    pcm: bytes,
    text: str = "One sentence",
    pause_s: float = 0.0,
    words: tuple[Word, ...] = (),
    rate_hz: int = RATE_HZ,
) -> SpokenSegment:
    """Return a segment of this speech, and the pause after it."""
    pause = bytes(2 * round(pause_s * rate_hz))
    return SpokenSegment(
        text=text, pcm=pcm + pause, sample_rate_hz=rate_hz, words=words, pause_s=pause_s
    )


def item(*segments: str, chapter: str = "", start_s: float | None = None) -> Passage:
    return Passage(chapter, start_s, segments)


def tones(*seconds: float, rate_hz: int = RATE_HZ) -> dict[str, SpokenSegment]:
    """Return segments that last so long, called a, b, c..."""
    return {
        chr(ord("a") + number): spoken(
            tone(round(length * rate_hz), number, rate_hz), rate_hz=rate_hz
        )
        for number, length in enumerate(seconds)
    }


def bound(
    folder: Path,
    segments: Mapping[str, SpokenSegment],
    passages: Iterable[Passage],
    file: str | Label = "",
    cover: Cover | None = None,
    **output: Any,
) -> list[Path]:
    """Assemble into one file, unless the output says otherwise."""
    made = Output(**{"files": "one", **output})
    label = file if isinstance(file, Label) else Label(file)
    return assemble(
        iter(passages), segments.__getitem__, made, label, stem="book", folder=folder, cover=cover
    )


def pcm_of(path: Path) -> bytes:
    """Return what a lossless file holds, by FFmpeg's program."""
    encoding = encoding_of(path)
    command = ["ffmpeg", "-v", "error", *_raw(encoding), "-i", str(path), "-f", "s16le", "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout


def decoded_samples(path: Path) -> int:
    encoding = encoding_of(path)
    options = {"sample_rate": str(encoding.sample_rate_hz)} if encoding.format in RAW else {}
    with av.open(path, format=DEMUXERS.get(encoding.format), options=options) as container:
        return sum(frame.samples for frame in container.decode(audio=0))


def captions_in(path: Path) -> list[tuple[int, int, str]]:
    """Return when each caption of a file begins and ends, in ms, and its text, as FFmpeg reads it.

    It is read as a player does: characters that WebVTT must escape are what was meant.
    """
    with av.open(path) as container:
        (stream,) = container.streams.subtitles
        assert stream.time_base == Fraction(1, 1_000)
        read = [(packet.pts, packet.duration, bytes(packet)) for packet in container.demux(stream)]
    escaped = path.suffix == ".vtt"
    return [
        (begin, begin + duration, html.unescape(text.decode()) if escaped else text.decode())
        for begin, duration, text in read
        if begin is not None and duration is not None
    ]


def probed(path: Path) -> dict[str, Any]:
    """Return what ffprobe says of the format, the streams and the chapters; it finds no fault."""
    command = ["ffprobe", "-v", "error", "-show_format", "-show_streams", "-show_chapters"]
    command += [*_raw(encoding_of(path)), "-of", "json", str(path)]
    found = subprocess.run(command, capture_output=True, check=True)
    assert found.stderr == b""
    return msgspec.json.decode(found.stdout, type=dict[str, Any])


def encoding_of(path: Path) -> Encoding:
    return next(encoding for encoding in ENCODINGS.values() if encoding.suffix == path.suffix)


def _raw(encoding: Encoding) -> list[str]:
    if encoding.format not in RAW:
        return []
    return ["-f", DEMUXERS[encoding.format], "-sample_rate", str(encoding.sample_rate_hz)]
