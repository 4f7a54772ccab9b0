"""How Kokoro's runtimes sound beside upstream in float32: words, quality, distance, seams.

    python -m tests.bench.kokoro_quality [SENTENCES]

Upstream is stood in for by its graph in float32, decoded whole: 128 dB from upstream's own with
the noise left out. The words are Whisper's (base), the quality is DNSMOS (PyPI's speechmos, if it
is installed here), the distance is that of log-mel spectra, the seams are steps between samples at
a window's edge over those around it.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

VOICES = ("af_heart", "am_michael", "bf_emma")
VARIANTS = ("upstream", "openvino-bf16", "openvino-f32", "onnx-int8", "onnx-int8 whole")
SENTENCES = Path(__file__).with_name("sentences.txt")
Samples = NDArray[np.float32]


def render(texts: Sequence[str], folder: Path) -> None:
    """Write each variant's speech into the folder; run in Kokoro's environment."""
    from backend_queues.kokoro.choice import load
    from backend_queues.kokoro.files import FOLDER, NAME, Tokens, read_styles
    from backend_queues.kokoro.phonemes import Phonemizer
    from backend_queues.kokoro.speech import phonemes_of
    from backend_queues.kokoro_openvino.runtime import OpenVinoRuntime
    from backend_queues.provisioning.builds import built

    built_folder, tokens = built(NAME, FOLDER), Tokens()
    phonemizer = Phonemizer(tokens.phonemes)
    lengths = tuple(range(128, 1025, 64))
    upstream = OpenVinoRuntime(built_folder / "openvino", 0, "f32", (), lengths)
    for variant in VARIANTS:
        whole = variant in ("upstream", "onnx-int8 whole")
        loaded = None if variant == "upstream" else load(variant.split()[0], built_folder, 0)
        for number, text in enumerate(texts):
            voice = VOICES[number % len(VOICES)]
            language = "en-GB" if voice.startswith("b") else "en-US"
            phonemes = phonemes_of(phonemizer.words(text, language))
            style = np.asarray(read_styles(voice)[len(phonemes) - 1])
            runtime = loaded.runtime if loaded else upstream
            sentence = runtime.prepare(tokens.of(phonemes), style, 1.0, lambda: False)
            assert sentence is not None
            if whole:
                decoded = runtime.decode_whole(sentence, lambda: False)
                assert decoded is not None
                pieces = [decoded[0]]
            else:
                assert loaded is not None
                pieces = list(loaded.decoder.decode(sentence, lambda: False))
            edges = np.cumsum([len(piece) for piece in pieces])[:-1]
            np.savez(
                folder / f"{variant}-{number}.npz",
                samples=np.concatenate(pieces),
                edges=edges,
                durations=sentence.durations,
            )


def seam(samples: Samples, edges: Samples) -> float:
    """Return the largest ratio of a step at an edge to the largest within 10 ms around it."""
    steps = np.abs(np.diff(samples))
    ratios = [0.0]
    for edge in edges.astype(int):
        around = np.concatenate([steps[edge - 240 : edge - 1], steps[edge : edge + 240]])
        ratios.append(float(steps[edge - 1] / max(float(around.max()), 1e-4)))
    return max(ratios)


def quality(samples: Samples) -> float:
    """Return DNSMOS's overall opinion, 1 to 5."""
    import soxr
    from speechmos import dnsmos

    resampled = np.clip(soxr.resample(samples, 24_000, 16_000), -1, 1)
    return float(dnsmos.run(resampled, 16_000)["ovrl_mos"])


def judge(texts: Sequence[str], folder: Path) -> None:
    from backend_queues.kokoro.spectra import distance_db
    from tests.support.recognition import transcribe, word_error_rate

    reference = [np.load(folder / f"upstream-{n}.npz") for n in range(len(texts))]
    print(f"{'':<18}{'word errors':>12}{'DNSMOS':>8}{'mel dB':>8}{'alike':>7}{'seam':>6}")
    for variant in VARIANTS:
        errors, words, opinions, distances, seams = 0.0, 0, [], [], []
        for number, text in enumerate(texts):
            spoken = np.load(folder / f"{variant}-{number}.npz")
            samples = spoken["samples"]
            words += len(text.split())
            errors += word_error_rate(text, transcribe(samples)) * len(text.split())
            opinions.append(quality(samples) if MOS else np.nan)
            seams.append(seam(samples, spoken["edges"]))
            if np.array_equal(spoken["durations"], reference[number]["durations"]):
                distances.append(distance_db(reference[number]["samples"], samples))
        print(
            f"{variant:<18}{errors / words:>12.2%}{np.mean(opinions):>8.3f}"
            f"{np.mean(distances):>8.2f}{len(distances):>7}{max(seams):>6.2f}",
            flush=True,
        )


try:
    import speechmos  # noqa: F401

    MOS = True
except ImportError:
    MOS = False


def main(arguments: Sequence[str]) -> None:
    texts = SENTENCES.read_text().splitlines()
    if arguments[:1] == ["render"]:
        return render(json.loads(arguments[1]), Path(arguments[2]))
    from backend_queues.provisioning import environments
    from backend_queues.registry import registry
    from tasks.supervision.workers import VARIABLES

    texts = texts[: int(arguments[0])] if arguments else texts
    with tempfile.TemporaryDirectory(prefix="vs-quality-") as folder:
        python = str(environments.python_of(registry().get("kokoro")))
        command = [python, "-m", "tests.bench.kokoro_quality", "render", json.dumps(texts), folder]
        environment = {**os.environ, **environments.code_path(), **VARIABLES}
        subprocess.run(command, check=True, env=environment)
        judge(texts, Path(folder))
    return None


if __name__ == "__main__":
    main(sys.argv[1:])
