"""The voices of a model: the built-in one, and those cloned from voice samples."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from backend_queues.base import Voice, VoiceSample
from backend_queues.chatterbox.models import Original
from backend_queues.chatterbox.upstream import Conditionals
from backend_queues.voice_samples import conditioning

DEFAULT = "default"
CLONES_IN_MEMORY = 32  # about 300 kB each


class Voices:
    """`weights` is the model's name in weights.yaml."""

    def __init__(self, model: Original, weights: str) -> None:
        self._model = model
        self._key = f"chatterbox/{weights}"
        self._built_in = model.tts.conds
        self._clone = lru_cache(CLONES_IN_MEMORY)(self._cloned)

    def conditionals(self, voice_sample: VoiceSample | None) -> Any:
        """Return upstream's `Conditionals` of the sample, or of the built-in voice for None."""
        return self._clone(voice_sample) if voice_sample else self._built_in

    def _cloned(self, voice_sample: VoiceSample) -> Any:
        path = conditioning(self._key, voice_sample, self._make)
        return Conditionals.load(path, map_location=self._model.device)

    def _make(self, recording: Path, target: Path) -> None:
        tts = self._model.tts
        try:
            tts.prepare_conditionals(recording)
            tts.conds.save(target)
        finally:
            tts.conds = self._built_in


def built_in(languages: tuple[str, ...]) -> Voice:
    """The voice that comes with the weights: it speaks all languages, or the only one."""
    language = languages[0] if len(languages) == 1 else ""
    return Voice(DEFAULT, language, "the voice that comes with the model")
