"""The formats a client may have its audio in, and the sample rates of each."""

from collections.abc import Collection

import msgspec

from backend_queues.errors import InvalidOption, shown
from backend_queues.suggestions import did_you_mean

LOWEST_HZ, HIGHEST_HZ = 8_000, 48_000
SPEECH_HZ = 24_000  # where a client asks for no other rate
TELEPHONY_HZ = 8_000

ANY_HZ = range(LOWEST_HZ, HIGHEST_HZ + 1)
MPEG_HZ = (8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000)
OPUS_HZ = (8_000, 12_000, 16_000, 24_000, 48_000)


class _Format(msgspec.Struct, frozen=True):
    media_type: str
    suffix: str
    rates_hz: Collection[int]
    default_hz: int = SPEECH_HZ


_FORMATS = {
    "pcm": _Format("audio/pcm", ".pcm", ANY_HZ),
    "wav": _Format("audio/wav", ".wav", ANY_HZ),
    "mp3": _Format("audio/mpeg", ".mp3", MPEG_HZ),
    "opus": _Format("audio/ogg", ".opus", OPUS_HZ),
    "aac": _Format("audio/aac", ".aac", MPEG_HZ),
    "flac": _Format("audio/flac", ".flac", ANY_HZ),
    "mulaw": _Format("audio/PCMU", ".ulaw", ANY_HZ, TELEPHONY_HZ),
    "alaw": _Format("audio/PCMA", ".alaw", ANY_HZ, TELEPHONY_HZ),
    "m4b": _Format("audio/mp4", ".m4b", MPEG_HZ),
    "epub": _Format("application/epub+zip", ".epub", MPEG_HZ),
    "pcm_f32": _Format("audio/pcm", ".f32", ANY_HZ),
    "wav_f32": _Format("audio/wav", ".wav", ANY_HZ),
    "wav_mulaw": _Format("audio/wav", ".wav", ANY_HZ, TELEPHONY_HZ),
    "wav_alaw": _Format("audio/wav", ".wav", ANY_HZ, TELEPHONY_HZ),
}

# Those that only the protocols of other services have, each by a name of its own.
VENDOR_FORMATS = ("pcm_f32", "wav_f32", "wav_mulaw", "wav_alaw")
BOOKS = ("m4b", "epub")  # whole works with chapters
FILE_FORMATS = tuple(name for name in _FORMATS if name not in (*VENDOR_FORMATS, "epub"))
JOB_FORMATS = (*FILE_FORMATS, "epub")
FORMATS = tuple(name for name in FILE_FORMATS if name not in BOOKS)  # those of a stream
RAW = ("pcm", "mulaw", "alaw")  # without any container, so any part of them can be played


class Encoding(msgspec.Struct, frozen=True):
    """The form a client gets its audio in, always of one channel; `check_encoding` makes it.

    pcm      little-endian int16, without a header
    wav      the same behind a header that does not know the length
    mp3, aac MPEG-1/2 layer 3; AAC-LC in ADTS
    opus     Opus in Ogg
    flac     FLAC
    mulaw, alaw  G.711: a byte a sample, without a header
    m4b      AAC-LC in MP4, an audio book: a whole file only, since it begins with its table of
             contents
    epub     EPUB 3 with media overlays: text, and MP3 in step with it; jobs make it
    pcm_f32  little-endian float32 in [-1, 1], without a header
    wav_f32, wav_mulaw, wav_alaw  the same samples behind the header of a WAV file
    """

    format: str
    sample_rate_hz: int

    @property
    def media_type(self) -> str:
        return _FORMATS[self.format].media_type

    @property
    def content_type(self) -> str:
        """The media type of audio that says no rate itself, with it."""
        rate = f";rate={self.sample_rate_hz}" if self.format in RAW else ""
        return self.media_type + rate

    @property
    def suffix(self) -> str:
        """What a file's name ends with, with the dot."""
        return _FORMATS[self.format].suffix


def check_encoding(
    format: str, sample_rate_hz: int | None = None, among: Collection[str] = FORMATS
) -> Encoding:
    """Return the encoding of that name; no rate means the format's own.

    Raises:
        InvalidOption: the format is not among those, or does not have that rate.
    """
    if format not in among:
        meant = did_you_mean(format, among)
        raise InvalidOption(
            f"There is no format {shown(format)}; there are: {', '.join(among)}.{meant}"
        )
    known = _FORMATS[format]
    if sample_rate_hz is None:
        return Encoding(format, known.default_hz)
    if sample_rate_hz not in known.rates_hz:
        raise InvalidOption(
            f"{format} has no sample rate of {sample_rate_hz} Hz; it has {_listed(known.rates_hz)}."
        )
    return Encoding(format, sample_rate_hz)


def _listed(rates_hz: Collection[int]) -> str:
    if isinstance(rates_hz, range):
        return f"every whole number from {rates_hz[0]} to {rates_hz[-1]}"
    return ", ".join(map(str, rates_hz))
