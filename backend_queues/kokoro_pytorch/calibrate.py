"""Finds what the noise in the source changes of the predicted statistics: noise.npz.

    python -m backend_queues.kokoro_pytorch.calibrate FOLDER SENTENCES SEED OUT.npz

Run in the backend's environment; FOLDER has the model and its voices. Random texts of `kokoro`'s
calibration.yaml are prepared, whose statistics are compared with the prediction: the mean of the
differences is written. It prints how far the prediction is off before and after, in deviations.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import torch
from torch import Tensor, nn

from backend_queues.kokoro import predictor
from backend_queues.kokoro.phonemes import Phonemizer
from backend_queues.kokoro.runtime import NormStatistics
from backend_queues.kokoro.speech import MAX_PHONEMES, phonemes_of
from backend_queues.kokoro_pytorch.decoder import Decoder
from backend_queues.kokoro_pytorch.files import read_styles
from backend_queues.kokoro_pytorch.masks import EPSILON, Extent
from backend_queues.kokoro_pytorch.model import Model
from backend_queues.kokoro_pytorch.norms import snake
from backend_queues.kokoro_pytorch.sentences import TIMBRE, Sentences, Wording
from backend_queues.voice_names import KOKORO_LANGUAGES

TEXTS = predictor.FILE.with_name("calibration.yaml")


def own_statistics(decoder: Decoder, sentences: Sentences, seeds: list[int]) -> NormStatistics:
    """Return the sentences' own statistics of all norms but the source's."""
    generator, frames, timbre = decoder.generator, sentences.frames, sentences.style[:, TIMBRE]
    affines, found = decoder.styling.of(timbre), []

    def norm(norm: nn.Module, x: Tensor, extent: Extent, alpha: Tensor) -> Tensor:
        found.append(extent.moments(x))
        return snake(x, extent, *affines[norm], alpha)

    generator.layers(sentences.hidden, decoder.sources(sentences, seeds), norm, frames)
    mean, deviation = (torch.cat(values, 1) for values in zip(*found, strict=True))
    return NormStatistics(mean.numpy(), ((deviation**2 + EPSILON).log() / 2).numpy())


def differences(model: Model, wording: Wording) -> tuple[Any, Any]:
    """Return how far means, in deviations, and log deviations are from those predicted."""
    with torch.inference_mode():
        sentences = model.preparation.spread(model.preparation.encode([wording]))
        own = own_statistics(model.decoder, sentences, [wording.seed])
        predicted = model.decoder.predicted(sentences, with_noise=False)
    deviation = np.exp(predicted.log_deviation)
    return (
        ((own.mean - predicted.mean) / deviation)[0],
        (own.log_deviation - predicted.log_deviation)[0],
    )


def wordings(model: Model, folder: Path, seed: int) -> Iterator[Wording]:
    """Yield random sentences without end."""
    generator, phonemizer = np.random.default_rng(seed), Phonemizer(model.phonemes)
    texts = msgspec.yaml.decode(TEXTS.read_bytes(), type=dict[str, list[str]])
    voices = sorted(folder.glob("voices/*.pt"))
    while True:
        path = voices[generator.integers(len(voices))]
        language = KOKORO_LANGUAGES[path.stem[0]]
        if language not in texts:
            continue
        said = phonemes_of(phonemizer.words(str(generator.choice(texts[language])), language))
        said = said[:MAX_PHONEMES]
        style = torch.from_numpy(read_styles(path)[len(said) - 1])
        yield Wording(said, style, 1.0, int(generator.integers(1 << 30)))


def main(folder: Path, count: int, seed: int, out: Path) -> None:
    model, found = Model(folder, "cpu", 0), []
    for wording in wordings(model, folder, seed):
        found.append(differences(model, wording))
        if len(found) == count:
            break
    means, log_deviations = (np.stack(values) for values in zip(*found, strict=True))
    for values in (means, log_deviations):
        print(f"off by {_size(values):.4f}, by {_size(values - values.mean(0)):.4f} afterwards")
    noise = {"mean": means.mean(0), "log_deviation": log_deviations.mean(0)}
    arrays: dict[str, Any] = {name: values.astype(np.float16) for name, values in noise.items()}
    np.savez_compressed(out, **arrays)


def _size(values: Any) -> float:
    return float(np.sqrt(np.square(values).mean()))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
