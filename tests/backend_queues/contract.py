"""Runs in a backend's own environment: loads it, speaks requests, writes down what came.

    python contract.py BACKEND FOLDER

FOLDER/requests.json is read; FOLDER/report.json and FOLDER/samples.npz are written. With
VOICE_SERVER_TEST_SHRINK an upstream whose sizes are in its code is first made to fit tiny weights.
"""

import hashlib
import importlib
import io
import json
import os
import sys
import time
import wave
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from backend_queues import voice_samples as voice_samples
from backend_queues.base import Backend, Capabilities, Option, Speech, SpeechRequest, VoiceSample
from backend_queues.errors import TTSError
from backend_queues.options import check_options
from backend_queues.registry import registry

SAMPLE_S = 6.0
SAMPLE_RATE_HZ = 24_000


def main(name: str, folder: Path) -> None:
    spec = registry().get(name)
    if os.environ.get("VOICE_SERVER_TEST_SHRINK"):
        importlib.import_module(f"tests.backend_queues.tiny.{spec.folder.name}").shrink()
    backend = spec.create()
    started = time.monotonic()
    backend.load()
    load_s = time.monotonic() - started
    samples: dict[str, Any] = {}
    requests = json.loads((folder / "requests.json").read_text())
    results = [speak(backend, request, samples, number) for number, request in enumerate(requests)]
    report = {
        "sample_rate_hz": backend.sample_rate_hz,
        "capabilities": backend.capabilities,
        "voices": backend.voices(),
        "load_s": load_s,
        "results": results,
    }
    (folder / "report.json").write_bytes(msgspec.json.encode(report))
    np.savez(folder / "samples.npz", **samples)


def speak(
    backend: Backend, request: dict[str, Any], samples: dict[str, Any], number: int
) -> dict[str, Any]:
    """Speak one request; the parts' samples are stored as "<number>/<part>"."""
    cancel = Cancel(
        request.get("cancel_after_s"),
        request.get("cancel_after_parts"),
        request.get("cancel_after_looks"),
    )
    result: dict[str, Any] = {"words": [], "parts": 0, "late": 0, "error": None, "message": ""}
    if request.get("cloned") and not backend.capabilities.cloning:
        return result
    if request.get("too_much") and not bounded(backend.capabilities):
        return result
    started = time.monotonic()
    try:
        for part in backend.synthesize(speech_request(backend, request), cancel):
            store(part, samples, f"{number}/{result['parts']}")
            result["parts"] += 1
            result["late"] += bool(cancel.told)  # the backend had been told before
            result["words"] += part.words
            cancel.parts += 1
    except TTSError as error:
        result |= {"error": error.code, "message": error.message}
    ended = time.monotonic()
    cancelled_s = ended - cancel.told if cancel.told else None
    return result | {"seconds": ended - started, "cancelled_s": cancelled_s}


def speech_request(backend: Backend, request: dict[str, Any]) -> SpeechRequest:
    voice_sample = hummed_sample() if request.get("cloned") else None
    return SpeechRequest(
        text=request["text"],
        voice=voice_sample.name if voice_sample else request.get("voice") or default_voice(backend),
        language=request.get("language", ""),
        options=check_options(backend.capabilities, options_of(request, backend.capabilities)),
        segment_index=request.get("segment_index", 0),
        seed=request.get("seed", 0),
        voice_sample=voice_sample,
    )


def default_voice(backend: Backend) -> str:
    return registry().get(sys.argv[1]).entry.default_voice or backend.voices()[0].name


def options_of(request: dict[str, Any], capabilities: Capabilities) -> dict[str, Any]:
    """The request's options; "too_much" sets the first bounded one to more than its maximum."""
    options: dict[str, Any] = request.get("options", {})
    if not request.get("too_much"):
        return options
    option, *_ = bounded(capabilities)
    assert option.maximum is not None
    return {option.name: type(option.default)(option.maximum + 1)}


def bounded(capabilities: Capabilities) -> list[Option]:
    return [option for option in capabilities.options if option.maximum is not None]


def hummed_sample() -> VoiceSample:
    """Keep a recording of a hum with the rhythm of syllables where workers look for it."""
    times = np.arange(int(SAMPLE_S * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    pitch_hz = 140 + 25 * np.sin(2 * np.pi * 0.7 * times)
    phase = 2 * np.pi * np.cumsum(pitch_hz) / SAMPLE_RATE_HZ
    hum = sum(np.sin(n * phase) / n for n in range(1, 12)) * np.sin(2 * np.pi * 2 * times) ** 2
    file = io.BytesIO()
    with wave.open(file, "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(SAMPLE_RATE_HZ)
        wav.writeframes((6000 * hum).astype("<i2").tobytes())
    content = file.getvalue()
    voice_sample = VoiceSample("hum", hashlib.sha256(content).hexdigest(), SAMPLE_S, "en")
    voice_samples.store(voice_sample, content)
    return voice_sample


def store(part: Speech, samples: dict[str, Any], key: str) -> None:
    samples[key] = part.samples


class Cancel:
    """Tells that the speech is cancelled after a time, a number of parts, or once it was asked."""

    def __init__(
        self, after_s: float | None, after_parts: int | None, after_looks: int | None
    ) -> None:
        self.parts = 0
        self._looks = 0
        self._after_looks = after_looks
        self.told = 0.0  # when it was first told
        self._at = None if after_s is None else time.monotonic() + after_s
        self._after_parts = after_parts

    def __call__(self) -> bool:
        late = self._at is not None and time.monotonic() >= self._at
        enough = self._after_parts is not None and self.parts >= self._after_parts
        enough |= self._after_looks is not None and self._looks >= self._after_looks
        self._looks += 1
        if (late or enough) and not self.told:
            self.told = time.monotonic()
        return late or enough


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
