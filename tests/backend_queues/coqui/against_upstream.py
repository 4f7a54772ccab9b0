"""Runs in the environment of coqui: speaks by the adapter and by upstream, and compares.

python against_upstream.py REPORT
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch

from backend_queues.base import SpeechRequest
from backend_queues.coqui.adapter import Xtts
from backend_queues.coqui.text import pieces_of
from backend_queues.options import check_options
from tests.backend_queues.contract import hummed_sample

TEXT = "Hello there, this is a test."
LONG = " ".join([TEXT] * 20)
SEED = 3

# A sentence that ends with a number: each language spells it out in its own way, or cannot.
NUMBERS = {
    "en": "I have 12.",
    "es": "Tengo 12.",
    "fr": "J'ai 12.",
    "de": "Ich habe 12.",
    "it": "Ho 12.",
    "pt": "Tenho 12.",
    "pl": "Mam 12.",
    "tr": "Benim 12.",
    "ru": "У меня 12.",
    "nl": "Ik heb 12.",
    "cs": "Mám 12.",
    "ar": "لدي 12.",
    "zh-CN": "我有12。",
    "hu": "Nekem 12.",
    "ko": "나는 12.",
    "ja": "私は12。",
    "hi": "मेरे पास 12.",
}


def main(report: Path) -> None:
    backend = Xtts()
    backend.load()
    model: Any = backend._model
    found = {
        "differences": [difference(backend, speed) for speed in (1.0, 1.7)],
        "read": texts_read(backend),
        "pieces": [piece.strip().lower() for piece in pieces_of(LONG, 250)],
        "spelled_out": [len(piece.text_tokens) for piece in model.pieces("777 " * 60, "en")],
        "numbers": {name: len(model.pieces(text, name)) for name, text in NUMBERS.items()},
        "conditioned": conditioned(backend),
    }
    report.write_text(json.dumps(found))


def spoken(backend: Xtts, text: str, **options: object) -> Iterator[Any]:
    voice = backend.voices()[0].name
    checked = check_options(backend.capabilities, options)
    request = SpeechRequest(text, voice, "en", checked, segment_index=0, seed=SEED)
    for part in backend.synthesize(request, lambda: False):
        yield part.samples


def difference(backend: Xtts, speed: float) -> float:
    """The largest difference of a sample from that of upstream's own stream; 2 for the length's."""
    ours = np.concatenate(list(spoken(backend, TEXT, speed=speed)))
    model: Any = backend._model._model
    voice = model.speaker_manager.speakers[backend.voices()[0].name]
    torch.manual_seed(SEED)
    stream = model.inference_stream(TEXT, "en", *voice.values(), speed=speed)
    theirs = torch.cat(list(stream)).numpy()
    return float(abs(ours - theirs).max()) if ours.shape == theirs.shape else 2.0


def texts_read(backend: Xtts) -> list[str]:
    """What the model is given of a long text."""
    tokenizer: Any = backend._model._tokenizer
    encode, read = tokenizer.encode, []

    def remembering(text: str, lang: str) -> Any:
        read.append(text)
        return encode(text, lang=lang)

    tokenizer.encode = remembering
    list(spoken(backend, LONG, stream_chunk_size=200))
    tokenizer.encode = encode
    return read


def conditioned(backend: Xtts) -> int:
    """How often the model looks at a recording when a worker, and the next one, clone it."""
    condition, looks = backend._model.condition, 0

    def counting(recording: Path) -> Any:
        nonlocal looks
        looks += 1
        return condition(recording)

    backend._model.condition = counting  # type: ignore[method-assign]
    voice_sample = hummed_sample()
    backend._clones.voice(voice_sample)
    backend._clones.voice.cache_clear()  # as in a worker that has just started
    backend._clones.voice(voice_sample)
    return looks


if __name__ == "__main__":
    main(Path(sys.argv[1]))
