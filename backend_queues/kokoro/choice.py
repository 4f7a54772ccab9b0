"""Which runtime speaks on this machine: the one named, or the cheapest, timed once."""

import logging
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec
import numpy as np

from backend_queues.cache import cache_root
from backend_queues.errors import InvalidConfiguration
from backend_queues.kokoro.files import FOLDER, NAME, Tokens, read_styles
from backend_queues.kokoro.predictor import Predictor
from backend_queues.kokoro.processor import instruction_sets, processor_id
from backend_queues.kokoro.runtime import SAMPLES_PER_FRAME, Runtime
from backend_queues.kokoro.speech import SAMPLE_RATE_HZ
from backend_queues.kokoro.windows import Decoder, Plan
from backend_queues.provisioning.builds import build_key, built
from backend_queues.threads import burst_threads_of, threads_of

log = logging.getLogger(__name__)

AUTO = "auto"
OPENVINO_BF16, OPENVINO_F32, ONNX_INT8 = "openvino-bf16", "openvino-f32", "onnx-int8"
RUNTIMES = (ONNX_INT8, OPENVINO_BF16, OPENVINO_F32)  # by the memory they take, the least first
BF16_SETS = {"amx_bf16", "avx512_bf16"}  # without one of these bfloat16 is emulated

OPENVINO_PLAN = Plan(sizes=(48, 92), exact=80)  # each size takes 80 MB
ONNX_PLAN = Plan(sizes=(36, 60, 92), exact=80)

TIMED_VOICE = "af_heart"
TIMED_PHONEMES = "ðə kwˈɪk bɹˈWn fˈɑks ʤˈʌmps ˈOvəɹ ðə lˈAzi dˈɔɡ."
TIMED_ROUNDS = 3
NEARLY_CHEAPEST = 1.25  # times the CPU of the cheapest: then memory decides


class Loaded(msgspec.Struct, frozen=True):
    """A runtime, and how sentences are decoded with it."""

    name: str
    runtime: Runtime
    decoder: Decoder


class Choice(msgspec.Struct, frozen=True):
    """What was chosen: `cpu_s` is what each candidate took for a second of speech."""

    runtime: str
    cpu_s: dict[str, float] = {}


def load_runtime(name: str, threads: int) -> Loaded:
    """Load a runtime of RUNTIMES, or for "auto" the cheapest; 0 threads are what a worker may use.

    Raises:
        InvalidConfiguration: there is no such runtime.
        AssetUnavailable: it has not been built; the message says what to run.
    """
    folder = built(NAME, FOLDER)
    share = threads_of(threads)
    chosen = choose(folder, share).runtime if name == AUTO else name
    # More threads than there are cores were only measured with those of OpenVINO.
    most = share if chosen == ONNX_INT8 else burst_threads_of(threads)
    loaded = load(chosen, folder, most, warm=True)
    log.info("Kokoro runs on %s.", chosen)
    return loaded


def choose(folder: Path, threads: int) -> Choice:
    """Return the choice made on this processor before, or time the candidates and remember it.

    CPU time is compared, because it decides how many listeners a machine can serve, and because
    other processes hardly change it.
    """
    file = _tuned() / f"choice-{processor_id()}-{threads}.json"
    with suppress(OSError, ValueError):  # what is not UTF-8 is a ValueError
        known = msgspec.json.decode(file.read_bytes(), type=Choice)
        if known.runtime in RUNTIMES:
            return known
    choice = _timed_choice(folder, threads)
    with suppress(OSError):  # a cache that cannot be written to costs some seconds at each start
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(msgspec.json.encode(choice))
    return choice


def _tuned() -> Path:
    """The folder of what is found out on a processor; what was built may lie in an image."""
    return cache_root() / "tuned" / build_key(FOLDER)


def _writable(folder: Path) -> Path | None:
    """Make the folder; None if nothing can be written there."""
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return folder if os.access(folder, os.W_OK) else None


def _timed_choice(folder: Path, threads: int) -> Choice:
    sets = instruction_sets()
    if "amx_bf16" in sets:  # four times as fast as anything else
        return Choice(OPENVINO_BF16)
    candidates = RUNTIMES if BF16_SETS & sets else (ONNX_INT8, OPENVINO_F32)
    cpu_s = {name: _cpu_s(load(name, folder, threads)) for name in candidates}
    enough = NEARLY_CHEAPEST * min(cpu_s.values())
    return Choice(next(name for name in candidates if cpu_s[name] <= enough), cpu_s)


def load(
    name: str, folder: Path, threads: int, whole: tuple[int, ...] = (), *, warm: bool = False
) -> Loaded:
    """Load the named runtime from what was built in the folder.

    With `whole` it also decodes whole sentences of up to so many frames, each length of which is
    compiled, and not kept. A `warm` one takes no longer at a length that it
    has not spoken yet; what it does for that after it is loaded gives way to what it is asked for.

    Raises:
        InvalidConfiguration: there is no such runtime.
    """
    loaders: dict[str, Callable[[], tuple[Runtime, Plan]]] = {
        OPENVINO_BF16: lambda: _openvino(folder, threads, "bf16", whole, warm=warm),
        OPENVINO_F32: lambda: _openvino(folder, threads, "f32", whole, warm=warm),
        ONNX_INT8: lambda: _onnx(folder, threads),
    }
    if name not in loaders:
        names = ", ".join((AUTO, *RUNTIMES))
        raise InvalidConfiguration(f"kokoro has no runtime {name!r}; there are: {names}.")
    runtime, plan = loaders[name]()
    return Loaded(name, runtime, Decoder(runtime, Predictor(), plan))


def _openvino(
    folder: Path, threads: int, precision: str, whole: tuple[int, ...], *, warm: bool
) -> tuple[Runtime, Plan]:
    from backend_queues.kokoro_openvino.runtime import OpenVinoRuntime

    plan = OPENVINO_PLAN
    wholes = (plan.exact, *whole)
    kept = None if whole else _writable(_tuned() / f"compiled-{processor_id()}")
    graphs = folder / "openvino"
    return OpenVinoRuntime(graphs, threads, precision, plan.sizes, wholes, kept, warm=warm), plan


def _onnx(folder: Path, threads: int) -> tuple[Runtime, Plan]:
    from backend_queues.kokoro_onnx.runtime import OnnxRuntime

    return OnnxRuntime(folder / "onnx", threads), ONNX_PLAN


def _cpu_s(loaded: Loaded) -> float:
    """Return the CPU seconds for a second of speech, the least of some rounds."""
    tokens = Tokens().of(TIMED_PHONEMES)
    style = np.asarray(read_styles(TIMED_VOICE)[len(TIMED_PHONEMES) - 1])
    rounds = []
    for _ in range(TIMED_ROUNDS):
        began = time.process_time()
        sentence = loaded.runtime.prepare(tokens, style, 1.0, lambda: False)
        assert sentence is not None
        for _ in loaded.decoder.decode(sentence, lambda: False):
            pass
        seconds = sentence.frames * SAMPLES_PER_FRAME / SAMPLE_RATE_HZ
        rounds.append((time.process_time() - began) / seconds)
    return min(rounds)
