"""How much speech will come of a job, and how much of the storage it will take."""

from collections.abc import Callable, Iterable

import msgspec

from frontend.audio.formats import JOB_FORMATS, check_encoding
from frontend.jobs.job import Item
from frontend.protocol.jobs import Output
from frontend.text.pauses import pauses_s
from frontend.text.ssml.values import breaks_s

CHARS_PER_S = 12.0  # of slow speech
ITEM_PAUSE_S = 0.5
SEGMENT_BYTES_PER_S = 48_000  # of speech that waits for its file; silence is kept as a length
ITEM_BYTES = 8_192  # a record, a file and their places in folders
LOSSY_BYTES_PER_S = 24_000
COVER_SHARE = 1.4  # base64, in Ogg
LOSSY = ("mp3", "opus", "aac", "m4b", "epub")
ONE_BYTE = ("mulaw", "alaw")


class Estimate(msgspec.Struct, frozen=True):
    audio_s: float = 0.0  # with all silence
    size_bytes: int = 0  # in the storage, while the job runs


def estimate(items: Iterable[Item], output: Output, cover_bytes: int = 0) -> Estimate:
    """Return what is to come of the items, rather too much than too little."""
    at_s = speech_s = 0.0
    text_bytes = files = 0
    chapter = None
    for item in items:
        if output.files == "one" and item.start_s is not None:
            at_s = max(at_s, item.start_s)
        item_s = item.characters / CHARS_PER_S
        speech_s += item_s
        at_s += item_s + sum(map(_pauses_of(item), item.texts)) + ITEM_PAUSE_S
        text_bytes += ITEM_BYTES + item.characters
        files += output.files == "item" or item.chapter != chapter
        chapter = item.chapter
    covers = COVER_SHARE * cover_bytes * (1 + (1 if output.files == "one" else files))
    size = text_bytes + covers + speech_s * SEGMENT_BYTES_PER_S + file_bytes(at_s, output)
    return Estimate(round(at_s, 3), round(size))


def _pauses_of(item: Item) -> Callable[[str], float]:
    return breaks_s if item.ssml else pauses_s


def file_bytes(audio_s: float, output: Output) -> int:
    """Return how many bytes files of so much audio may have."""
    if output.format in LOSSY:
        return round(audio_s * LOSSY_BYTES_PER_S)
    rate_hz = check_encoding(output.format, output.sample_rate, JOB_FORMATS).sample_rate_hz
    return round(audio_s * rate_hz * (1 if output.format in ONE_BYTE else 2))
