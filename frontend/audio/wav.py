"""WAV as a stream: a header that may be sent before the length is known."""

import struct

# What players take for "until the end of the data".
UNKNOWN_BYTES = 0xFFFFFFFF
HEADER_BYTES = 44
PCM, FLOAT, ALAW, MULAW = 1, 3, 6, 7  # as the header numbers the codecs


def wav_header(sample_rate_hz: int, data_bytes: int | None = None) -> bytes:
    """Return the 44-byte header of mono int16 audio; the length may be unknown."""
    data = UNKNOWN_BYTES if data_bytes is None else data_bytes
    riff = UNKNOWN_BYTES if data_bytes is None else data_bytes + HEADER_BYTES - 8
    byte_rate = sample_rate_hz * 2
    return struct.pack(
        "<4sI4s4sIHHIIHH4sI",
        b"RIFF", riff, b"WAVE",
        b"fmt ", 16, PCM, 1, sample_rate_hz, byte_rate, 2, 16,
        b"data", data,
    )  # fmt: skip


def coded_wav_header(sample_rate_hz: int, codec: int, sample_bytes: int) -> bytes:
    """Return the 46-byte header of mono audio in another codec than PCM, of unknown length.

    It says, as it must for those, that nothing follows the codec's own part.
    """
    byte_rate = sample_rate_hz * sample_bytes
    return struct.pack(
        "<4sI4s4sIHHIIHHH4sI",
        b"RIFF", UNKNOWN_BYTES, b"WAVE",
        b"fmt ", 18, codec, 1, sample_rate_hz, byte_rate, sample_bytes, 8 * sample_bytes, 0,
        b"data", UNKNOWN_BYTES,
    )  # fmt: skip
