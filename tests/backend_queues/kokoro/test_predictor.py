"""The prediction is a map that scales as its file says."""

from pathlib import Path

import numpy as np

from backend_queues.kokoro.predictor import FEATURE_GROUPS, FILE, Predictor, features
from backend_queues.kokoro.runtime import Sentence

RANDOM = np.random.default_rng(0)
CHANNELS = 9216


def sentence(frames: int, voiced: bool = True) -> Sentence:
    return Sentence(
        hidden=RANDOM.normal(size=(1, 512, frames)).astype(np.float32),
        source=RANDOM.normal(size=(1, 22, 60 * frames + 1)).astype(np.float32),
        f0_hz=np.full(frames, 200.0 * voiced, np.float32),
        energy=RANDOM.normal(size=frames).astype(np.float32),
        durations=np.array([10, frames // 2 - 30, 20]),
        style=RANDOM.normal(size=256).astype(np.float32),
    )


def test_there_are_as_many_features_as_their_groups_say() -> None:
    found = features(sentence(120))
    assert found.shape == (sum(FEATURE_GROUPS),) and found.dtype == np.float32


def test_a_whispered_sentence_and_a_single_frame_have_features_too() -> None:
    assert np.isfinite(features(sentence(100, voiced=False))).all()


def test_the_file_fits_the_model() -> None:
    found = Predictor().predict(sentence(200))
    assert found.mean.shape == found.log_deviation.shape == (CHANNELS,)
    assert np.isfinite(found.mean).all() and np.isfinite(found.log_deviation).all()
    assert FILE.stat().st_size < 4_000_000


def test_a_map_is_applied_as_it_was_written(tmp_path: Path) -> None:
    size, file = sum(FEATURE_GROUPS), tmp_path / "map.npz"
    arrays = {
        "centre": RANDOM.normal(size=size),
        "spread": RANDOM.uniform(1, 2, size),
        "inward": RANDOM.normal(size=(size, 3)) / 30,
        "outward": RANDOM.normal(size=(3, 8)),
        "unit": RANDOM.uniform(1, 2, 8),
        "offset": RANDOM.normal(size=8),
    }
    np.savez(file, **arrays)  # type: ignore[arg-type]
    said = sentence(150)
    found = Predictor(file).predict(said)
    z = (features(said) - arrays["centre"]) / arrays["spread"]
    wanted = z @ arrays["inward"] @ arrays["outward"] * arrays["unit"] + arrays["offset"]
    assert np.allclose(np.concatenate([found.mean, found.log_deviation]), wanted, atol=1e-3)
