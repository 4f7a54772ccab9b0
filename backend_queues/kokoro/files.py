"""Kokoro's files: the quantised model, the numbers of its phonemes, the voices' styles."""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from backend_queues.base import Samples, Voice
from backend_queues.kokoro.voices import STYLE_SHAPE, voice_of
from backend_queues.provisioning.assets import asset
from backend_queues.provisioning.builds import built
from backend_queues.provisioning.manifest import read_manifest

NAME = "kokoro"
FOLDER = Path(__file__).parent
QUANTISED = "kokoro-v1.0.int8.onnx"
LEXICONS = "lexicons"


class Tokens:
    """The numbers of the phonemes that the model knows; a phoneme is one character."""

    def __init__(self) -> None:
        config = model_file("config.json").read_text(encoding="utf-8")
        self._ids: dict[str, int] = json.loads(config)["vocab"]

    @property
    def phonemes(self) -> frozenset[str]:
        return frozenset(self._ids)

    def of(self, phonemes: str) -> NDArray[np.int64]:
        """Return the numbers of up to 510 phonemes, with the model's mark at both ends."""
        return np.array([0, *(self._ids[p] for p in phonemes), 0], np.int64)


def model_file(name: str) -> Path:
    """Return a file of assets.yaml.

    Raises:
        AssetUnavailable: it is missing; the message says what to run.
    """
    return asset(NAME, FOLDER, name)


def built_lexicons() -> Path:
    """Return the folder of English words. Raises AssetUnavailable if they have not been built."""
    return built(NAME, FOLDER) / LEXICONS


def listed_voices() -> Iterator[Voice]:
    """Yield the voices of assets.yaml, the default one first."""
    for group in read_manifest(FOLDER):
        for file in group.files:
            if file.name.startswith("voices/"):
                yield voice_of(Path(file.name).stem)


def read_styles(voice: str) -> Samples:
    """Return the voice's styles, mapped, so that all workers share the memory."""
    return np.memmap(model_file(f"voices/{voice}.bin"), np.dtype("<f4"), "r", shape=STYLE_SHAPE)
