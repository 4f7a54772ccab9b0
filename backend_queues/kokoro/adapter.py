"""Kokoro-82M on a CPU: the default backend, 54 voices, no PyTorch."""

import logging
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import msgspec
import numpy as np

from backend_queues.base import Samples, Speech, SpeechRequest, Voice
from backend_queues.kokoro.choice import Loaded, load_runtime
from backend_queues.kokoro.files import Tokens, built_lexicons, listed_voices, read_styles
from backend_queues.kokoro.speech import CAPABILITIES, SAMPLE_RATE_HZ, Rendering, speak
from backend_queues.kokoro.voices import Styles
from backend_queues.voices import find_language, find_mix

log = logging.getLogger(__name__)

LONGER_THAN_EXACT = "Hello there, how do you do?"  # two seconds, by windows


class Kokoro:
    """`runtime` is one that choice.py names, "auto" the cheapest on this machine. `threads` is how
    many an inference may use; 0 is what a worker may use (threads.py)."""

    sample_rate_hz = SAMPLE_RATE_HZ
    capabilities = msgspec.structs.replace(CAPABILITIES, interleaves=True)

    def __init__(self, runtime: str = "auto", threads: int = 0) -> None:
        self._runtime = runtime
        self._threads = threads
        self._voices = list(listed_voices())
        self._styles = Styles(read_styles)

    def load(self) -> None:
        with ThreadPoolExecutor(1) as pool:  # the two take two seconds each, and a core each
            loading = pool.submit(load_runtime, self._runtime, self._threads)
            from backend_queues.kokoro.phonemes import Phonemizer  # half of its time

            for voice in self._voices:
                self._styles.of({voice.name: 1.0})
            self._tokens = Tokens()
            self._phonemizer = Phonemizer(self._tokens.phonemes, built_lexicons())
            self._phonemizer.words("Hello there.", "en-US")
            self._model: Loaded = loading.result()
        request = SpeechRequest(LONGER_THAN_EXACT, self._voices[0].name, "", {"speed": 1.0}, 0, 0)
        for _ in self.synthesize(request, lambda: False):
            pass
        self._model.runtime.finish_loading()
        threading.Thread(target=self._load_espeak, name="espeak", daemon=True).start()

    def _load_espeak(self) -> None:
        """Load what reads unknown words, half a second before or after the first of them comes."""
        try:
            self._phonemizer.load_espeak()
        except Exception:
            if threading.main_thread().is_alive():  # at the interpreter's end some imports fail
                log.exception("espeak cannot be loaded; texts with unknown words will fail.")

    def voices(self) -> list[Voice]:
        return self._voices

    def synthesize(self, request: SpeechRequest, cancelled: Callable[[], bool]) -> Iterator[Speech]:
        voice, shares = find_mix(self._voices, request.voice)
        languages = self.capabilities.languages
        language = find_language(voice, request.language, languages, any_language=True)
        words = self._phonemizer.words(request.text, language)
        styles, speed = self._styles.of(shares), float(request.options["speed"])
        return speak(words, lambda p: self._render(p, styles, speed, cancelled), cancelled)

    def _render(
        self, phonemes: str, styles: Samples, speed: float, cancelled: Callable[[], bool]
    ) -> Rendering | None:
        """`styles` is a voice: float32, shape (510, 256), a style for each number of phonemes."""
        tokens, style = self._tokens.of(phonemes), np.asarray(styles[len(phonemes) - 1])
        sentence = self._model.runtime.prepare(tokens, style, speed, cancelled)
        if sentence is None:
            return None
        return Rendering.of(self._model.decoder.decode(sentence, cancelled), sentence.durations)
