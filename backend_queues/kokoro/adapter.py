"""Kokoro-82M through ONNX Runtime: the default backend, 54 voices, no PyTorch."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from backend_queues.base import Samples, Speech, SpeechRequest, Voice
from backend_queues.kokoro.phonemes import Phonemizer
from backend_queues.kokoro.speech import CAPABILITIES, SAMPLE_RATE_HZ, phonemes_of, speak
from backend_queues.kokoro.voices import STYLE_SHAPE, Styles, voice_of
from backend_queues.kokoro_onnx.model import Model, phoneme_ids
from backend_queues.provisioning.assets import asset
from backend_queues.provisioning.manifest import read_manifest
from backend_queues.voices import find_mix

NAME = "kokoro"
FOLDER = Path(__file__).parent


class Kokoro:
    """`threads` is how many an inference may use; 0 is one per core."""

    sample_rate_hz = SAMPLE_RATE_HZ
    capabilities = CAPABILITIES

    def __init__(self, threads: int = 0) -> None:
        self._threads = threads
        self._voices = list(_voices())
        self._styles = Styles(_styles)

    def load(self) -> None:
        for voice in self._voices:
            self._styles.of({voice.name: 1.0})
        ids = phoneme_ids(_asset("config.json"))
        with ThreadPoolExecutor(1) as pool:  # the two take two seconds each, and a core each
            model = pool.submit(Model, _asset("kokoro-v1.0.int8.onnx"), ids, self._threads)
            self._phonemizer = Phonemizer(frozenset(ids))
            words = self._phonemizer.words("Hello there.", "en-US")
            self._model = model.result()
        styles = self._styles.of({self._voices[0].name: 1.0})
        self._model.run(phonemes_of(words), styles, 1.0, lambda: False)

    def voices(self) -> list[Voice]:
        return self._voices

    def synthesize(self, request: SpeechRequest, cancelled: Callable[[], bool]) -> Iterator[Speech]:
        voice, shares = find_mix(self._voices, request.voice, request.language)
        words = self._phonemizer.words(request.text, voice.language)
        styles, speed = self._styles.of(shares), float(request.options["speed"])
        return speak(words, lambda p: self._model.run(p, styles, speed, cancelled), cancelled)


def _voices() -> Iterator[Voice]:
    for group in read_manifest(FOLDER):
        for file in group.files:
            if file.name.startswith("voices/"):
                yield voice_of(Path(file.name).stem)


def _styles(voice: str) -> Samples:
    """The voice's styles, mapped, so that all workers share the memory."""
    return np.memmap(_asset(f"voices/{voice}.bin"), np.dtype("<f4"), "r", shape=STYLE_SHAPE)


def _asset(name: str) -> Path:
    return asset(NAME, FOLDER, name)
