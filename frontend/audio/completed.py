"""What only the whole of a stream can say of itself, once it is there: how long it is.

    wav   the sizes in its header
    flac  the number of samples in its header
    mp3   a frame before the first, called Info: how many follow, and what its ends have too much

The other formats have nothing to add.
"""

import struct

from frontend.audio.formats import Encoding
from frontend.audio.mp3_info import with_info
from frontend.audio.wav import HEADER_BYTES, wav_header

FLAC_MAGIC = b"fLaC\x80"  # no other block follows the one with the length
FLAC_SAMPLES_AT = 21  # 36 bits: the lower half of this byte, and four more


def completed(audio: bytes, encoding: Encoding, samples: int) -> bytes:
    """Return a stream's whole audio, of so many samples, as a file that knows its length."""
    if encoding.format == "mp3":
        return with_info(audio, encoding.sample_rate_hz, samples)
    return completed_in_place(audio, encoding, samples)


def completed_in_place(audio: bytes, encoding: Encoding, samples: int) -> bytes:
    """The same, but every byte stays where it is: a part of the stream was sent before."""
    match encoding.format:
        case "wav" if len(audio) >= HEADER_BYTES:
            size = len(audio) - HEADER_BYTES
            return wav_header(encoding.sample_rate_hz, size) + audio[HEADER_BYTES:]
        case "flac" if audio.startswith(FLAC_MAGIC):
            return _with_flac_samples(audio, samples)
    return audio


def _with_flac_samples(audio: bytes, samples: int) -> bytes:
    upper, lower = audio[FLAC_SAMPLES_AT] & 0xF0 | samples >> 32, samples & 0xFFFFFFFF
    head = audio[:FLAC_SAMPLES_AT] + struct.pack(">BI", upper, lower)
    return head + audio[len(head) :]
