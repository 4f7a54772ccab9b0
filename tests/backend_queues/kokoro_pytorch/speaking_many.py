"""Runs in PyTorch's environment: the adapter speaks texts in a batch, and each of them alone.

    python -P speaking_many.py FOLDER

FOLDER/texts.json has pairs of a text and a voice. FOLDER/report.json and FOLDER/samples.npz are
written.
"""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

from backend_queues.base import BatchBackend, SpeechRequest
from backend_queues.kokoro_pytorch.adapter import KokoroPyTorch


def main(folder: Path) -> None:
    backend = KokoroPyTorch(device="cpu", batch_size=4)
    assert isinstance(backend, BatchBackend)
    backend.load()
    requests = [
        SpeechRequest(text, voice, "", {"speed": 1.0}, 0, seed)
        for seed, (text, voice) in enumerate(json.loads((folder / "texts.json").read_text()))
    ]
    samples: dict[str, list[Any]] = {}
    words: dict[str, list[Any]] = {}
    events = []
    for part in backend.synthesize_many(requests, [lambda: False] * len(requests)):
        events.append((part.item, part.speech is None))
        if part.speech:
            samples.setdefault(f"together {part.item}", []).append(part.speech.samples)
            words.setdefault(f"together {part.item}", []).extend(part.speech.words)
    for number, request in enumerate(requests):
        for speech in backend.synthesize(request, lambda: False):
            samples.setdefault(f"alone {number}", []).append(speech.samples)
            words.setdefault(f"alone {number}", []).extend(speech.words)
    joined: dict[str, Any] = {name: np.concatenate(parts) for name, parts in samples.items()}
    np.savez(folder / "samples.npz", **joined)
    report = {
        "events": events,
        "words": {name: [list(map(str, word)) for word in said] for name, said in _plain(words)},
        "deterministic": backend.capabilities.deterministic,
        "batch_size": backend.batch_size,
    }
    (folder / "report.json").write_text(json.dumps(report))


def _plain(words: dict[str, list[Any]]) -> Any:
    return [
        (name, [(word.text, word.start_s, word.end_s) for word in said])
        for name, said in words.items()
    ]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
