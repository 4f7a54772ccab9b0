"""Runs in the backend's environment: looks into one model with tiny weights, writes down what is.

    python probe.py BACKEND FOLDER

VOICE_SERVER_MODELS has the weights; FOLDER/report.json and FOLDER/samples.npz are written.
"""

import hashlib
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import soundfile
import torch

from backend_queues import voice_samples as voice_samples
from backend_queues.base import SpeechRequest, VoiceSample
from backend_queues.chatterbox import upstream
from backend_queues.chatterbox.adapter import Chatterbox
from backend_queues.chatterbox.source import Source
from backend_queues.chatterbox.speech import SpeechStream
from backend_queues.chatterbox.watermark import WatermarkStream
from backend_queues.errors import TTSError
from backend_queues.options import check_options
from backend_queues.registry import registry
from tests.backend_queues.tiny import chatterbox as tiny

TEXT = "Hello there, how are you?"
SEED = 7
TOKENS = 80
CHANGES: list[dict[str, Any]] = [
    {},
    {"temperature": 1.5, "top_p": 0.7, "repetition_penalty": 1.5},
    {"min_p": 0.2, "exaggeration": 1.5, "cfg_weight": 1.0, "top_k": 20},
    {"cfg_weight": 0.0, "top_k": 0},
]


def main(name: str, folder: Path) -> None:
    torch.set_num_threads(1)
    tiny.shrink()
    backend: Any = registry().get(name).create()
    backend.load()
    samples: dict[str, Any] = {}
    with torch.inference_mode():
        report = {
            "tokens": [compared_tokens(backend, change) for change in CHANGES],
            "hooks": hooks_after_speech(backend),
            "parts": streamed(backend, samples),
            "watermark": watermarks(backend, samples),
            "tags": tag_ids(backend),
            "chinese": chinese_tokens(backend),
            "source_difference": source_difference(backend),
        }
    report |= {
        "polls_to_first_part": polls_to_first_part(backend),
        "polls_after_cancel": polls_after_cancel(backend),
        "digests": digests(backend),
        "cloning": cloned(backend),
        "errors": errors(backend),
        "languages": languages(backend),
        "unmarked": unmarked(backend),
    }
    (folder / "report.json").write_bytes(msgspec.json.encode(report))
    np.savez(folder / "samples.npz", **samples)


def options(backend: Chatterbox, change: dict[str, Any]) -> dict[str, Any]:
    """The defaults with those changes that the model has."""
    names = {option.name for option in backend.capabilities.options}
    return check_options(backend.capabilities, {n: v for n, v in change.items() if n in names})


def own_tokens(backend: Any, change: dict[str, Any]) -> Iterator[int]:
    model, given = backend._model, options(backend, change)
    tokens: Iterator[int]
    tokens = model.tokens(model.ids(TEXT, "en"), model.tts.conds, given, SEED, TOKENS)
    return tokens


def compared_tokens(backend: Any, change: dict[str, Any]) -> dict[str, list[int]]:
    own = list(own_tokens(backend, change))
    tts, given = backend._model.tts, options(backend, change)
    ids = backend._model.ids(TEXT, "en")
    condition = upstream.T3Cond(
        speaker_emb=tts.conds.t3.speaker_emb,
        cond_prompt_speech_tokens=tts.conds.t3.cond_prompt_speech_tokens,
        emotion_adv=given.pop("exaggeration", 0.0) * torch.ones(1, 1, 1),
    )
    torch.manual_seed(SEED)
    if "top_k" in given:
        tokens = tts.t3.inference_turbo(condition, ids, **given, max_gen_len=TOKENS - 1)
    else:
        # With a text of its own for each half, upstream can be asked for a weight of 0 too.
        tokens = tts.t3.inference(
            t3_cond=condition, text_tokens=ids.repeat(2, 1), max_new_tokens=TOKENS, **given
        )
    theirs = tokens[0].tolist()
    stop = tts.t3.hp.stop_speech_token
    return {"own": own, "upstream": theirs[:-1] if theirs[-1] == stop else theirs}


def hooks_after_speech(backend: Any) -> list[int]:
    """How many hooks the layers have before and after speech, and after one that was broken off."""
    layers = getattr(backend._model.tts.t3.tfmr, "layers", [])

    def count() -> int:
        return sum(len(layer.self_attn._forward_hooks) for layer in layers)

    next(own_tokens(backend, {}))
    counts = [count()]
    for _ in range(2):
        list(own_tokens(backend, {}))
        counts.append(count())
    broken_off = own_tokens(backend, {})
    next(broken_off)
    del broken_off
    return [*counts, count()]


def streamed(backend: Any, samples: dict[str, Any]) -> list[int]:
    """Render the same tokens in one go and in parts; return the parts' lengths."""
    tokens = [token for token in own_tokens(backend, {}) if token < 6561]
    samples["whole"] = np.concatenate(list(rendered(backend, tokens, len(tokens))))
    parts = list(rendered(backend, tokens, 12))
    samples["parts"] = np.concatenate(parts)
    return [len(part) for part in parts]


def rendered(backend: Any, tokens: list[int], each: int) -> Iterator[Any]:
    model = backend._model
    stream = SpeechStream(model.tts.s3gen, model.tts.conds.gen, model.decoder_steps, SEED)
    for token in tokens:
        stream.add(token)
        if stream.waiting == each:
            yield stream.part()
    yield stream.last_part(())


def watermarks(backend: Any, samples: dict[str, Any]) -> dict[str, float]:
    """How sure the detector is of the speech without a mark, marked in parts, and as upstream."""
    marker, plain = backend._model.tts.watermarker, samples["parts"]
    stream = WatermarkStream(marker)
    edges = [*range(11520, len(plain), 24000), len(plain)]
    pieces = [plain[start:end] for start, end in zip([0, *edges], edges, strict=False)]
    marked = [stream.push(piece, piece is pieces[-1]) for piece in pieces]
    samples["marked"] = np.concatenate(marked)
    samples["marked_whole"] = marker.apply_watermark(plain, sample_rate=24_000)
    return {
        name: float(marker.get_watermark(samples[name], sample_rate=24_000, round=False))
        for name in ("parts", "marked", "marked_whole")
    }


def tag_ids(backend: Any) -> dict[str, list[int]]:
    """What the model reads for each tag that users may write, and for one in capitals."""
    tags = backend.capabilities.tags
    texts = {tag: f"[{tag}]" for tag in tags} | ({"LAUGH": "[LAUGH]"} if tags else {})
    return {tag: backend._model.ids(text, "en")[0].tolist() for tag, text in texts.items()}


def chinese_tokens(backend: Any) -> list[str]:
    """What the multilingual model reads for one Chinese character."""
    if "zh" not in backend.capabilities.languages:
        return []
    tokenizer = backend._model.tts.tokenizer.tokenizer
    return [tokenizer.id_to_token(id) for id in backend._model.ids("你", "zh")[0].tolist()]


def source_difference(backend: Any) -> float:
    """The largest difference of the source in parts from upstream's, without noise."""
    vocoder = backend._model.tts.s3gen.mel2wav
    module = vocoder.m_source
    loudness, module.l_sin_gen.noise_std = module.l_sin_gen.noise_std, 0
    pitch = 200 + 30 * torch.sin(torch.arange(60) / 5)[None]
    source = Source(module, SEED)
    source._phases[:] = 0
    first, rest = source.extend(pitch[:, :25], 20), source.extend(pitch[:, 20:], 40)
    parts = torch.cat([first[:, :, : 20 * 480], rest], dim=2)
    uniform = torch.distributions.uniform.Uniform
    sample, uniform.sample = uniform.sample, lambda self, sample_shape: torch.zeros(sample_shape)
    whole, _, _ = module(vocoder.f0_upsamp(pitch[:, None]).transpose(1, 2))
    uniform.sample, module.l_sin_gen.noise_std = sample, loudness
    return float((parts - whole.transpose(1, 2)).abs().max())


def request(backend: Any, **given: Any) -> SpeechRequest:
    change = given.pop("options", {})
    base = {"text": TEXT, "voice": "default", "language": "", "segment_index": 0, "seed": SEED}
    return SpeechRequest(**{**base, "options": options(backend, change), **given})


class Polls:
    """Counts how often it is asked; cancelled from the given one on."""

    def __init__(self, cancelled_from: float = float("inf")) -> None:
        self.count = 0
        self._from = cancelled_from

    def __call__(self) -> bool:
        self.count += 1
        return self.count >= self._from


def polls_to_first_part(backend: Any) -> int:
    polls = Polls()
    speech = backend.synthesize(request(backend), polls)
    next(speech)
    speech.close()
    return polls.count


def polls_after_cancel(backend: Any) -> int:
    polls = Polls(cancelled_from=30)
    for _ in backend.synthesize(request(backend), polls):
        pass
    return polls.count - 30


CHANGED = {"exaggeration": {"exaggeration": 1.5}, "cfg_weight": {"cfg_weight": 0.0}}


def digests(backend: Any) -> dict[str, str]:
    """What of the request changes the speech."""
    changes: dict[str, dict[str, Any]] = {
        "plain": {},
        "again": {},
        "seed": {"seed": 8},
        "language": {"language": backend.capabilities.languages[-1]},
        **{name: {"options": change} for name, change in CHANGED.items()},
    }
    return {name: digest(backend, request(backend, **given)) for name, given in changes.items()}


def digest(backend: Any, wanted: SpeechRequest) -> str:
    parts = [part.samples.tobytes() for part in backend.synthesize(wanted, lambda: False)]
    return hashlib.sha256(b"".join(parts)).hexdigest()


def cloned(backend: Any) -> dict[str, Any]:
    """Clone a voice, and count how often the model was asked to make something of the sample."""
    seconds = backend.capabilities.min_sample_s + 0.05
    samples = 0.2 * np.sin(2 * np.pi * 130 * np.arange(int(seconds * 24_000)) / 24_000)
    file = io.BytesIO()
    soundfile.write(file, samples, 24_000, format="WAV", subtype="PCM_16")
    sample = VoiceSample("hum", hashlib.sha256(file.getvalue()).hexdigest(), seconds, "en")
    voice_samples.store(sample, file.getvalue())
    tts = backend._model.tts
    prepare = tts.prepare_conditionals
    made: list[object] = []

    def counted(recording: object) -> object:
        made.append(recording)
        return prepare(recording)

    tts.prepare_conditionals = counted
    wanted = request(backend, voice="hum", sample=sample)
    lively = request(backend, voice="hum", sample=sample, options={"exaggeration": 2.0})
    spoken = [digest(backend, each) for each in (wanted, wanted, lively)]
    return {"made": len(made), "digests": spoken, "default": digest(backend, request(backend))}


def errors(backend: Any) -> dict[str, str]:
    wrong: dict[str, dict[str, Any]] = {
        "nothing": {"text": "... !"},
        "language": {"language": "xx-YY"},
        "too_long": {"text": "word " * 3000},
    }
    return {name: error_of(backend, request(backend, **given)) for name, given in wrong.items()}


def languages(backend: Any) -> list[str]:
    """What is spoken for no wish, for another country's English, and for a German sample."""
    german = VoiceSample("hum", "", 6.0, "de-AT")
    wishes: list[dict[str, Any]] = [
        {},
        {"language": "en-GB"},
        {"sample": german},
        {"sample": german, "language": "fr"},
    ]
    return [spoken_language(backend, request(backend, **wish)) for wish in wishes]


def spoken_language(backend: Any, wanted: SpeechRequest) -> str:
    try:
        language: str = backend._language(wanted)
    except TTSError as error:
        return error.code
    return language


def error_of(backend: Any, wanted: SpeechRequest) -> str:
    try:
        next(backend.synthesize(wanted, lambda: False))
    except TTSError as error:
        return error.code
    return ""


def unmarked(backend: Any) -> str:
    """What comes of loading where the watermarker cannot be imported."""
    vars(upstream)["perth"].PerthImplicitWatermarker = None
    try:
        backend.load()
    except TTSError as error:
        return error.message
    return ""


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
