"""Runs in VibeVoice's own environment: what can only be seen inside its process.

    python in_environment.py FOLDER

FOLDER/report.json and FOLDER/samples.npz are written.
"""

import hashlib
import io
import json
import sys
import threading
import wave
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn.modules.module import (
    register_module_forward_hook,
    register_module_forward_pre_hook,
)

from backend_queues import voice_samples as voice_samples
from backend_queues.base import Samples, SpeechRequest, VoiceSample
from backend_queues.errors import ModelFailed
from backend_queues.options import check_options
from backend_queues.provisioning.weights import weights
from backend_queues.vibevoice.adapter import FOLDER, NAME, VibeVoice
from backend_queues.vibevoice.model import VOICE_SEED
from backend_queues.vibevoice.streaming import THREAD_NAME
from backend_queues.vibevoice.text import most_frames
from backend_queues.vibevoice.upstream import AutoModelForTextToWaveform, AutoProcessor

TEXT = "Hello."
SEED = 7
SAMPLE_RATE_HZ = 24_000
ENCODER = "VibeVoiceAcousticTokenizerEncoderModel"
DECODER = "VibeVoiceAcousticTokenizerDecoderModel"


def main(folder: Path) -> None:
    torch.set_num_threads(1)  # two wait for each other on a busy machine
    voice_sample, recorded = kept_sample()
    backend = loaded()
    cloned, cloned_again, encodings = cloned_twice(backend, voice_sample)
    speech = {
        "spoken": joined(backend, request()),
        "upstream": upstream([]),
        "cloned": cloned,
        "cloned_again": cloned_again,
        "upstream_cloned": upstream([{"type": "audio", "audio": recorded}]),
        "finer": joined(backend, request(options={"num_diffusion_steps": 12})),
    }
    report = {
        "threads_after_cancel": threads_after_cancel(backend),
        "threads_after_close": threads_after_close(backend),
        "failure": failure(backend),
        "encodings": encodings,
        "encodings_of_another_worker": cloned_twice(loaded(), voice_sample)[2],
        "most_frames": most_frames(TEXT),
    }
    speech["spoken_after_failure"] = joined(backend, request())
    (folder / "report.json").write_text(json.dumps(report))
    np.savez(folder / "samples.npz", allow_pickle=False, **speech)


def loaded() -> VibeVoice:
    backend = VibeVoice(device="cpu", threads=1)
    backend.load()
    return backend


def request(
    voice_sample: VoiceSample | None = None, options: dict[str, Any] | None = None
) -> SpeechRequest:
    checked = check_options(VibeVoice.capabilities, options or {})
    voice = voice_sample.name if voice_sample else "default"
    return SpeechRequest(TEXT, voice, "", checked, 0, SEED, voice_sample)


def joined(backend: VibeVoice, wanted: SpeechRequest) -> Samples:
    return np.concatenate([part.samples for part in backend.synthesize(wanted, lambda: False)])


def kept_sample() -> tuple[VoiceSample, Samples]:
    """A recording where workers look for it, and its samples."""
    times = np.arange(4 * SAMPLE_RATE_HZ) / SAMPLE_RATE_HZ
    pcm = (9000 * np.sin(2 * np.pi * 180 * times) * np.sin(2 * np.pi * 3 * times)).astype("<i2")
    file = io.BytesIO()
    with wave.open(file, "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(SAMPLE_RATE_HZ)
        wav.writeframes(pcm.tobytes())
    content = file.getvalue()
    voice_sample = VoiceSample("hum", hashlib.sha256(content).hexdigest(), 4.0)
    voice_samples.store(voice_sample, content)
    return voice_sample, pcm.astype(np.float32) / np.float32(32768)


def cloned_twice(backend: VibeVoice, voice_sample: VoiceSample) -> tuple[Samples, Samples, int]:
    """Two times the same speech, and how often a recording was encoded for it."""
    calls: Counter[str] = Counter()

    def count(module: Any, *_: Any) -> None:
        calls[type(module).__name__] += 1

    with removed(register_module_forward_hook(count)):
        first, second = (joined(backend, request(voice_sample)) for _ in range(2))
    # Each frame that was spoken is encoded too, by the encoder of what it means.
    frames = (len(first) + len(second)) // 3200
    return first, second, calls[ENCODER] - frames


def upstream(voice: list[dict[str, Any]]) -> Samples:
    """What upstream's own loaders, prompt and `generate` make of it."""
    folder = weights(NAME, FOLDER, "1.5b")
    processor = AutoProcessor.from_pretrained(folder)
    model = AutoModelForTextToWaveform.from_pretrained(folder, dtype=torch.float32).eval()
    content = [{"type": "text", "text": TEXT}, *voice]
    inputs = processor.apply_chat_template(
        [{"role": "0", "content": content}], tokenize=True, return_dict=True, return_tensors="pt"
    )
    seeded: list[Any] = []

    def seed_after_encoding(*_: Any) -> None:
        if not seeded:
            seeded.append(torch.manual_seed(SEED))

    # The noise of the encoder has a seed of its own, which that of the speech follows.
    torch.manual_seed(VOICE_SEED if voice else SEED)
    projector = model.model.multi_modal_projector
    with removed(projector.register_forward_hook(seed_after_encoding)) if voice else unchanged():
        made = model.generate(**inputs, max_new_tokens=most_frames(TEXT))
    samples: Samples = made[0].clamp(-1, 1).reshape(-1).detach().numpy()
    return samples


def threads_after_cancel(backend: VibeVoice) -> list[str]:
    parts: list[Any] = []
    for part in backend.synthesize(request(), lambda: bool(parts)):
        parts.append(part)
    return generating()


def threads_after_close(backend: VibeVoice) -> list[str]:
    parts = backend.synthesize(request(), lambda: False)
    next(parts)
    assert generating(), "the thread has another name, and nothing is proved"
    del parts
    return generating()


def failure(backend: VibeVoice) -> str:
    """The cause of the error that is raised when a layer fails after the first frames."""
    with removed(register_module_forward_pre_hook(failing(DECODER, 3))):
        try:
            joined(backend, request())
        except ModelFailed as error:
            return str(error.__cause__)
    return ""


def failing(name: str, call: int) -> Callable[..., None]:
    calls: Counter[str] = Counter()

    def fail(module: Any, *_: Any) -> None:
        calls[type(module).__name__] += 1
        if calls[name] == call:
            raise RuntimeError("CUDA out of memory")

    return fail


def generating() -> list[str]:
    return [t.name for t in threading.enumerate() if t.name.startswith(THREAD_NAME)]


@contextmanager
def removed(handle: Any) -> Iterator[None]:
    try:
        yield
    finally:
        handle.remove()


@contextmanager
def unchanged() -> Iterator[None]:
    yield


if __name__ == "__main__":
    main(Path(sys.argv[1]))
