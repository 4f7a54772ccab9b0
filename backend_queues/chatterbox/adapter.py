"""Chatterbox by Resemble AI: the original, the multilingual and the turbo model, streamed."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec
import numpy as np
import torch

from backend_queues.base import Samples, Speech, SpeechRequest, Voice
from backend_queues.chatterbox.models import MODELS, Original
from backend_queues.chatterbox.speech import SpeechStream
from backend_queues.chatterbox.text import is_speakable, token_limit
from backend_queues.chatterbox.upstream import S3GEN_SR, require_watermarker
from backend_queues.chatterbox.voices import Voices, built_in
from backend_queues.chatterbox.watermark import WatermarkStream
from backend_queues.errors import ModelFailed, NothingToSpeak, shown
from backend_queues.options import greeting
from backend_queues.provisioning.weights import weights as weights_folder
from backend_queues.pytorch.device import prepare
from backend_queues.pytorch.files import loading
from backend_queues.voices import find_language, find_voice

FOLDER = Path(__file__).parent
NAMES = {"original": "chatterbox"}
SPEECH_TOKENS = 6561  # ids from here on are not speech, but such as the end's
FIRST_PART_TOKENS = 12  # half a second
LONGEST_PART_TOKENS = 100
T = TypeVar("T")
MODEL_ERRORS = (RuntimeError, ValueError, IndexError, AssertionError, OSError)


class Chatterbox:
    """`weights` is the model: original, multilingual or turbo.

    `device` is PyTorch's name of it; "" is the best there is. `threads` is how many cores the model
    may use; 0 is all.
    """

    sample_rate_hz: int = S3GEN_SR

    def __init__(self, weights: str, device: str = "", threads: int = 0) -> None:
        self._weights = weights
        self._device = device
        self._threads = threads
        self.capabilities = MODELS[weights].capabilities
        self._voice = built_in(self.capabilities.languages)

    def load(self) -> None:
        require_watermarker()
        device = prepare(self._device, self._threads)
        name = NAMES.get(self._weights, f"chatterbox-{self._weights}")
        folder = weights_folder(name, FOLDER, self._weights)
        with loading(folder):
            self._model: Original = MODELS[self._weights](folder, device)
        self._voices = Voices(self._model, self._weights)
        list(self.synthesize(greeting(self.capabilities, self._voice.name), lambda: False))

    def voices(self) -> list[Voice]:
        return [self._voice]

    def synthesize(self, request: SpeechRequest, cancelled: Callable[[], bool]) -> Iterator[Speech]:
        language = self._language(request)
        if not is_speakable(request.text):
            raise NothingToSpeak(f"Nothing in {shown(request.text)} can be said aloud.")
        marked = WatermarkStream(self._model.tts.watermarker)
        try:
            for samples, last in _inferred(self._spoken(request, language, cancelled)):
                ready = marked.push(samples, last)
                if cancelled():
                    return
                if ready.size:
                    yield Speech(np.clip(ready, -1, 1))
        except MODEL_ERRORS as error:
            raise ModelFailed from error

    def _language(self, request: SpeechRequest) -> str:
        languages = self.capabilities.languages
        if request.voice_sample is None:
            voice = find_voice([self._voice], request.voice, request.language)
            return find_language(voice, request.language, languages)
        voice = msgspec.structs.replace(self._voice, name=request.voice)
        wanted = request.language or _spoken_language(request.voice_sample.language, languages)
        return find_language(voice, wanted, languages)

    def _spoken(
        self, request: SpeechRequest, language: str, cancelled: Callable[[], bool]
    ) -> Iterator[tuple[Samples, bool]]:
        """Yield the samples of each part, not marked yet, and whether it is the last."""
        model, limit = self._model, token_limit(request.text)
        ids = model.ids(request.text, language)
        voice = self._voices.conditionals(request.voice_sample)
        speech = SpeechStream(model.tts.s3gen, voice.gen, model.decoder_steps, request.seed)
        tokens = model.tokens(ids, voice, request.options, request.seed, limit)
        wanted = FIRST_PART_TOKENS
        for token in tokens:
            if cancelled():
                return
            if token < SPEECH_TOKENS:
                speech.add(token)
            if speech.waiting == wanted:
                yield speech.part(), False
                wanted = min(wanted * 2, LONGEST_PART_TOKENS)
        yield speech.last_part(model.closing_tokens), True


def _inferred(parts: Iterator[T]) -> Iterator[T]:
    """Have the parts made in inference mode, which does not outlast the making of each."""
    while True:
        with torch.inference_mode():
            part = next(parts, None)
        if part is None:
            return
        yield part


def _spoken_language(language: str, languages: tuple[str, ...]) -> str:
    """The language of a voice sample, or "" if the model does not speak it."""
    primary = language.partition("-")[0].lower()
    return primary if primary in languages else ""
