"""Every engine with real weights on its own: time to the first samples, real-time factor, memory.

`python -m tests.bench.engines` prints the table; each engine speaks in its own environment.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import time

from backend_queues.base import Backend, SpeechRequest
from backend_queues.options import check_options
from backend_queues.provisioning import environments
from backend_queues.registry import registry
from tasks.supervision.workers import VARIABLES

ROUNDS = 3
SENTENCES = (
    "Hello there, how are you today?",
    "The harbour was quiet, and the last boat had long been made fast to the pier.",
    "She practises the violin every evening, while her brother reads the paper in the kitchen.",
)
REAL = ("espeak", "piper", "kokoro", "kokoro-pytorch")


def main() -> None:
    print(f"{'engine':<14}{'first samples':>15}{'real-time factor':>18}{'memory':>10}{'load':>8}")
    for name in REAL:
        figures = _measure_elsewhere(name)
        print(
            f"{name:<14}{figures['first_s'] * 1000:>12.0f} ms{figures['factor']:>18.3f}"
            f"{figures['memory_mb']:>7.0f} MB{figures['load_s']:>6.1f} s",
            flush=True,
        )


def _measure_elsewhere(name: str) -> dict[str, float]:
    # Not at the top: the engines' environments, in which this file runs too, have no uv.
    from backend_queues.provisioning.install import prepare
    from tests.backend_queues.kokoro.rendering import kokoro_models

    models = {}
    if name == "kokoro-pytorch":  # with weights made of the ONNX file's
        models["VOICE_SERVER_MODELS"] = str(kokoro_models())
    else:
        prepare(name, lambda line: None)
    command = [str(environments.python_of(registry().get(name))), "-P", __file__, name]
    ran = subprocess.run(
        command,
        env={**os.environ, **environments.code_path(), **VARIABLES, **models},
        check=True,
        capture_output=True,
        text=True,
    )
    figures: dict[str, float] = json.loads(ran.stdout.splitlines()[-1])
    return figures


def measure(name: str) -> dict[str, float]:
    """Load the backend in this process and speak the sentences; medians of all."""
    spec = registry().get(name)
    started = time.perf_counter()
    backend = spec.create()
    backend.load()
    load_s = time.perf_counter() - started
    voice = spec.entry.default_voice or backend.voices()[0].name
    rounds = [speak(backend, voice, text) for _ in range(ROUNDS) for text in SENTENCES]
    return {
        "first_s": statistics.median(first_s for first_s, _ in rounds),
        "factor": statistics.median(factor for _, factor in rounds),
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "load_s": load_s,
    }


def speak(backend: Backend, voice: str, text: str) -> tuple[float, float]:
    """Return the seconds to the first samples, and those of all over the audio's length."""
    options = check_options(backend.capabilities, {})
    request = SpeechRequest(text, voice, "", options, segment_index=0, seed=0)
    started, first_s, samples = time.perf_counter(), 0.0, 0
    for part in backend.synthesize(request, lambda: False):
        first_s = first_s or time.perf_counter() - started
        samples += len(part.samples)
    return first_s, (time.perf_counter() - started) / (samples / backend.sample_rate_hz)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure(sys.argv[1])))
    else:
        main()
