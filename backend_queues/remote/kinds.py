"""What a service sends in place of raw PCM, told by its first bytes: as PCM it would be noise."""

import re

FILES = {
    b"RIFF": "WAV",
    b"ID3": "MP3",
    b"OggS": "Ogg",
    b"fLaC": "FLAC",
    b"\x1aE\xdf\xa3": "WebM",
}
TEXT = re.compile(rb'\s*(\{\s*"|<!doctype|<html|<\?xml)', re.IGNORECASE)
# Of an MPEG frame's header: kbit/s of layer III by the version, Hz of MPEG 1.
KBIT_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0)
KBIT_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0)
RATES_HZ = (44_100, 48_000, 32_000, 0)
MPEG_1, MPEG_2 = 3, 2


def file_kind(begin: bytes) -> str:
    """Return the kind of file that begins so, "" for samples."""
    for magic, name in FILES.items():
        if begin.startswith(magic):
            return name
    if begin[4:8] == b"ftyp":
        return "MP4"
    # A single header may be samples; two at the right distance are not.
    for name, length in (("MP3", _mp3_frame(begin)), ("AAC", _aac_frame(begin))):
        if length and begin[length : length + 2] == begin[:2]:
            return name
    return ""


def is_text(begin: bytes) -> bool:
    """Tell whether it is JSON, or a page: many a service says so that something went wrong."""
    return bool(TEXT.match(begin)) and all(byte >= 32 or byte in b"\t\n\r" for byte in begin)


def _mp3_frame(begin: bytes) -> int:
    """Return how long the frame of MPEG layer III is that begins there, 0 if none does."""
    if len(begin) < 4 or begin[0] != 0xFF or begin[1] & 0xE6 != 0xE2:
        return 0
    version, kbit, rate = begin[1] >> 3 & 3, begin[2] >> 4, RATES_HZ[begin[2] >> 2 & 3]
    if not rate:
        return 0
    padding = begin[2] >> 1 & 1
    if version == MPEG_1:
        return 144_000 * KBIT_1[kbit] // rate + padding
    halved = 2 if version == MPEG_2 else 4
    return 72_000 * KBIT_2[kbit] * halved // rate + padding


def _aac_frame(begin: bytes) -> int:
    """Return how long the frame of AAC (ADTS) is that begins there, 0 if none does."""
    if len(begin) < 6 or begin[0] != 0xFF or begin[1] & 0xF6 != 0xF0:
        return 0
    return (begin[3] & 3) << 11 | begin[4] << 3 | begin[5] >> 5
