"""Runs in PyTorch's environment: a tiny random model speaks alone, in batches and in windows.

    python -P batched.py FOLDER

In float64, so that what differs is a mistake and not rounding. FOLDER/report.json is written.
"""

import json
import math
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import torch

from backend_queues.errors import InvalidConfiguration
from backend_queues.kokoro.windows import heard_span
from backend_queues.kokoro_pytorch.calibrate import own_statistics
from backend_queues.kokoro_pytorch.decoder import Piece, Plan
from backend_queues.kokoro_pytorch.model import Model
from backend_queues.kokoro_pytorch.sentences import Sentences, Wording
from backend_queues.kokoro_pytorch.shapes import EXACT, Shapes
from tests.backend_queues.kokoro_pytorch import tiny_model

WHOLE, WINDOWS = Plan(whole=10**6, first=1, later=1), Plan(whole=0, first=1, later=120)
FEW = Shapes(batches=(1, 4), tokens=(8, 16), durations=(16, 48))
LENGTHS = (2, 12, 4, 7)  # phonemes


def wordings() -> list[Wording]:
    random = torch.Generator().manual_seed(1)
    return [
        Wording(
            "".join(tiny_model.PHONEMES[(7 * number + k * k) % 20] for k in range(length)),
            torch.randn(256, generator=random),
            1.0 + 0.1 * number,
            100 + number,
        )
        for number, length in enumerate(LENGTHS)
    ]


class Voice:
    """The model with what it has said."""

    def __init__(self, folder: Path, shapes: Shapes, plan: Plan) -> None:
        self.model = Model(folder, "cpu", 1, shapes=shapes, plan=plan)
        self.upstream = self.model.upstream

    def says(self, wordings: Sequence[Wording]) -> list[torch.Tensor]:
        return joined(self.pieces(wordings, [lambda: False] * len(wordings)), len(wordings))

    def pieces(
        self, wordings: Sequence[Wording], cancelled: Sequence[Callable[[], bool]]
    ) -> Iterator[Piece]:
        return self.model.run(wordings, cancelled)


def joined(pieces: Iterator[Piece], count: int) -> list[torch.Tensor]:
    said = [torch.zeros(0) for _ in range(count)]
    for piece in pieces:
        said[piece.sentence] = torch.cat([said[piece.sentence], torch.from_numpy(piece.samples)])
    return said


def alike_db(wanted: torch.Tensor, got: torch.Tensor) -> float:
    if wanted.shape != got.shape:
        return -math.inf
    error = (wanted - got).square().sum()
    return float(10 * torch.log10(wanted.square().sum() / error.clamp(min=1e-30)))


def upstreams(voice: Voice, wording: Wording) -> Any:
    torch.manual_seed(wording.seed)
    with torch.inference_mode():
        return voice.upstream(
            wording.phonemes, wording.style[None], wording.speed, return_output=True
        )


def beside_upstream(folder: Path) -> dict[str, Any]:
    voice, padded = Voice(folder, EXACT, WHOLE), Voice(folder, FEW, WHOLE)
    asked = wordings()
    alone = [upstreams(voice, wording) for wording in asked]
    durations = {
        piece.sentence: piece.durations.tolist()
        for piece in voice.pieces(asked, [lambda: False] * len(asked))
    }
    ways = {
        "alone": [voice.says([wording])[0] for wording in asked],
        "in a batch": voice.says(asked),
        "in a batch of three, padded": padded.says(asked[:3]),
        "alone, padded": [padded.says([wording])[0] for wording in asked],
    }
    other = Wording(asked[0].phonemes, asked[0].style, asked[0].speed, 7)
    return {
        "durations": durations,
        "upstreams durations": {n: a.pred_dur.tolist() for n, a in enumerate(alone)},
        "alike": {
            way: [alike_db(a.audio, b) for a, b in zip(alone, said, strict=False)]
            for way, said in ways.items()
        },
        "another seed": alike_db(alone[0].audio, voice.says([other])[0]),
        "voiced": [float((f0 > 10).double().mean()) for f0 in _pitches(voice, asked)],
    }


def _pitches(voice: Voice, asked: Sequence[Wording]) -> list[torch.Tensor]:
    return [_prepared(voice, wording).f0 for wording in asked]


def _prepared(voice: Voice, wording: Wording) -> Sentences:
    preparation = voice.model.preparation
    with torch.inference_mode():
        return preparation.spread(preparation.encode([wording]))


def in_windows(folder: Path) -> dict[str, Any]:
    """The statistics are the sentences' own: the prediction is of the real generator's."""
    asked = wordings()
    exact = Voice(folder, EXACT, WHOLE)
    wholes = exact.says(asked)
    alone = [_windowed(folder, EXACT, [w]).says([w])[0] for w in asked]
    pieces = list(_windowed(folder, EXACT, asked).pieces(asked, [lambda: False] * 4))
    said = joined(iter(pieces), 4)
    padded = _windowed(folder, FEW, asked).says(asked)
    energies = [_prepared(exact, wording).energy[0].numpy() for wording in asked]
    heard = [slice(*(300 * frame for frame in heard_span(energy))) for energy in energies]
    return {
        "order": [(piece.sentence, len(piece.samples), piece.is_last) for piece in pieces],
        "in a batch": [alike_db(*pair) for pair in zip(alone, said, strict=True)],
        "padded": [alike_db(*pair) for pair in zip(alone, padded, strict=True)],
        "whole": [
            alike_db(whole[part], windows[part])
            for whole, windows, part in zip(wholes, said, heard, strict=True)
        ],
    }


def _windowed(folder: Path, shapes: Shapes, asked: Sequence[Wording]) -> Voice:
    voice = Voice(folder, shapes, WINDOWS)
    filled = [*asked, *[asked[-1]] * (shapes.batch(len(asked)) - len(asked))]
    seeds = [wording.seed for wording in filled]
    decoder: Any = voice.model.decoder
    decoder.predicted = lambda sentences: own_statistics(decoder, sentences, seeds)
    return voice


def cancelling(folder: Path) -> dict[str, Any]:
    asked = wordings()
    voice = _windowed(folder, EXACT, asked)
    undisturbed = voice.says(asked)
    seen: list[Piece] = []

    def has_begun() -> bool:
        return any(piece.sentence == 1 for piece in seen)

    cancelled = [lambda: False, has_begun, lambda: False, lambda: False]
    for piece in voice.pieces(asked, cancelled):
        seen.append(piece)
    said = joined(iter(seen), len(asked))
    voice, calls = _windowed(folder, EXACT, asked[:1]), []

    def after_some_layers() -> bool:
        calls.append(1)
        return len(calls) > 9

    return {
        "others": [alike_db(undisturbed[n], said[n]) for n in (0, 2, 3)],
        "cancelled": [(len(p.samples), p.is_last) for p in seen if p.sentence == 1],
        "all": len(list(voice.pieces(asked[:1], [after_some_layers]))),
        "asked": len(calls),
    }


def shapes(folder: Path) -> dict[str, Any]:
    """Count the shapes of convolutions' inputs that come at load, and those that are new later."""
    voice, seen = Voice(folder, FEW, WHOLE), set()

    def note(module: Any, inputs: Any) -> None:
        seen.add((id(module), tuple(inputs[0].shape)))

    for module in voice.upstream.modules():
        if isinstance(module, torch.nn.Conv1d | torch.nn.ConvTranspose1d):
            module.register_forward_pre_hook(note)
    voice.model.warm_up(math.inf)
    at_load = set(seen)
    asked = wordings()
    for group in (asked[:1], asked[1:2], asked[:3]):
        voice.says(group)
    return {"at load": len(at_load), "new": len(seen - at_load)}


def in_float16(folder: Path) -> dict[str, Any]:
    asked = wordings()
    wanted = Voice(folder, FEW, WHOLE).says(asked)
    halved = Model(folder, "cpu", 1, "float16", shapes=FEW, plan=WHOLE)
    said = joined(halved.run(asked, [lambda: False] * len(asked)), len(asked))
    unknown: Any = "half"
    try:
        Model(folder, "cpu", 1, unknown)
        refusal = ""
    except InvalidConfiguration as error:
        refusal = str(error)
    alike = [alike_db(*pair) for pair in zip(wanted, said, strict=True)]
    return {"alike": alike, "refusal": refusal}


def on_a_gpu(folder: Path) -> dict[str, Any]:
    """Graphs, each used for several texts of its shape, beside the same work without them."""
    if not torch.cuda.is_available():
        return {}
    torch.set_default_dtype(torch.float32)
    asked, voices = wordings(), []
    for graphs in (False, True):
        model = Model(folder, "cuda", 1, "float32", graphs, FEW, WHOLE)
        groups = [asked, asked[::-1], asked[:1], asked[2:3], asked]
        voices.append([joined(model.run(it, [lambda: False] * len(it)), len(it)) for it in groups])
    pairs = [pair for both in zip(*voices, strict=True) for pair in zip(*both, strict=True)]
    return {"alike": [alike_db(*pair) for pair in pairs]}


def main(folder: Path) -> None:
    tiny_model.write(folder)
    torch.set_default_dtype(torch.float64)
    parts = (beside_upstream, in_windows, cancelling, shapes, in_float16, on_a_gpu)
    report = {part.__name__: part(folder) for part in parts}
    (folder / "report.json").write_text(json.dumps(report))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
