"""Kokoro on PyTorch without the server: batches beside sentences alone, and beside upstream.

Run by the Python of the environment `torch`, with VOICE_SERVER_MODELS; it needs no network:

    python -m tests.bench.kokoro_batch [--device cuda] [--batches 1,2,4,8,16,32]
        [--precision float32|tf32|float16] [--plain] [--sentences 16] [--rounds 5]
        [--way own|whole|windows]

JSON is printed. `--plain` is without CUDA graphs and fused kernels. `speed` has for each size of a
batch the median of the rounds: until the first samples and until the last ones, in ms, and how much
longer the speech is (x real time). `fidelity` has how each sentence of a batch differs from
upstream's own run alone with the same seed: whether its durations are equal, and the distance of
the log spectra in dB; `noise_floor_db` is that of upstream with another seed.
"""

import argparse
import json
import platform
import statistics
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

import torch
from torch import Tensor

from backend_queues.kokoro.phonemes import Phonemizer
from backend_queues.kokoro.speech import SAMPLE_RATE_HZ, phonemes_of
from backend_queues.kokoro_pytorch.adapter import FOLDER, NAME
from backend_queues.kokoro_pytorch.decoder import Plan
from backend_queues.kokoro_pytorch.files import read_model, read_styles
from backend_queues.kokoro_pytorch.generator import Precision
from backend_queues.kokoro_pytorch.model import Model
from backend_queues.kokoro_pytorch.sentences import Wording
from backend_queues.provisioning.weights import weights
from backend_queues.pytorch import fusion

VOICES = ("af_heart", "am_michael", "bf_emma", "ef_dora", "jm_kumo")
SENTENCES = Path(__file__).with_name("sentences.txt")
SHORT = ("No.", "Hello there.", "Yes, please come in.")
WAYS = {"own": None, "whole": Plan(10**9, 1, 1), "windows": Plan(0, 96, 192)}
LARGEST_CHECKED = 16  # sentences of a batch that are compared with upstream


def main() -> None:
    options = _options()
    folder = weights(NAME, FOLDER, "v1.0")
    started = time.perf_counter()
    if options.plain:
        fusion.is_possible = lambda: False  # type: ignore[assignment]
    model = Model(
        folder, options.device, 0, options.precision, not options.plain, plan=WAYS[options.way]
    )
    model.warm_up()
    load_s = time.perf_counter() - started
    upstream = read_model(folder).to(options.device)
    sizes = [int(size) for size in options.batches.split(",")]
    asked = _wordings(model, folder, max(*sizes, options.sentences))
    alike = asked[len(SHORT) :] + asked[: len(SHORT)]  # sentences of several seconds first
    report = {
        "device": options.device,
        "card": _card(options.device),
        "torch": torch.__version__,
        "threads": torch.get_num_threads(),
        "precision": options.precision,
        "plain": options.plain,
        "way": options.way,
        "load_s": round(load_s, 2),
        "speed": [_speed(model, alike[:size], options.rounds) for size in sizes],
        "fidelity": _fidelity(model, upstream, asked[: options.sentences], sizes),
    }
    print(json.dumps(report, indent=1))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Times batches of Kokoro on PyTorch.")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--precision", choices=get_args(Precision), default="float32")
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--batches", default="1,2,4,8,16,32")
    parser.add_argument("--sentences", type=int, default=LARGEST_CHECKED)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--way", choices=WAYS, default="own")
    return parser.parse_args()


def _card(device: str) -> str:
    is_cuda = device.startswith("cuda")
    return torch.cuda.get_device_name(device) if is_cuda else platform.processor() or "cpu"


def _wordings(model: Model, folder: Path, count: int) -> list[Wording]:
    phonemizer = Phonemizer(model.phonemes)
    styles = [torch.from_numpy(read_styles(folder / "voices" / f"{v}.pt")) for v in VOICES]
    texts = [*SHORT, *SENTENCES.read_text().splitlines()]
    texts = (texts * (count // len(texts) + 1))[:count]
    phonemes = [phonemes_of(phonemizer.words(text, "en-US")) for text in texts]
    return [
        Wording(said, styles[n % len(styles)][len(said) - 1], 1.0, 100 + n)
        for n, said in enumerate(phonemes)
    ]


def _said(model: Model, asked: Sequence[Wording]) -> tuple[list[Tensor], list[Any], float, float]:
    """Return samples and durations of each, and the ms until the first and the last samples."""
    started, first_ms = time.perf_counter(), 0.0
    parts: list[list[Tensor]] = [[] for _ in asked]
    durations: list[Any] = [None] * len(asked)
    for piece in model.run(asked, [lambda: False] * len(asked)):
        first_ms = first_ms or 1e3 * (time.perf_counter() - started)
        parts[piece.sentence].append(torch.from_numpy(piece.samples))
        durations[piece.sentence] = piece.durations.tolist()
    last_ms = 1e3 * (time.perf_counter() - started)
    return [torch.cat(each) for each in parts], durations, first_ms, last_ms


def _speed(model: Model, asked: Sequence[Wording], rounds: int) -> dict[str, float]:
    said = [_said(model, asked) for _ in range(rounds + 1)][1:]
    audio_ms = 1e3 * sum(len(samples) for samples in said[0][0]) / SAMPLE_RATE_HZ
    last_ms = statistics.median(each[3] for each in said)
    return {
        "batch": len(asked),
        "first_ms": round(statistics.median(each[2] for each in said), 1),
        "last_ms": round(last_ms, 1),
        "audio_ms": round(audio_ms),
        "x_real_time": round(audio_ms / last_ms, 2),
    }


def _fidelity(
    model: Model, upstream: Any, asked: Sequence[Wording], sizes: Sequence[int]
) -> dict[str, Any]:
    alone = [_upstream(upstream, wording, wording.seed) for wording in asked]
    floor = [
        distance_db(samples, _upstream(upstream, wording, wording.seed + 7_000)[0])
        for (samples, _), wording in list(zip(alone, asked, strict=True))[:4]
    ]
    found: dict[str, Any] = {"noise_floor_db": round(statistics.mean(floor), 3), "batches": []}
    for size in sorted({min(size, len(asked)) for size in sizes}):
        equal, distances = 0, []
        for start in range(0, len(asked) - size + 1, size):
            said, durations, *_ = _said(model, asked[start : start + size])
            for number in range(size):
                samples, wanted = alone[start + number]
                equal += durations[number] == wanted
                distances.append(distance_db(samples, said[number]))
        found["batches"].append(
            {
                "batch": size,
                "sentences": len(distances),
                "durations_equal": equal,
                "distance_db_median": round(statistics.median(distances), 3),
                "distance_db_worst": round(max(distances), 3),
            }
        )
    return found


@torch.inference_mode()  # type: ignore[untyped-decorator]
def _upstream(model: Any, wording: Wording, seed: int) -> tuple[Tensor, list[int]]:
    torch.manual_seed(seed)
    said = model(wording.phonemes, wording.style[None], wording.speed, return_output=True)
    return said.audio, said.pred_dur.tolist()


def distance_db(one: Tensor, other: Tensor) -> float:
    """Return the distance of the log spectra, 1,024 samples every 256, averaged over the time."""
    length = min(len(one), len(other))
    spectra = [_log_spectrum(samples[:length].double()) for samples in (one, other)]
    return float((spectra[0] - spectra[1]).square().mean(0).sqrt().mean())


def _log_spectrum(samples: Tensor) -> Tensor:
    window = torch.hann_window(1024, dtype=samples.dtype)
    magnitudes = torch.stft(samples, 1024, 256, window=window, return_complex=True).abs()
    return 20 * torch.log10(magnitudes + 1e-3)


if __name__ == "__main__":
    main()
