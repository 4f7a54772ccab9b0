"""Fits the predictor: has random sentences spoken whole, and learns their statistics.

    python -m backend_queues.kokoro.calibrate collect BUILT SECONDS SEED OUT.npz
    python -m backend_queues.kokoro.calibrate fit OUT.npz ...

Run in the backend's environment; BUILT is the folder that kokoro_openvino/build.py made. `collect`
speaks texts of calibration.yaml, often cut short, by random voices and mixes at random speeds, and
writes features and statistics. `fit` writes predictor.npz and prints how far a held-out sixth is
off, in deviations.
"""

import sys
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from backend_queues.base import Samples
from backend_queues.kokoro.files import Tokens, listed_voices, read_styles
from backend_queues.kokoro.phonemes import Phonemizer
from backend_queues.kokoro.predictor import FEATURE_GROUPS, FILE, features
from backend_queues.kokoro.speech import MAX_PHONEMES, phonemes_of
from backend_queues.kokoro.voices import Styles
from backend_queues.kokoro.words import SpokenWord
from backend_queues.kokoro_openvino.graphs import FLOAT32
from backend_queues.kokoro_openvino.runtime import OpenVinoRuntime

Reals = NDArray[np.float64]

TEXTS = Path(__file__).with_name("calibration.yaml")
LENGTHS = (96, 128, 160, 224, 320, 448, 640, 896)  # frames
CUT_SHARE, JOINED_SHARE = 0.3, 0.4  # of the texts
MIXED_SHARE, SPEED_SHARE = 0.15, 0.4
SPEED_DEVIATION = 0.3  # of its logarithm
HELD_OUT = 6  # every sixth
RANK, RIDGE = 96, 3.0


class Collector:
    """Speaks random sentences; all randomness comes from the seed."""

    def __init__(self, built: Path, seed: int) -> None:
        self._random = np.random.default_rng(seed)
        self._runtime = OpenVinoRuntime(built, 1, FLOAT32, (), LENGTHS)
        self._tokens = Tokens()
        self._phonemizer = Phonemizer(self._tokens.phonemes)
        self._voices = list(listed_voices())
        self._styles = Styles(read_styles)
        self._texts = msgspec.yaml.decode(TEXTS.read_bytes(), type=dict[str, list[str]])
        shares = np.array([len(texts) for texts in self._texts.values()], float)
        self._shares = shares / shares.sum()

    def collect(self, seconds: float) -> list[tuple[Samples, Samples]]:
        """Return pairs of features and statistics, as many as fit into the time."""
        end, found = time.monotonic() + seconds, []
        while time.monotonic() < end:
            if pair := self._spoken():
                found.append(pair)
        return found

    def _spoken(self) -> tuple[Samples, Samples] | None:
        language = str(self._random.choice(list(self._texts), p=self._shares))
        words = self._text(language)
        phonemes = phonemes_of(words)[:MAX_PHONEMES]
        style = self._style(language)[len(phonemes) - 1]
        speed = 1.0
        if self._random.random() < SPEED_SHARE:
            speed = float(np.clip(np.exp(self._random.normal() * SPEED_DEVIATION), 0.5, 2))
        tokens = self._tokens.of(phonemes)
        sentence = self._runtime.prepare(tokens, style, speed, lambda: False)
        if sentence is None or sentence.frames > LENGTHS[-1]:
            return None
        _, statistics = self._runtime.decode_whole(sentence, lambda: False) or (None, None)
        assert statistics is not None
        values = np.concatenate([statistics.mean, statistics.log_deviation])
        return features(sentence), values

    def _text(self, language: str) -> list[SpokenWord]:
        """Return a text, its beginning, or two or three in a row."""
        words, kind = self._one_text(language), self._random.random()
        if kind < CUT_SHARE and len(words) > 1:
            return words[: self._random.integers(1, len(words))]
        if kind < CUT_SHARE + JOINED_SHARE:
            for _ in range(self._random.integers(1, 3)):
                words = words + self._one_text(language)
        return words

    def _one_text(self, language: str) -> list[SpokenWord]:
        text = str(self._random.choice(self._texts[language]))
        return self._phonemizer.words(text, language)

    def _style(self, language: str) -> Samples:
        voices = [v.name for v in self._voices if v.language == language]
        names = [str(self._random.choice(voices))]
        if self._random.random() < MIXED_SHARE:
            names.append(str(self._random.choice([v.name for v in self._voices])))
        share = self._random.random() if len(set(names)) == 2 else 1.0
        shares = dict(zip(names[::-1], (1 - share, share)[-len(names) :], strict=True))
        return self._styles.of(shares)


def fit(
    x: NDArray[np.float64], y: NDArray[np.float64], unit: NDArray[np.float64]
) -> dict[str, NDArray[np.float64]]:
    """Return the map from features to statistics: a ridge regression, cut to the rank.

    Each group of features weighs as its number's fourth root, so that the few are heard.
    """
    weights = np.concatenate([np.full(size, size**-0.25) for size in FEATURE_GROUPS])
    centre, spread = x.mean(0), (x.std(0) + 1e-6) / weights
    z, middle = (x - centre) / spread, (y / unit).mean(0)
    dual = np.linalg.solve(z @ z.T + RIDGE * np.eye(len(z)), y / unit - middle)
    predicted = z @ (z.T @ dual)
    directions = np.linalg.eigh(predicted @ predicted.T)[1][:, ::-1][:, :RANK]
    outward = directions.T @ predicted
    outward /= np.linalg.norm(outward, axis=1, keepdims=True)
    return {
        "centre": centre,
        "spread": spread,
        "inward": z.T @ (dual @ outward.T),
        "outward": outward,
        "unit": unit,
        "offset": middle * unit,
    }


def error(fitted: dict[str, Reals], x: Reals, y: Reals) -> tuple[float, float]:
    """Return how far the means, in deviations, and the log deviations are off."""
    z = (x - fitted["centre"]) / fitted["spread"]
    off = (z @ fitted["inward"]) @ fitted["outward"] * fitted["unit"] + fitted["offset"] - y
    mean, log_deviation = np.split(off, 2, axis=1)
    deviation = np.exp(np.split(y, 2, axis=1)[1])
    return float(np.sqrt(((mean / deviation) ** 2).mean())), float(
        np.sqrt((log_deviation**2).mean())
    )


def fit_files(files: Sequence[str]) -> None:
    loaded = [np.load(file) for file in files]
    x, y = (
        np.concatenate([f[k] for f in loaded]).astype(np.float64) for k in ("features", "values")
    )
    half = y.shape[1] // 2
    unit = np.concatenate([np.exp(y[:, half:].mean(0)), np.ones(half)])
    held = np.arange(len(x)) % HELD_OUT == 0
    off = error(fit(x[~held], y[~held], unit), x[held], y[held])
    print(f"{len(x)} sentences; a held-out sixth is off by {off[0]:.4f} and {off[1]:.4f}")
    kinds = {"inward": np.float16, "outward": np.float16}
    arrays = {k: v.astype(kinds.get(k, np.float32)) for k, v in fit(x, y, unit).items()}
    np.savez_compressed(FILE, **arrays)  # type: ignore[arg-type]


def main(arguments: Sequence[str]) -> None:
    if arguments[0] == "fit":
        return fit_files(arguments[1:])
    built, seconds, seed, out = arguments[1:]
    found = Collector(Path(built), int(seed)).collect(float(seconds))
    x, y = (np.stack(column) for column in zip(*found, strict=True))
    np.savez_compressed(out, features=x.astype(np.float32), values=y.astype(np.float32))
    return None


if __name__ == "__main__":
    main(sys.argv[1:])
