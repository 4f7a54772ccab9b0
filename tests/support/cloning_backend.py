"""The tone backend, cloning: the cloned voice is a tone of the pitch of its recording.

Every computation of a conditioning is written down in computed.txt of the cache's folder.
"""

import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import numpy as np

from backend_queues import voice_samples as samples
from backend_queues.base import Speech, SpeechRequest
from backend_queues.cache import cache_root
from backend_queues.tone.adapter import SECONDS_PER_CHARACTER, Tone

MODEL = "tests/cloning"


class Cloning(Tone):
    capabilities = msgspec.structs.replace(
        Tone.capabilities,
        languages=("en-US", "de-DE"),
        tags=("laugh",),
        cloning=True,
        min_sample_s=2.0,
    )

    def synthesize(self, request: SpeechRequest, cancelled: Callable[[], bool]) -> Iterator[Speech]:
        if request.voice_sample is None:
            yield from super().synthesize(request, cancelled)
            return
        pitch_hz = float(samples.conditioning(MODEL, request.voice_sample, make).read_text())
        count = int(len(request.text) * SECONDS_PER_CHARACTER * self.sample_rate_hz)
        wave = 0.5 * np.sin(2 * np.pi * pitch_hz * np.arange(count) / self.sample_rate_hz)
        yield Speech(wave.astype(np.float32))


def make(recording: Path, target: Path) -> None:
    """Write down the pitch of the recording, in Hz."""
    with (cache_root() / "computed.txt").open("a") as computed:
        computed.write(f"{recording.stem}\n")
    with wave.open(str(recording)) as file:
        rate_hz = file.getframerate()
        pcm = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    loudest = int(np.abs(np.fft.rfft(pcm)).argmax())
    target.write_text(str(loudest * rate_hz / len(pcm)))
