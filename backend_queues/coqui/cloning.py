"""Voices that XTTS clones: computed once a recording, kept on disk and, of late ones, in memory."""

from functools import lru_cache
from pathlib import Path

import torch

from backend_queues.base import VoiceSample
from backend_queues.coqui.xtts import Conditioning, XttsModel
from backend_queues.voice_samples import conditioning

# Each is 0.1 MB.
VOICES_IN_MEMORY = 64


class Clones:
    """`weights` is the model's name in weights.yaml."""

    def __init__(self, model: XttsModel, weights: str, device: str) -> None:
        self._model = model
        self._name = f"coqui/{weights}"
        self._device = device
        self.voice = lru_cache(VOICES_IN_MEMORY)(self._voice)

    def _voice(self, voice_sample: VoiceSample) -> Conditioning:
        settings = self._model.conditioning_settings
        path = conditioning(self._name, voice_sample, self._write, settings)
        return Conditioning(*torch.load(path, map_location=self._device, weights_only=True))

    def _write(self, recording: Path, target: Path) -> None:
        torch.save([part.cpu() for part in self._model.condition(recording)], target)
