"""Runs in kokoro-onnx's environment with the package onnx: builds models and has them speak.

    python -P probe.py FOLDER

FOLDER/report.json and FOLDER/arrays.npz are written.
"""

import hashlib
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from backend_queues.errors import ModelFailed
from backend_queues.kokoro.runtime import NormStatistics, Sentence
from backend_queues.kokoro_onnx.build import build
from backend_queues.kokoro_onnx.files import needs_unsigned
from backend_queues.kokoro_onnx.runtime import OnnxRuntime
from backend_queues.provisioning.assets import asset
from backend_queues.registry import registry
from tests.backend_queues.kokoro_onnx.real_generator import build_real

SPEC = registry().get("kokoro-onnx")
PHONEMES = "ðə kwˈɪk bɹˈWn fˈɑks ʤˈʌmps ˈOvəɹ ðə lˈAzi dˈɔɡ."
VOICES = {"af_heart": 1.0, "bm_george": 1.4}
START, FRAMES, CONTEXT = 60, 36, 8
SAMPLES = 300  # a frame
UNKNOWN_PHONEME = 10**6

Arrays = dict[str, Any]


def main(folder: Path) -> None:
    source = file("kokoro-v1.0.int8.onnx")
    first, second, real = (folder / name for name in ("first", "second", "real"))
    for path in (first, second, real):
        path.mkdir()
    steps: list[str] = []
    build(source, first, steps.append)
    build(source, second, steps.append)
    build_real(source, real)
    runtime = OnnxRuntime(first, 1)
    report = {
        "files": [{p.name: digest(p) for p in path.iterdir()} for path in (first, second)],
        "bytes": sum(path.stat().st_size for path in first.iterdir()),
        "source bytes": source.stat().st_size,
        "steps": steps,
        "cancelled": cancelled(runtime),
        "failures": failures(runtime),
        "same unsigned": None if needs_unsigned() else same_unsigned(first, runtime),
    }
    arrays = spoken(runtime, OnnxRuntime(real, 1), source)
    (folder / "report.json").write_text(json.dumps(report))
    np.savez(folder / "arrays.npz", **arrays)


def file(name: str) -> Path:
    return asset(SPEC.name, SPEC.folder, name)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def never() -> bool:
    return False


def after_the_first_time() -> Callable[[], bool]:
    """Say no when the run begins, and yes while it goes on."""
    answers = iter([False])
    return lambda: next(answers, True)


def tokens(phonemes: str) -> NDArray[np.int64]:
    ids = json.loads(file("config.json").read_text(encoding="utf-8"))["vocab"]
    return np.array([0, *(ids[p] for p in phonemes), 0], np.int64)


def style(voice: str) -> NDArray[np.float32]:
    styles = np.fromfile(file(f"voices/{voice}.bin"), "<f4").reshape(510, 256)
    return np.asarray(styles[len(PHONEMES) - 1])


def prepared(runtime: OnnxRuntime, voice: str = "af_heart") -> Sentence:
    sentence = runtime.prepare(tokens(PHONEMES), style(voice), VOICES[voice], never)
    assert sentence is not None
    return sentence


def spoken(runtime: OnnxRuntime, real: OnnxRuntime, source: Path) -> Arrays:
    session = onnxruntime.InferenceSession(source, providers=["CPUExecutionProvider"])
    arrays: Arrays = {}
    for voice, speed in VOICES.items():
        inputs = {
            "tokens": tokens(PHONEMES)[np.newaxis],
            "style": style(voice)[np.newaxis],
            "speed": np.array([speed], np.float32),
        }
        arrays[f"{voice}/file"] = session.run(None, inputs)[0]
        for name, used in (("int8", runtime), ("real", real)):
            found = decoded(used, prepared(used, voice))
            arrays.update({f"{voice}/{name}/{key}": value for key, value in found.items()})
    return arrays


def decoded(runtime: OnnxRuntime, sentence: Sentence) -> Arrays:
    """The sentence, and its samples: all at once, with their own statistics given, in a window."""
    exact = runtime.decode_whole(sentence, never)
    assert exact is not None
    samples, statistics = exact
    frames = sentence.hidden.shape[2]
    given = runtime.decode(sentence, statistics, 0, frames, never)
    wide = runtime.decode(sentence, statistics, START - CONTEXT, FRAMES + 2 * CONTEXT, never)
    off = NormStatistics(statistics.mean, statistics.log_deviation + np.float32(0.5))
    strange = runtime.decode(sentence, off, 0, frames, never)
    assert given is not None and wide is not None and strange is not None
    return {
        "exact": samples,
        "given": given,
        "window": wide[SAMPLES * CONTEXT : -SAMPLES * CONTEXT],
        "window's part": samples[SAMPLES * START : SAMPLES * (START + FRAMES)],
        "strange": strange,
        "mean": statistics.mean,
        "log_deviation": statistics.log_deviation,
        **{name: getattr(sentence, name) for name in sentence.__struct_fields__},
    }


def cancelled(runtime: OnnxRuntime) -> dict[str, bool]:
    """Which runs say that they were cancelled: before they began, and while they went on."""
    sentence = prepared(runtime)
    exact = runtime.decode_whole(sentence, never)
    assert exact is not None
    question = (tokens(PHONEMES * 8), style("af_heart"), 1.0)
    runs: dict[str, Callable[[Callable[[], bool]], object]] = {
        "prepare": lambda asked: runtime.prepare(*question, asked),
        "decode": lambda asked: runtime.decode(sentence, exact[1], 0, 200, asked),
        "decode_whole": lambda asked: runtime.decode_whole(sentence, asked),
    }
    found = {}
    for name, run in runs.items():
        found[f"{name} before"] = run(lambda: True) is None
        found[f"{name} while running"] = run(after_the_first_time()) is None
        found[f"{name} not"] = run(never) is None
    return found


def failures(runtime: OnnxRuntime) -> list[str]:
    """What goes wrong with a phoneme that there is not, and then with those that there are."""
    found = []
    for number in (UNKNOWN_PHONEME, 50):
        try:
            runtime.prepare(np.array([0, number, 0]), style("af_heart"), 1.0, never)
        except ModelFailed as error:
            found.append(type(error.__cause__).__module__)
    return found


def same_unsigned(folder: Path, runtime: OnnxRuntime) -> bool:
    """Whether the models of processors without VNNI give the same bits."""
    unsigned = OnnxRuntime(folder, 1, unsigned=True)
    pairs = [r.decode_whole(prepared(r), never) for r in (runtime, unsigned)]
    samples = [pair[0] for pair in pairs if pair is not None]
    return bool(np.array_equal(samples[0], samples[1]))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
