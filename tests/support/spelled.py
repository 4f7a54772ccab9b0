"""Speech of a cluster in memory in which each character can be read again, and who spoke it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import numpy as np

from backend_queues.base import Capabilities, Option, Voice
from backend_queues.registry import BackendEntry, BackendSpec, Fallback, OpenAINames, Registry
from frontend.protocol.events import Audio, Event
from frontend.voices.voice_settings import VoiceSettings
from tests.support.memory_cluster import RATE_HZ, SECONDS_PER_CHARACTER, Kind, MemoryCluster

WHO = 1_000  # between the codes of two backends
FIRST, SECOND, THIRD = WHO, 2 * WHO, 3 * WHO
TEXT = (
    "Nobody had expected the old machine to run again. "
    "It coughed twice and began to hum a song. "
    "All of the children ran away at once, laughing loudly."
)
SPEED = Option("speed", 1.0, minimum=0.5, maximum=2.0)


def entry(*fallbacks: str | Fallback) -> BackendEntry:
    return BackendEntry("tests.support:Nobody", fallback=fallbacks)


ENTRIES = {"first": entry("second", "third"), "second": entry(), "third": entry()}
SPECS = {name: BackendSpec(name, it) for name, it in ENTRIES.items()}
ASKED = VoiceSettings(SPECS["first"], "af_one", "en-US", {"speed": 1.5, "pitch": 3}, tags=())
REGISTRY = Registry("first", SPECS, OpenAINames(), {})
SAMPLES = round(SECONDS_PER_CHARACTER * RATE_HZ)


def spelling_cluster() -> MemoryCluster:
    """Return a cluster of three backends that spell, and say when words are spoken."""
    cluster = MemoryCluster(workers=0, speed=4.0)
    capabilities = Capabilities(languages=("en-US",), options=(SPEED,))
    for name, base in (("first", FIRST), ("second", SECOND), ("third", THIRD)):
        voices = (Voice(f"am_{name}", "en-US"), Voice(f"bf_{name}", "en-GB"))
        kind = Kind(spells=base, words=True, voices=voices, capabilities=capabilities)
        cluster.kinds[name] = kind
        cluster.start_worker(name)
    return cluster


def spelled(events: Iterable[Event]) -> list[tuple[int, str]]:
    """Return who spoke and what, in the order it was heard, the characters cut off included."""
    pcm = b"".join(event.pcm for event in events if isinstance(event, Audio))
    codes = np.frombuffer(pcm, "<i2")
    heard: list[tuple[int, str]] = []
    for base, run in groupby(_without_pauses(codes), key=lambda code: code // WHO * WHO):
        heard.append((base, _read([code - base for code in run])))
    return heard


def _without_pauses(codes: Iterable[int]) -> Iterator[int]:
    """Yield a blank of the same speaker for silence."""
    speaker = FIRST
    for code in codes:
        speaker = int(code) // WHO * WHO if code else speaker
        yield int(code) or speaker + ord(" ")


def _read(codes: Sequence[int]) -> str:
    """Read the characters, of which the same may follow each other, and the last may be cut off."""
    return "".join(
        chr(code) * max(1, round(len(list(run)) / SAMPLES)) for code, run in groupby(codes)
    )


def assert_no_word_is_lost(text: str, heard: Sequence[tuple[int, str]], repeated: int = 1) -> None:
    """See that the words are heard in order, with at most so many repeated at each change."""
    words = text.split()
    at = 0
    for _, part in heard:
        spoken = part.split()
        starts = [n for n in range(max(0, at - repeated), at + 1) if _begins(words[n:], spoken)]
        assert starts, (words[max(0, at - 3) : at + 3], spoken)
        at = starts[-1] + len(spoken)
        if words[at - 1] != spoken[-1]:  # it was cut off
            at -= 1
    assert at == len(words), words[at:]


def _begins(words: Sequence[str], spoken: Sequence[str]) -> bool:
    """Tell whether those words were spoken first, of which the last may be cut off."""
    *whole, last = spoken
    return (
        list(words[: len(whole)]) == whole
        and len(words) > len(whole)
        and words[len(whole)].startswith(last)
    )
