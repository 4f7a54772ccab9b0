"""An audio file written once, from its beginning to its end, and gone back to for its header.

So it has what a stream cannot have: its true length (wav, beyond 4 GB as RF64; flac, mp3), tags, a
cover, and a table of chapters, which m4b has both as Nero's and as QuickTime's, since players read
one or the other. What is decoded begins with the first sample. flac, wav, opus and the raw formats
have the file's length to the sample. The others end with the silent rest of a frame: mp3 with less
than 0.05 s and m4b with less than one frame, beyond the length that their headers tell; aac, which
has no header, has up to 0.1 s at both ends. m4b's index is in memory until the end: 6 MB an hour.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import av
from av.error import FFmpegError
from av.packet import Packet
from av.stream import Disposition
from msgspec.structs import replace

from backend_queues.base import SAMPLE_BYTES
from frontend.audio.cover import Cover, picture_tag
from frontend.audio.formats import Encoding
from frontend.audio.libav import CODECS, Codec, add_stream, frame_of, told_of
from frontend.audio.mark import Mark
from frontend.protocol.bounds import within

if TYPE_CHECKING:
    from av.container.core import Chapter
    from av.container.output import OutputContainer

# No library's version, no time of day and no random number of an Ogg stream is written.
REPEATABLE = {"fflags": "+bitexact"}
TITLE_BYTES = 255  # the most that Nero's table of chapters takes
MS = Fraction(1, 1_000)

# What a stream must have at once, a file may have later: Ogg's pages and FLAC's frames are longer.
_CODECS = {
    **CODECS,
    "pcm": Codec("s16le", "pcm_s16le", "s16", False),
    "wav": Codec("wav", "pcm_s16le", "s16", False, {"rf64": "auto"}),
    # Not every player reads a later version of the tags.
    "mp3": replace(CODECS["mp3"], container="mp3", container_options={"id3v2_version": "3"}),
    "opus": replace(CODECS["opus"], container_options={}),
    "flac": Codec("flac", "flac", "s16", False),
    # With the index at the beginning, so that a player over HTTP need not look for it.
    "m4b": replace(
        CODECS["aac"],
        container="mp4",  # as "ipod", which takes no cover
        container_options={"movflags": "+faststart", "brand": "M4B "},
    ),
}


_PICTURED = ("mp3", "flac", "m4b")  # whose containers have pictures


class AudioFile:
    """Takes whole samples of mono int16 pcm, at its encoding's rate.

    Every method raises EncodingFailed if the codec cannot do it, and what `disk_errors` makes of
    an OSError if the disk does not take it.
    """

    def __init__(
        self,
        path: Path,
        encoding: Encoding,
        tags: Mapping[str, str],
        disk_errors: Callable[[str], AbstractContextManager[None]],
        cover: Cover | None = None,
    ) -> None:
        """Begin the file; a cover is left out where the format has no place for one."""
        self.sample_rate_hz = encoding.sample_rate_hz
        self.samples = 0
        self._disk_errors = partial(disk_errors, path.name)
        self._format = encoding.format
        codec = _CODECS[encoding.format]
        with told_of(self._format), self._disk_errors():
            options = {**REPEATABLE, **codec.container_options}
            container = av.open(
                path, "w", format=codec.container, options=options, metadata_errors="replace"
            )
            container.metadata.update(tags)
            self._stream = add_stream(container, codec, self.sample_rate_hz)
            if "language" in tags:  # which MP4 tells of a stream
                self._stream.metadata["language"] = tags["language"]
            if cover:
                _add_cover(container, cover, self._format)
        self._container = container

    def push(self, pcm: bytes) -> None:
        if pcm:
            self._encode(pcm)
            self.samples += len(pcm) // SAMPLE_BYTES

    def silence(self, samples: int) -> None:
        """Add this much silence, a second at a time, for it may be hours."""
        while samples > 0:
            count = min(samples, self.sample_rate_hz)
            self.push(bytes(count * SAMPLE_BYTES))
            samples -= count

    def finish(self, marks: Sequence[Mark] = ()) -> None:
        """Write what is left, and the chapters; nothing may follow. Only m4b keeps chapters."""
        self._encode(b"")
        with told_of(self._format), self._disk_errors():
            self._container.set_chapters(self._chapters(marks))
            self._container.close()

    def close(self) -> None:
        """Give up the file, unless it is finished."""
        with suppress(FFmpegError):  # why it was given up is told already
            self._container.close()

    def _encode(self, pcm: bytes) -> None:
        """Write the packets that these samples complete; none complete the last one."""
        frame = frame_of(pcm, self.sample_rate_hz, self.samples) if pcm else None
        with told_of(self._format), self._disk_errors():
            self._container.mux(self._stream.encode(frame))

    def _chapters(self, marks: Sequence[Mark]) -> "list[Chapter]":
        edges = [self._ms(mark.first_sample) for mark in marks]
        ends = [*edges[1:], math.ceil(self.samples * 1_000 / self.sample_rate_hz)]
        return [
            {
                "id": number,
                "start": start,
                "end": end,
                "time_base": MS,
                "metadata": {"title": within(mark.title, TITLE_BYTES)},
            }
            for number, (mark, start, end) in enumerate(zip(marks, edges, ends, strict=False))
        ]

    def _ms(self, samples: int) -> int:
        return round(samples * 1_000 / self.sample_rate_hz)


def _add_cover(container: "OutputContainer", cover: Cover, format: str) -> None:
    """Write the cover, which comes before the audio: as a picture, in Ogg as a tag."""
    if format == "opus":
        container.metadata["METADATA_BLOCK_PICTURE"] = picture_tag(cover)
    if format not in _PICTURED:
        return
    codec = "mjpeg" if cover.kind == "jpeg" else cover.kind
    picture = container.add_mux_stream(codec, width=cover.width, height=cover.height)
    picture.disposition = Disposition.attached_pic
    picture.metadata["comment"] = "Cover (front)"  # which ID3 and FLAC have as a number
    packet = Packet(cover.data)
    packet.stream, packet.time_base = picture, MS
    packet.pts = packet.dts = 0
    packet.is_keyframe = True
    container.mux(packet)
