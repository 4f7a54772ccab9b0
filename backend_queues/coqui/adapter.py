"""Models of Coqui, by the package coqui-tts: XTTS v2, which clones and streams, and VITS."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import torch

from backend_queues.base import Capabilities, Option, Speech, SpeechRequest, Voice
from backend_queues.coqui.cloning import Clones
from backend_queues.coqui.text import pieces_of
from backend_queues.coqui.vits import VitsModel
from backend_queues.coqui.xtts import Conditioning, XttsModel
from backend_queues.errors import ModelFailed, NothingToSpeak
from backend_queues.options import greeting
from backend_queues.provisioning.weights import weights as weights_folder
from backend_queues.pytorch.device import prepare
from backend_queues.pytorch.files import loading
from backend_queues.voices import find_language, find_voice

FOLDER = Path(__file__).parent
SPEED = Option("speed", 1.0, "1 is normal speed", minimum=0.5, maximum=2.0)
# VITS was trained on sentences; a text that is longer than these is spoken in several parts.
VITS_CHARACTERS = 250


@contextmanager
def _model_errors() -> Iterator[None]:
    """Translate the errors that upstream and PyTorch raise while a model runs."""
    try:
        yield
    except (RuntimeError, AssertionError) as error:
        raise ModelFailed from error


class Xtts:
    """`device` is PyTorch's name, "" the fastest there is; 0 `threads` are the worker's share."""

    sample_rate_hz = 24_000
    # `load` knows the languages. Defaults are those of upstream's `inference_stream`.
    capabilities = Capabilities(
        languages=(),
        options=(
            SPEED,
            Option("temperature", 0.75, "more is livelier, less is safer", 0.05, 2.0),
            Option(
                "repetition_penalty", 10.0, "more avoids long silences", 1.0, 20.0, advanced=True
            ),
            Option("top_k", 50, "of how many tokens one is drawn", 1, 1000, advanced=True),
            Option(
                "top_p", 0.85, "of which share of likelihood one is drawn", 0.01, 1.0, advanced=True
            ),
            Option("stream_chunk_size", 20, "tokens of 46 ms to a part", 5, 200, advanced=True),
        ),
        cloning=True,
        min_sample_s=3.0,
        streams=True,
        deterministic=True,
    )

    def __init__(self, weights: str = "xtts-v2", device: str = "", threads: int = 0) -> None:
        self._weights = weights
        self._device = device
        self._threads = threads

    def load(self) -> None:
        device = prepare(self._device, self._threads)
        folder = weights_folder("coqui", FOLDER, self._weights)
        with loading(folder):
            self._model = XttsModel(folder, device)
        self._clones = Clones(self._model, self._weights, device)
        self.sample_rate_hz = self._model.sample_rate_hz
        self.capabilities = msgspec.structs.replace(
            self.capabilities, languages=tuple(self._model.languages)
        )
        hello = greeting(self.capabilities, self.voices()[0].name)
        list(self.synthesize(hello, lambda: False))

    def voices(self) -> list[Voice]:
        return [Voice(name, "") for name in self._model.voices]

    def synthesize(self, request: SpeechRequest, cancelled: Callable[[], bool]) -> Iterator[Speech]:
        language, voice = self._voice(request)
        with _model_errors():
            pieces = self._model.pieces(request.text, language)
            if not pieces:
                raise NothingToSpeak(f"Nothing in {request.text!r} can be said aloud.")
            torch.manual_seed(request.seed)
            for piece in pieces:
                if cancelled():
                    return
                for samples in self._model.speak(piece, voice, request.options, cancelled):
                    if cancelled():
                        return
                    yield Speech(samples)

    def _voice(self, request: SpeechRequest) -> tuple[str, Conditioning]:
        """Return the language to speak, and the model's conditioning for the voice."""
        languages = self.capabilities.languages
        if request.voice_sample:
            voice = Voice(request.voice_sample.name, "")
            language = find_language(voice, request.language, languages)
            with _model_errors():
                return language, self._clones.voice(request.voice_sample)
        voice = find_voice(self.voices(), request.voice)
        return find_language(voice, request.language, languages), self._model.voices[voice.name]


class Vits:
    """As `Xtts`; `language` (BCP 47) is the model's, "" what its config says."""

    sample_rate_hz = 22_050
    # `load` knows the languages and the model's own noise.
    capabilities = Capabilities(languages=(), deterministic=True)

    def __init__(
        self,
        weights: str = "ljspeech-vits",
        device: str = "",
        threads: int = 0,
        language: str = "",
    ) -> None:
        self._weights = weights
        self._device = device
        self._threads = threads
        self._language = language

    def load(self) -> None:
        device = prepare(self._device, self._threads)
        folder = weights_folder("coqui-vits", FOLDER, self._weights)
        with loading(folder):
            self._model = VitsModel(folder, device, self._language)
        self.sample_rate_hz = self._model.sample_rate_hz
        self.capabilities = msgspec.structs.replace(
            self.capabilities, languages=tuple(self._model.languages), options=self._options()
        )
        hello = greeting(self.capabilities, self.voices()[0].name)
        list(self.synthesize(hello, lambda: False))

    def voices(self) -> list[Voice]:
        """The model's speakers; one without names is called after the weights."""
        languages = self.capabilities.languages
        language = languages[0] if len(languages) == 1 else ""
        names = self._model.speakers or [self._weights.removesuffix("-vits")]
        return [Voice(name, language) for name in names]

    def synthesize(self, request: SpeechRequest, cancelled: Callable[[], bool]) -> Iterator[Speech]:
        voice = find_voice(self.voices(), request.voice, request.language)
        language = find_language(voice, request.language, self.capabilities.languages)
        torch.manual_seed(request.seed)
        with _model_errors():
            pieces = [
                piece
                for piece in pieces_of(request.text, VITS_CHARACTERS)
                if self._model.can_say(piece, language)
            ]
            if not pieces:
                raise NothingToSpeak(f"Nothing in {request.text!r} can be said aloud.")
            for piece in pieces:
                if cancelled():
                    return
                samples = self._model.speak(piece, voice.name, language, request.options)
                if cancelled():
                    return
                yield Speech(samples)

    def _options(self) -> tuple[Option, ...]:
        return (
            SPEED,
            Option(
                "noise_scale",
                self._model.noise_scale,
                "how the sound varies",
                0.0,
                2.0,
                advanced=True,
            ),
            Option(
                "noise_scale_dp",
                self._model.noise_scale_dp,
                "how the rhythm varies",
                0.0,
                2.0,
                advanced=True,
            ),
        )
