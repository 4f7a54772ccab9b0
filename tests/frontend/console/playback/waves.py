"""A little audio, and what a WAV file holds."""

import struct
import wave
from pathlib import Path

PCM = struct.pack("<4h", 0, 1000, -1000, 0)


def frames_of(path: Path) -> bytes:
    with wave.open(str(path), "rb") as wav:
        assert (wav.getnchannels(), wav.getsampwidth(), wav.getframerate()) == (1, 2, 24_000)
        return wav.readframes(wav.getnframes())
