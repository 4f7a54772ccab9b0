"""Kokoro-82M as upstream runs it, on PyTorch: for a GPU, or for the weights at full precision."""

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from backend_queues.base import Speech, SpeechRequest, Voice
from backend_queues.errors import AssetUnavailable
from backend_queues.kokoro.phonemes import Phonemizer
from backend_queues.kokoro.speech import (
    CAPABILITIES,
    SAMPLE_RATE_HZ,
    Rendering,
    phonemes_of,
    speak,
)
from backend_queues.kokoro.voices import Styles, voice_of
from backend_queues.kokoro_pytorch.model import Model, read_styles
from backend_queues.provisioning.weights import weights as weights_folder
from backend_queues.voice_names import KOKORO_LANGUAGES
from backend_queues.voices import find_language, find_mix

NAME = "kokoro-pytorch"
FOLDER = Path(__file__).parent
DEFAULT_VOICE = "af_heart"


class KokoroPyTorch:
    """`device` is PyTorch's name of one, or "" for the best there is. `threads` is how many an
    inference may use on the CPU; 0 is one per core."""

    sample_rate_hz = SAMPLE_RATE_HZ
    capabilities = CAPABILITIES

    def __init__(self, weights: str = "v1.0", device: str = "", threads: int = 0) -> None:
        self._weights = weights
        self._device = device
        self._threads = threads
        self._voices: list[Voice] = []

    def load(self) -> None:
        folder = weights_folder(NAME, FOLDER, self._weights)
        self._voices = _voices(folder)
        self._styles = Styles(lambda voice: read_styles(folder / "voices" / f"{voice}.pt"))
        for voice in self._voices:
            self._styles.of({voice.name: 1.0})
        self._model = Model(folder, self._device, self._threads)
        self._phonemizer = Phonemizer(self._model.phonemes)
        spoken = {voice.language for voice in self._voices}
        self.capabilities = msgspec.structs.replace(
            CAPABILITIES,
            languages=tuple(
                language for language in KOKORO_LANGUAGES.values() if language in spoken
            ),
            streams=False,  # a GPU speaks a whole sentence in the time of a window
            deterministic=self._model.on_cpu,
        )
        self._say_hello()

    def voices(self) -> list[Voice]:
        return self._voices

    def synthesize(self, request: SpeechRequest, cancelled: Callable[[], bool]) -> Iterator[Speech]:
        voice, shares = find_mix(self._voices, request.voice)
        languages = self.capabilities.languages
        language = find_language(voice, request.language, languages, any_language=True)
        words = self._phonemizer.words(request.text, language)
        styles, speed = self._styles.of(shares), float(request.options["speed"])

        def render(phonemes: str) -> Rendering | None:
            return self._model.run(phonemes, styles, speed, request.seed, cancelled)

        return speak(words, render, cancelled)

    def _say_hello(self) -> None:
        words = self._phonemizer.words("Hello there.", "en-US")
        styles = self._styles.of({self._voices[0].name: 1.0})
        self._model.run(phonemes_of(words), styles, 1.0, 0, lambda: False)


def _voices(folder: Path) -> list[Voice]:
    """Return the folder's voices, the default one first; without files named for no language."""
    names = [path.stem for path in folder.glob("voices/*.pt") if path.stem[0] in KOKORO_LANGUAGES]
    if not names:
        raise AssetUnavailable(f"There is no voice in {folder / 'voices'}, such as af_heart.pt.")
    return [voice_of(name) for name in sorted(names, key=lambda n: (n != DEFAULT_VOICE, n))]
