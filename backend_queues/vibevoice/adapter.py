"""VibeVoice 1.5B: long, lively speech in English and Chinese, in any voice there is a sample of."""

from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from pathlib import Path

import msgspec
import torch

from backend_queues.base import (
    Capabilities,
    Option,
    Speech,
    SpeechRequest,
    Voice,
    VoiceSample,
)
from backend_queues.options import check_options
from backend_queues.provisioning.weights import weights as weights_folder
from backend_queues.vibevoice.model import SAMPLE_RATE_HZ, Model, ModelInput
from backend_queues.vibevoice.streaming import stream, warm_up
from backend_queues.voice_samples import conditioning
from backend_queues.voices import find_language, find_voice

NAME = "vibevoice"
FOLDER = Path(__file__).parent
VOICES = [Voice("default", "", "made up by the model, for each seed and text another")]
VOICES_IN_MEMORY = 16

CAPABILITIES = Capabilities(
    languages=("en", "zh"),
    options=(
        Option(
            "guidance_scale",
            1.3,
            "how closely text and voice are followed; 1 is not at all guided",
            minimum=1.0,
            maximum=3.0,
        ),
        Option(
            "num_diffusion_steps",
            10,
            "more are finer and slower",
            minimum=2,
            maximum=50,
            advanced=True,
        ),
    ),
    cloning=True,
    min_sample_s=3.0,
    streams=True,
    deterministic=True,
)


class VibeVoice:
    """`device` is PyTorch's name of one, or "" for the best there is. `threads` is how many an
    inference may use on the CPU; 0 is one per core."""

    sample_rate_hz = SAMPLE_RATE_HZ
    capabilities = CAPABILITIES

    def __init__(self, weights: str = "1.5b", device: str = "", threads: int = 0) -> None:
        self._weights = weights
        self._device = device
        self._threads = threads
        self._voice = lru_cache(VOICES_IN_MEMORY)(self._encoded)

    def load(self) -> None:
        folder = weights_folder(NAME, FOLDER, self._weights)
        self._model = Model(folder, self._device, self._threads)
        self._fingerprint = _fingerprint(folder)
        self.capabilities = msgspec.structs.replace(CAPABILITIES, deterministic=self._model.on_cpu)
        greeting = ModelInput("Hello there.", None, 0, check_options(CAPABILITIES, {}))
        warm_up(partial(self._model.generate, greeting))

    def voices(self) -> list[Voice]:
        return VOICES

    def synthesize(self, request: SpeechRequest, cancelled: Callable[[], bool]) -> Iterator[Speech]:
        voice = _voice_named(request)
        find_language(voice, request.language, CAPABILITIES.languages)
        text = self._model.spoken(request.text)
        heard = self._voice(request.voice_sample) if request.voice_sample else None
        given = ModelInput(text, heard, request.seed, request.options)
        for samples in stream(partial(self._model.generate, given), cancelled):
            yield Speech(samples)

    def _encoded(self, voice_sample: VoiceSample) -> torch.Tensor:
        model = f"{NAME}/{self._weights}"
        file = conditioning(model, voice_sample, self._model.make_voice, self._fingerprint)
        return self._model.voice(file)


def _voice_named(request: SpeechRequest) -> Voice:
    if request.voice_sample:
        return Voice(request.voice_sample.name, "")
    return find_voice(VOICES, request.voice)


def _fingerprint(folder: Path) -> str:
    """Tells these weights from others in the same place: another model hears a voice otherwise."""
    files = sorted(folder.glob("model*.safetensors"))
    return " ".join(f"{file.name}:{file.stat().st_size}" for file in files)
