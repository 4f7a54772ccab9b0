"""Tells how far speech in windows is from sentences decoded whole, by language, voice and speed.

Windows have predicted statistics, a whole sentence its own. Run when Kokoro is built.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator

import msgspec
import numpy as np

from backend_queues.kokoro.choice import Loaded
from backend_queues.kokoro.files import Tokens, listed_voices, read_styles
from backend_queues.kokoro.runtime import Runtime, Sentence
from backend_queues.kokoro.spectra import distance_db

# "Where do you live?" or the like in each language: longer than what is decoded whole anyway.
PHONEMES = {
    "en-US": "wˌɛɹ dˈu ju lˈɪv?",
    "en-GB": "wˌɛː dˈuː juː lˈɪv?",
    "es": "dˈonde βˈiβes tˈu?",
    "fr-FR": "u ɛs kə ty vˈi ?",
    "hi": "ˌaːp kˈʌha\u0303 ɾˈʌhətˌeː hɛ\u0303?",
    "it": "dˈove ˈabitɪ adˈɛSo?",
    "ja": "doko ɲi sɨnde imasɨ ka.",
    "pt-BR": "ˌoŋʤy vosˌe mˈɔɾæ?",
    "zh": "ni↓ ꭧu↘ ʦai↘ na↓li↓?",
}
NORMAL = 1.0
SPEEDS = (NORMAL, 0.5, 0.75, 1.5)
# Frames to which a whole sentence is padded here: the longest is one at half speed.
WHOLE = (144, 224, 448)
LIMIT_S = 20.0  # for all of it, on a slow processor


class Trial(msgspec.Struct, frozen=True):
    language: str
    voice: str
    speed: float


class Distance(msgspec.Struct, frozen=True):
    """`decibels` is the distance of log-mel spectra."""

    trial: Trial
    decibels: float


def check(loaded: Loaded, report: Callable[[str], None]) -> None:
    """Report the distances of as many trials as there is time for.

    The runtime can decode whole sentences of up to the longest of WHOLE.
    """
    tried, end = trials(), time.monotonic() + LIMIT_S
    found: list[Distance] = []
    for trial in tried:
        if time.monotonic() > end:
            report(f"windows beside whole: no time for {len(tried) - len(found)} of {len(tried)}")
            break
        found.append(Distance(trial, distance_of(trial, loaded)))
    for line in summary(found):
        report(line)


def trials() -> list[Trial]:
    """Return each language at each speed by its first voice, then all other voices."""
    voices = list(listed_voices())
    first = [next(v for v in voices if v.language == language) for language in PHONEMES]
    speeds = [Trial(v.language, v.name, speed) for speed in SPEEDS for v in first]
    others = [Trial(v.language, v.name, NORMAL) for v in voices if v not in first]
    return speeds + others


def distance_of(trial: Trial, loaded: Loaded) -> float:
    sentence = _sentence(trial, loaded.runtime)
    whole = loaded.runtime.decode_whole(sentence, _never)
    assert whole is not None
    windows = np.concatenate(list(loaded.decoder.decode(sentence, _never)))
    return distance_db(whole[0], windows)


def _sentence(trial: Trial, runtime: Runtime) -> Sentence:
    phonemes = PHONEMES[trial.language]
    style = np.asarray(read_styles(trial.voice)[len(phonemes) - 1])
    sentence = runtime.prepare(Tokens().of(phonemes), style, trial.speed, _never)
    assert sentence is not None
    return sentence


def summary(found: list[Distance]) -> Iterator[str]:
    """Yield a line a speed: the mean of each language's voices, and the furthest of all."""
    for speed in sorted({distance.trial.speed for distance in found}):
        distances = [distance for distance in found if distance.trial.speed == speed]
        furthest = max(distances, key=lambda distance: distance.decibels)
        languages = ", ".join(f"{name} {mean:.1f}" for name, mean in _means(distances))
        yield (
            f"windows beside whole at speed {speed:g}, dB: {languages}; "
            f"most {furthest.decibels:.1f} ({furthest.trial.voice})"
        )


def _means(distances: list[Distance]) -> Iterator[tuple[str, float]]:
    by_language = defaultdict(list)
    for distance in distances:
        by_language[distance.trial.language].append(distance.decibels)
    for language, decibels in by_language.items():
        yield language, float(np.mean(decibels))


def _never() -> bool:
    return False
