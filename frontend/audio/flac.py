"""FLAC: each frame is coded by itself, so that streams share a coder and only number its frames.

libav's coder takes 7 MB, for eight channels of the largest block, and writes to all of it. What it
makes of a block depends on that block alone but for the frame's number, which is in the frame's
header and counted in its two checksums. (RFC 9639, sections 8 and 9.)
"""

import threading
from array import array
from collections.abc import Sequence
from fractions import Fraction
from functools import cache, lru_cache
from itertools import count

import av
from av.audio.codeccontext import AudioCodecContext

from backend_queues.base import SAMPLE_BYTES
from frontend.audio.libav import Blocks, frame_of, told_of

LEVEL = "2"  # levels up to 2 have frames of 27 ms, the others of 105 ms
SHARED = 4  # coders that are kept, each for one rate

MARK = b"fLaC" + bytes([0x80, 0, 0, 34])  # only a description of the stream
CRC8, CRC16 = 0x07, 0x8005
CRC16_PERIOD = 32_767  # the powers of x repeat, modulo the polynomial of the 16 bits
LENGTH_BYTES = {6: 1, 7: 2}  # those of a block's length in the header, by its code
RATE_BYTES = {12: 1, 13: 2, 14: 2}


class FlacEncoder:
    """An encoder of `frontend.audio.encoder`; its frames are all full but the last."""

    slow = False

    def __init__(self, rate_hz: int) -> None:
        self._rate_hz = rate_hz
        self._lock = threading.Lock()
        self._closed = False
        self._number = 0
        with told_of("flac"):
            coder = _shared(rate_hz)
        self._blocks = Blocks(coder.block_samples)
        self._header = coder.header

    def push(self, pcm: bytes) -> bytes:
        with self._lock:
            if self._closed:
                return b""
            return self._take_header() + b"".join(map(self._full, self._blocks.push(pcm)))

    def finish(self) -> bytes:
        with self._lock:
            if self._closed:
                return b""
            self._closed = True
            return self._take_header() + self._last(self._blocks.rest())

    def close(self) -> None:
        with self._lock:
            self._closed = True

    def _take_header(self) -> bytes:
        header, self._header = self._header, b""
        return header

    def _full(self, blocks: bytes) -> bytes:
        with told_of("flac"):
            frames = _shared(self._rate_hz).code(blocks)
        first, self._number = self._number, self._number + len(frames)
        return b"".join(map(numbered, frames, count(first)))

    def _last(self, block: bytes) -> bytes:
        """A coder takes nothing after a block that is not full, so this one has its own."""
        if not block:
            return b""
        with told_of("flac"):
            [frame] = _Coder(self._rate_hz).code(block, last=True)
        return numbered(frame, self._number)


class _Coder:
    """libav's coder of one rate; it may be used from any thread.

    header         what a stream begins with; neither its length nor its digest is known then
    block_samples  how many each frame has, but a last one
    """

    def __init__(self, rate_hz: int) -> None:
        context = av.CodecContext.create("flac", "w")
        assert isinstance(context, AudioCodecContext)
        context.sample_rate, context.layout, context.format = rate_hz, "mono", "s16"
        context.time_base = Fraction(1, rate_hz)
        context.options = {"compression_level": LEVEL}
        context.open()
        self._context = context
        self._rate_hz = rate_hz
        self._samples = 0
        self._lock = threading.Lock()
        self.block_samples = context.frame_size
        self.header = MARK + bytes(context.extradata or b"")

    def code(self, blocks: bytes, last: bool = False) -> list[bytes]:
        """Return the frames, with numbers of the coder's own."""
        with self._lock:
            packets = self._context.encode(frame_of(blocks, self._rate_hz, self._samples))
            self._samples += len(blocks) // SAMPLE_BYTES
            if last:
                packets += self._context.encode(None)
            return [bytes(packet) for packet in packets if packet.size]


@lru_cache(maxsize=SHARED)
def _shared(rate_hz: int) -> _Coder:
    return _Coder(rate_hz)


def numbered(frame: bytes, number: int) -> bytes:
    """Return the frame with this number instead of its own, and the checksums that go with it."""
    after_number = 4 + _number_bytes(frame[4])
    end = after_number + LENGTH_BYTES.get(frame[2] >> 4, 0) + RATE_BYTES.get(frame[2] & 15, 0)
    header = frame[:4] + _coded_number(number) + frame[after_number:end]
    header += bytes([_checksum(header, _table(8, CRC8), 8)])
    old, body = frame[: end + 1], frame[end + 1 : -2]
    # Of a sum of two the checksum is the sum of the checksums, so the body need not be read.
    table = _table(16, CRC16)
    change = _checksum(old, table, 16) ^ _checksum(header, table, 16)
    checksum = int.from_bytes(frame[-2:]) ^ _moved(change, len(body))
    return header + body + checksum.to_bytes(2)


def _number_bytes(first: int) -> int:
    """Return how long a number is that begins so; it is written as UTF-8 writes a character."""
    return 1 if first < 0x80 else 8 - (first ^ 0xFF).bit_length()


def _coded_number(number: int) -> bytes:
    if number < 0x80:
        return bytes([number])
    size = 2
    while number >> (5 * size + 1):
        size += 1
    tail = [0x80 | number >> 6 * place & 0x3F for place in reversed(range(size - 1))]
    return bytes([(0xFF00 >> size) & 0xFF | number >> 6 * (size - 1), *tail])


def _checksum(data: bytes, table: Sequence[int], bits: int) -> int:
    value, mask = 0, (1 << bits) - 1
    for byte in data:
        value = value << 8 & mask ^ table[value >> (bits - 8) ^ byte]
    return value


@cache
def _table(bits: int, polynomial: int) -> Sequence[int]:
    """Return the checksum of each byte."""
    table = array("H")
    for byte in range(256):
        value = byte << (bits - 8)
        for _ in range(8):
            value = value << 1 ^ (polynomial if value >> (bits - 1) else 0)
            value &= (1 << bits) - 1
        table.append(value)
    return table


def _moved(checksum: int, zeros: int) -> int:
    """Return what a checksum of 16 bits becomes by so many bytes of zeros."""
    powers, moved = _powers(), 0
    for bit in range(16):
        if checksum >> bit & 1:
            moved ^= powers[(bit + 8 * zeros) % CRC16_PERIOD]
    return moved


@cache
def _powers() -> Sequence[int]:
    """Return x to each power, modulo the polynomial; so the number of zeros costs nothing."""
    powers, value = array("H"), 1
    for _ in range(CRC16_PERIOD):
        powers.append(value)
        value = value << 1 & 0xFFFF ^ (CRC16 if value >> 15 else 0)
    return powers
