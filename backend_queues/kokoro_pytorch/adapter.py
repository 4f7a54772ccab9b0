"""Kokoro-82M as upstream runs it, on PyTorch: for a GPU, or for the weights at full precision."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from backend_queues.base import BatchedSpeech, Speech, SpeechRequest, Voice
from backend_queues.errors import AssetUnavailable
from backend_queues.kokoro.phonemes import Phonemizer
from backend_queues.kokoro.speech import CAPABILITIES, SAMPLE_RATE_HZ
from backend_queues.kokoro.voices import Styles, voice_of
from backend_queues.kokoro_pytorch.batch import Text, speak
from backend_queues.kokoro_pytorch.files import read_styles
from backend_queues.kokoro_pytorch.generator import Precision
from backend_queues.kokoro_pytorch.model import Model
from backend_queues.provisioning.weights import weights as weights_folder
from backend_queues.voice_names import KOKORO_LANGUAGES
from backend_queues.voices import find_language, find_mix

NAME = "kokoro-pytorch"
FOLDER = Path(__file__).parent
DEFAULT_VOICE = "af_heart"
BATCH_ON_GPU = 16  # with more, a GPU makes no more speech and a text waits longer


class KokoroPyTorch:
    """`device` is PyTorch's name of one, or "" for the best there is. `threads` is how many an
    inference may use on the CPU; 0 is one per core. `batch_size` is how many texts are spoken at
    once; 0 is what suits the device. `precision` is in what the generator is computed; "" is what
    suits the device."""

    sample_rate_hz = SAMPLE_RATE_HZ
    capabilities = CAPABILITIES
    batch_ratio = 1.5  # what is padded is work for nothing

    def __init__(
        self,
        weights: str = "v1.0",
        device: str = "",
        threads: int = 0,
        batch_size: int = 0,
        precision: Precision | Literal[""] = "",
    ) -> None:
        self._weights = weights
        self._device = device
        self._threads = threads
        self._precision = precision
        self._voices: list[Voice] = []
        self.batch_size = batch_size

    def load(self) -> None:
        folder = weights_folder(NAME, FOLDER, self._weights)
        self._voices = _voices(folder)
        self._styles = Styles(lambda voice: read_styles(folder / "voices" / f"{voice}.pt"))
        for voice in self._voices:
            self._styles.of({voice.name: 1.0})
        self._model = Model(folder, self._device, self._threads, self._precision)
        self.batch_size = self.batch_size or (1 if self._model.on_cpu else BATCH_ON_GPU)
        self._phonemizer = Phonemizer(self._model.phonemes)
        spoken = {voice.language for voice in self._voices}
        self.capabilities = msgspec.structs.replace(
            CAPABILITIES,
            languages=tuple(
                language for language in KOKORO_LANGUAGES.values() if language in spoken
            ),
            streams=False,  # only what is longer than a usual sentence comes in several parts
            # What stands beside a text in a batch changes how its numbers are rounded.
            deterministic=self._model.on_cpu and self.batch_size == 1,
        )
        self._model.warm_up()
        self._say_hello()

    def voices(self) -> list[Voice]:
        return self._voices

    def synthesize(self, request: SpeechRequest, cancelled: Callable[[], bool]) -> Iterator[Speech]:
        for part in self.synthesize_many([request], [cancelled]):
            if part.speech:
                yield part.speech

    def synthesize_many(
        self, requests: Sequence[SpeechRequest], cancelled: Sequence[Callable[[], bool]]
    ) -> Iterator[BatchedSpeech]:
        texts = [
            self._text(number, request, is_cancelled)
            for number, (request, is_cancelled) in enumerate(zip(requests, cancelled, strict=True))
        ]
        return speak(texts, self._model)

    def _text(self, number: int, request: SpeechRequest, cancelled: Callable[[], bool]) -> Text:
        voice, shares = find_mix(self._voices, request.voice)
        languages = self.capabilities.languages
        language = find_language(voice, request.language, languages, any_language=True)
        words = self._phonemizer.words(request.text, language)
        styles, speed = self._styles.of(shares), float(request.options["speed"])
        return Text(number, words, styles, speed, request.seed, cancelled)

    def _say_hello(self) -> None:
        request = SpeechRequest("Hello there.", self._voices[0].name, "", {"speed": 1.0}, 0, 0)
        for _ in self.synthesize(request, lambda: False):
            pass


def _voices(folder: Path) -> list[Voice]:
    """Return the folder's voices, the default one first; without files named for no language."""
    names = [path.stem for path in folder.glob("voices/*.pt") if path.stem[0] in KOKORO_LANGUAGES]
    if not names:
        raise AssetUnavailable(f"There is no voice in {folder / 'voices'}, such as af_heart.pt.")
    return [voice_of(name) for name in sorted(names, key=lambda n: (n != DEFAULT_VOICE, n))]
