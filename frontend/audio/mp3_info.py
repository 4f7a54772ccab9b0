"""The frame called Info with which a whole MP3 begins, so that players know its length and ends.

It is a frame of the same form as the others, whose audio is empty. Where that would be it has the
tag of Xing and, behind it, the one of LAME: how many frames and bytes follow, where each hundredth
of them begins, and how many samples the encoder has put before and behind the speech.

http://gabriel.mp3-tech.org/mp3infotag.html
"""

import struct
from collections.abc import Iterator

from frontend.audio.libav import BIT_RATE

ID3_HEADER_BYTES = 10
FRAME_HEADER_BYTES = 4
SYNC = b"\xff\xe0"
PADDED = 0x02  # in a frame header's third byte
MPEG_1_FROM_HZ = 32_000
ENCODER_DELAY = 576  # LAME's, without its decoder's 529 samples
MOST_PADDING = 0xFFF
FRAMES_BYTES_PLACES_QUALITY = 0x0F
CONSTANT_BIT_RATE = 0x01
CRC_POLYNOMIAL = 0xA001


def with_info(audio: bytes, rate_hz: int, samples: int) -> bytes:
    """Return an MP3 of the encoder here with its Info frame; as it is, if it is no such MP3."""
    start = _audio_starts_at(audio)
    frames = sum(1 for _ in _frames(audio, start, rate_hz))
    padding = frames * _samples_of_frame(rate_hz) - samples - ENCODER_DELAY
    if not frames or not 0 <= padding <= MOST_PADDING:
        return audio
    info = _info_frame(audio[start:], rate_hz, frames, padding)
    return audio[:start] + info + audio[start:]


def _audio_starts_at(audio: bytes) -> int:
    """Return where the first frame is, behind an ID3 tag."""
    if not audio.startswith(b"ID3") or len(audio) < ID3_HEADER_BYTES:
        return 0
    size = 0
    for byte in audio[6:ID3_HEADER_BYTES]:
        size = size << 7 | byte & 0x7F
    return ID3_HEADER_BYTES + size


def _frames(audio: bytes, at: int, rate_hz: int) -> Iterator[int]:
    """Yield where each frame begins."""
    plain = _frame_bytes(rate_hz)
    while len(audio) - at >= FRAME_HEADER_BYTES:
        if audio[at] != SYNC[0] or audio[at + 1] & SYNC[1] != SYNC[1]:
            return
        yield at
        at += plain + (1 if audio[at + 2] & PADDED else 0)


def _is_mpeg_1(rate_hz: int) -> bool:
    return rate_hz >= MPEG_1_FROM_HZ


def _samples_of_frame(rate_hz: int) -> int:
    return 1152 if _is_mpeg_1(rate_hz) else 576


def _frame_bytes(rate_hz: int) -> int:
    """Return the length of a frame without padding, at the bit rate of the encoder here."""
    return _samples_of_frame(rate_hz) // 8 * BIT_RATE // rate_hz


def _info_frame(audio: bytes, rate_hz: int, frames: int, padding: int) -> bytes:
    size = _frame_bytes(rate_hz)
    header = bytes((audio[0], audio[1], audio[2] & ~PADDED, audio[3]))
    side = bytes(17 if _is_mpeg_1(rate_hz) else 9)  # of one channel
    places = bytes(place * 256 // 100 for place in range(100))
    tag = struct.pack(">4sIII", b"Info", FRAMES_BYTES_PLACES_QUALITY, frames, size + len(audio))
    tag += places + struct.pack(">I", 0)
    tag += struct.pack(">9sBB8xBB", b"LAME3.100", CONSTANT_BIT_RATE, 0, 0, BIT_RATE // 1000)
    tag += (ENCODER_DELAY << 12 | padding).to_bytes(3, "big")
    tag += struct.pack(">4xIH", size + len(audio), 0)
    frame = header + side + tag
    return (frame + struct.pack(">H", _crc(frame))).ljust(size, b"\0")


def _crc(data: bytes) -> int:
    """Return the CRC-16 that LAME closes its tag with."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ CRC_POLYNOMIAL if crc & 1 else crc >> 1
    return crc
