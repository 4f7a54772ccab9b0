"""The example backend: segment n is a tone of (n % 100 + 1) * 100 Hz, 60 ms a character.

It needs no model, so order, loss and repetition can be heard, and asserted to the sample. The pitch
begins again after 10 kHz: at half the sample rate every sample of a tone is 0.
"""

from collections.abc import Callable, Iterator

import numpy as np

from backend_queues.base import Capabilities, Option, Speech, SpeechRequest, Voice
from backend_queues.voices import find_voice

SECONDS_PER_CHARACTER = 0.06


class Tone:
    sample_rate_hz = 24_000
    capabilities = Capabilities(
        languages=("en-US",),
        options=(Option("speed", 1.0, "1 is normal speed", minimum=0.25, maximum=4.0),),
        deterministic=True,
        streams=True,
        interleaves=True,  # another segment may be spoken between two parts
        reads=("*",),  # it says no words
        numbered=True,
    )

    def load(self) -> None:
        """There is nothing to load."""

    def voices(self) -> list[Voice]:
        return [Voice("sine", "en-US", "a pure tone"), Voice("square", "en-US", "a harsh one")]

    def synthesize(self, request: SpeechRequest, cancelled: Callable[[], bool]) -> Iterator[Speech]:
        voice = find_voice(self.voices(), request.voice, request.language)
        seconds = len(request.text) * SECONDS_PER_CHARACTER / float(request.options["speed"])
        times = np.arange(int(seconds * self.sample_rate_hz)) / self.sample_rate_hz
        wave = np.sin(2 * np.pi * 100 * (request.segment_index % 100 + 1) * times)
        if voice.name == "square":
            wave = np.sign(wave)
        for part in np.array_split((0.5 * wave).astype(np.float32), len(request.text)):
            if cancelled():
                return
            yield Speech(part)
