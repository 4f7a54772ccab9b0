"""Runs in Kokoro's environment: how far the runtime's ways to the same samples are apart, in dB."""

import json
import sys
import time
from pathlib import Path

import numpy as np

from backend_queues.base import Samples
from backend_queues.kokoro.files import FOLDER, NAME, Tokens, read_styles
from backend_queues.kokoro.runtime import SAMPLES_PER_FRAME, NormStatistics, Sentence
from backend_queues.kokoro.windows import CONTEXT, windows
from backend_queues.kokoro_openvino import sentences
from backend_queues.kokoro_openvino.graphs import FLOAT32
from backend_queues.kokoro_openvino.runtime import OpenVinoRuntime
from backend_queues.provisioning.builds import built

PHONEMES = "həlˈO ðˌɛɹ, ðɪs ɪz ɐ wˈɪndO."
SIZES = (36, 60)
ENOUGH, MORE = LENGTHS = 224, 320
SOON_S = 60


def never() -> bool:
    return False


class Soon:
    """Becomes true when it is asked for the second time, which is while a graph runs."""

    def __init__(self) -> None:
        self.looks = 0

    def __call__(self) -> bool:
        self.looks += 1
        return self.looks > 1


def apart_db(wanted: Samples, found: Samples) -> float:
    return float(10 * np.log10((wanted**2).sum() / ((wanted - found) ** 2).sum()))


def sentence_of(runtime: OpenVinoRuntime) -> Sentence:
    style = np.asarray(read_styles("af_heart")[len(PHONEMES) - 1])
    sentence = runtime.prepare(Tokens().of(PHONEMES), style, 1.0, never)
    assert sentence is not None
    return sentence


def in_windows(runtime: OpenVinoRuntime, said: Sentence, statistics: NormStatistics) -> Samples:
    pieces = []
    for window in windows(0, said.frames, said.frames, SIZES):
        samples = runtime.decode(said, statistics, window.start, window.frames, never)
        assert samples is not None
        first, end = (SAMPLES_PER_FRAME * (i - window.start) for i in (window.first, window.end))
        pieces.append(samples[first:end])
    return np.concatenate(pieces)


def loaded_in_two_steps(runtime: OpenVinoRuntime) -> dict[str, bool]:
    compiled = runtime._waveforms._wholes
    at_first = set(compiled)
    asked = runtime.decode_whole(sentence_of(runtime), never) is not None and set(compiled)
    runtime.finish_loading()
    end = time.monotonic() + SOON_S
    while len(compiled) < len(LENGTHS) and time.monotonic() < end:
        time.sleep(0.05)
    return {
        "no whole sentence at first": not at_first,
        "one that is asked for": asked == {ENOUGH},
        "all of them soon": set(compiled) == set(LENGTHS),
    }


def main(report: Path) -> None:
    folder = built(NAME, FOLDER) / "openvino"
    runtime = OpenVinoRuntime(folder, 1, FLOAT32, SIZES, LENGTHS)
    said = sentence_of(runtime)
    whole, own = runtime.decode_whole(said, never) or (None, None)
    assert whole is not None and own is not None
    waveforms = runtime._waveforms
    waveforms._lengths = [MORE]
    more = runtime.decode_whole(said, never)
    assert more is not None
    found = {
        "frames": said.frames,
        "context": CONTEXT,
        "windows": apart_db(whole, in_windows(runtime, said, own)),
        "padded whole": apart_db(whole, more[0]),
        "cancelled whole": runtime.decode_whole(said, lambda: True) is None,
        "cancelled window": runtime.decode(said, own, 0, SIZES[0], lambda: True) is None,
        "cancelled sentence": runtime.prepare(Tokens().of(PHONEMES), said.style, 1.0, lambda: True)
        is None,
    }
    soon = Soon()
    cut = runtime.decode(said, own, 0, SIZES[1], soon)
    again = runtime.decode(said, own, 0, SIZES[1], never)
    once_more = runtime.decode(said, own, 0, SIZES[1], never)
    assert again is not None and once_more is not None
    found |= {
        "cancelled run": cut is None and soon.looks == 2,
        "after a cancelled run": bool(np.array_equal(again, once_more)),
    }
    found |= loaded_in_two_steps(OpenVinoRuntime(folder, 1, FLOAT32, SIZES, LENGTHS, warm=True))
    vars(sentences)["fitting"] = lambda lengths, length: length  # no padding from here on
    bare = sentence_of(runtime)
    found |= {
        "same durations": bool(np.array_equal(bare.durations, said.durations)),
        "padded hidden": apart_db(bare.hidden, said.hidden),
        "padded pitch": apart_db(bare.f0_hz, said.f0_hz),
    }
    report.write_text(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
