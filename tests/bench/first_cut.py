"""What a sentence loses if its first words are spoken before the rest: kokoro, whole and cut.

    python -m tests.bench.first_cut [SENTENCES]

The cut is behind the first few words, as for a listener who cannot wait. The pitch is what the
model asks of its generator, a phoneme's mean; the silence is what is not loud on both sides of the
cut; the words are what Whisper (base) hears of the two parts, one after the other.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SENTENCES = Path(__file__).with_name("sentences.txt")
WORDS = 5
VOICE = "af_heart"
FRAME_MS = 12.5
Parts = Sequence[str]


def speak(said: Sequence[Parts], folder: Path) -> None:
    """Write each one's speech, pitches and silence at the cut; run in Kokoro's environment."""
    from backend_queues.kokoro.choice import load_runtime
    from backend_queues.kokoro.files import Tokens, read_styles
    from backend_queues.kokoro.phonemes import Phonemizer
    from backend_queues.kokoro.speech import edges_of, phonemes_of
    from backend_queues.kokoro.windows import heard_span

    loaded, tokens = load_runtime("auto", 0), Tokens()
    phonemizer = Phonemizer(tokens.phonemes)
    for number, parts in enumerate(said):
        samples, pitches, phonemes_said, silence = [], [], "", 0
        for place, part in enumerate(parts):
            phonemes = phonemes_of(phonemizer.words(part, "en-US"))
            style = np.asarray(read_styles(VOICE)[len(phonemes) - 1])
            sentence = loaded.runtime.prepare(tokens.of(phonemes), style, 1.0, lambda: False)
            assert sentence is not None
            samples += list(loaded.decoder.decode(sentence, lambda: False))
            pitches += _by_phoneme(sentence.f0_hz, edges_of(sentence.durations))
            phonemes_said += phonemes
            first, end = heard_span(sentence.energy)
            silence += (sentence.frames - end if place < len(parts) - 1 else 0) + first * bool(
                place
            )
        np.savez(
            folder / f"{number}.npz",
            samples=np.concatenate(samples),
            pitch=np.array(pitches),
            phonemes=np.array(list(phonemes_said)),
            silence_ms=silence * FRAME_MS,
        )


def _by_phoneme(f0_hz: NDArray[np.float32], edges_s: NDArray[np.float64]) -> list[float]:
    """Return each phoneme's mean pitch in semitones; NaN if it has none."""
    edges = np.round(edges_s * 1000 / FRAME_MS).astype(int)
    pitches = []
    for start, end in pairwise(edges):
        voiced = f0_hz[start:end][f0_hz[start:end] > 10]
        pitches.append(float(12 * np.log2(voiced.mean())) if len(voiced) else np.nan)
    return pitches


def judge(texts: Sequence[str], whole: Path, cut: Path) -> None:
    from tests.support.recognition import transcribe, word_error_rate

    errors, words, off, silences = {whole: 0.0, cut: 0.0}, 0, [], []
    for number, text in enumerate(texts):
        said = {folder: np.load(folder / f"{number}.npz") for folder in errors}
        words += len(text.split())
        for folder, speech in said.items():
            errors[folder] += word_error_rate(text, transcribe(speech["samples"])) * len(
                text.split()
            )
        silences.append(float(said[cut]["silence_ms"]))
        off.append(_semitones_apart(said[whole], said[cut]))
    print(f"words misheard: whole {errors[whole] / words:.2%}, cut {errors[cut] / words:.2%}")
    print(f"pitch of cut sentences off by {np.nanmedian(off):.2f} semitones in the median (RMS)")
    print(f"silence at the cut: {np.median(silences):.0f} ms in the median")


def _semitones_apart(whole: NDArray[np.void], cut: NDArray[np.void]) -> float:
    """Return the root mean square over the phonemes that both have; NaN if theirs differ."""
    spoken = [it["phonemes"] != " " for it in (whole, cut)]
    one, other = (it["phonemes"][where] for it, where in zip((whole, cut), spoken, strict=True))
    if not np.array_equal(one, other):
        return np.nan
    apart = whole["pitch"][spoken[0]] - cut["pitch"][spoken[1]]
    return float(np.sqrt(np.nanmean(apart**2)))


def main(arguments: Sequence[str]) -> None:
    if arguments[:1] == ["speak"]:
        return speak(json.loads(arguments[1]), Path(arguments[2]))
    from backend_queues.provisioning import environments
    from backend_queues.registry import registry
    from frontend.text import PhraseLimits
    from frontend.text.phrases import parted
    from frontend.text.segment import Ending, Segment
    from tasks.supervision.workers import VARIABLES

    limits = PhraseLimits(max_words=WORDS)
    texts = SENTENCES.read_text().splitlines()[: int(arguments[0]) if arguments else None]
    cut = [
        [part.text for part in parted(Segment.of(text, Ending.SENTENCE), limits)] for text in texts
    ]
    asked = [(text, parts) for text, parts in zip(texts, cut, strict=True) if len(parts) > 1]
    print(f"{len(asked)} sentences, such as {' | '.join(asked[0][1])!r}")
    python = str(environments.python_of(registry().get("kokoro")))
    environment = {**os.environ, **environments.code_path(), **VARIABLES}
    with tempfile.TemporaryDirectory() as name:
        folders = {"whole": Path(name) / "whole", "cut": Path(name) / "cut"}
        said = {"whole": [[text] for text, _ in asked], "cut": [parts for _, parts in asked]}
        for way, folder in folders.items():
            folder.mkdir()
            command = [python, "-m", "tests.bench.first_cut", "speak", json.dumps(said[way])]
            subprocess.run([*command, str(folder)], check=True, env=environment)
        judge([text for text, _ in asked], *folders.values())
    return None


if __name__ == "__main__":
    main(sys.argv[1:])
