"""Kokoro-82M through ONNX Runtime: the default backend, 54 voices, no PyTorch."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import numpy as np

from backend_queues.assets import asset
from backend_queues.base import (
    Capabilities,
    Option,
    Samples,
    Speech,
    SpeechRequest,
    Voice,
    Word,
)
from backend_queues.kokoro_onnx.model import (
    MAX_PHONEMES,
    SAMPLE_RATE_HZ,
    Model,
    Rendering,
    phoneme_ids,
)
from backend_queues.kokoro_onnx.phonemes import Phonemizer
from backend_queues.kokoro_onnx.words import SpokenWord, parts_of
from backend_queues.manifest import read_manifest
from backend_queues.voices import find_voice
from tasks.errors import NothingToSpeak

NAME = "kokoro-onnx"
FOLDER = Path(__file__).parent
STYLE_SIZE = 256

# The first letter of a voice's name is its language, the second its gender.
LANGUAGES = {
    "a": "en-US",
    "b": "en-GB",
    "e": "es",
    "f": "fr-FR",
    "h": "hi",
    "i": "it",
    "j": "ja",
    "p": "pt-BR",
    "z": "zh",
}
GENDERS = {"f": "female", "m": "male"}


class KokoroOnnx:
    """`threads` is how many an inference may use; 0 is one per core."""

    sample_rate_hz = SAMPLE_RATE_HZ
    capabilities = Capabilities(
        languages=tuple(LANGUAGES.values()),
        options=(Option("speed", 1.0, "1 is normal speed", minimum=0.5, maximum=2.0),),
        words=True,
        deterministic=True,
    )

    def __init__(self, threads: int = 0) -> None:
        self._threads = threads
        self._voices = list(_voices())
        self._styles = cache(_styles)

    def load(self) -> None:
        for voice in self._voices:
            self._styles(voice.name)
        ids = phoneme_ids(_asset("config.json"))
        with ThreadPoolExecutor(1) as pool:  # the two take two seconds each, and a core each
            model = pool.submit(Model, _asset("kokoro-v1.0.int8.onnx"), ids, self._threads)
            self._phonemizer = Phonemizer(frozenset(ids))
            words = self._phonemizer.words("Hello there.", "en-US")
            self._model = model.result()
        self._run(words, self._voices[0].name, 1.0, lambda: False)

    def voices(self) -> list[Voice]:
        return self._voices

    def synthesize(self, request: SpeechRequest, cancelled: Callable[[], bool]) -> Iterator[Speech]:
        voice = find_voice(self._voices, request.voice, request.language)
        words = self._phonemizer.words(request.text, voice.language)
        if not any(word.end for word in words):
            raise NothingToSpeak(f"Nothing in {request.text!r} can be said aloud.")
        speed = float(request.options["speed"])
        spoken_s = 0.0
        for part in parts_of(words, MAX_PHONEMES):
            rendering = None if cancelled() else self._run(part, voice.name, speed, cancelled)
            if rendering is None or cancelled():
                return
            yield Speech(rendering.samples, tuple(_timed(part, rendering, spoken_s)))
            spoken_s += len(rendering.samples) / SAMPLE_RATE_HZ

    def _run(
        self, part: list[SpokenWord], voice: str, speed: float, cancelled: Callable[[], bool]
    ) -> Rendering | None:
        phonemes = "".join(word.phonemes for word in part).rstrip()
        return self._model.run(phonemes, self._styles(voice), speed, cancelled)


def _voices() -> Iterator[Voice]:
    for group in read_manifest(FOLDER):
        for file in group.files:
            if file.name.startswith("voices/"):
                name = Path(file.name).stem
                yield Voice(name, LANGUAGES[name[0]], GENDERS[name[1]])


def _styles(voice: str) -> Samples:
    """The voice's styles, shape (510, 256), mapped, so that all workers share the memory."""
    return np.memmap(
        _asset(f"voices/{voice}.bin"), np.dtype("<f4"), "r", shape=(MAX_PHONEMES, STYLE_SIZE)
    )


def _asset(name: str) -> Path:
    return asset(NAME, FOLDER, name)


def _timed(part: list[SpokenWord], rendering: Rendering, offset_s: float) -> Iterator[Word]:
    first = 0
    for word in part:
        if word.text and word.end:
            start_s, end_s = rendering.edges_s[[first + word.start, first + word.end]]
            yield Word(word.text, offset_s + float(start_s), offset_s + float(end_s))
        first += len(word.phonemes)
