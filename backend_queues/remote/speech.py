"""Raw PCM in network parts of any size, and words beside it, to parts of speech."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from backend_queues.base import Samples, Speech, Word
from backend_queues.errors import InvalidConfiguration, SynthesisFailed
from backend_queues.remote.kinds import file_kind, is_text

# The first part is short, so that a listener hears it soon; later ones cost fewer messages.
FIRST_PART_S = 0.08
PART_S = 0.25
SAMPLE_BYTES = 2


def speech(pieces: Iterable[tuple[bytes, Sequence[Word]]], sample_rate_hz: int) -> Iterator[Speech]:
    """Yield pieces of little-endian int16 samples, cut anywhere, as parts of speech.

    A word goes with the part in which its end is heard; its times count from the first sample of
    all pieces.

    Raises:
        SynthesisFailed: there was no sample, the last one is cut in two, or they are text.
        InvalidConfiguration: the bytes are those of an audio file.
    """
    parts, words = _Parts(sample_rate_hz), deque[Word]()
    spoken = 0
    for data, new_words in pieces:
        words.extend(new_words)
        for part in parts.push(data):
            samples = _samples(part, first=not spoken)
            spoken += len(samples)
            yield Speech(samples, tuple(_heard(words, spoken / sample_rate_hz)))
    samples = _samples(parts.finish(), first=not spoken)
    end_s = (spoken + len(samples)) / sample_rate_hz
    yield Speech(samples, tuple(_cut(words, end_s)))


class _Parts:
    """Holds bytes back until they make a part."""

    def __init__(self, sample_rate_hz: int) -> None:
        self._held = b""
        self._wanted = round(FIRST_PART_S * sample_rate_hz) * SAMPLE_BYTES
        self._later = round(PART_S * sample_rate_hz) * SAMPLE_BYTES

    def push(self, data: bytes) -> Iterator[bytes]:
        """Take more bytes; yield the parts they complete.

        Something is always held back for `finish`, since no part of speech is empty.
        """
        self._held += data
        while len(self._held) > self._wanted:
            part, self._held = self._held[: self._wanted], self._held[self._wanted :]
            self._wanted = self._later
            yield part

    def finish(self) -> bytes:
        """Return the rest."""
        if not self._held:
            raise SynthesisFailed("The service has answered without any speech.")
        return self._held


def _samples(part: bytes, first: bool) -> Samples:
    if first and (kind := file_kind(part)):
        raise InvalidConfiguration(
            f"The service sends a file of the kind {kind}, though it was asked for raw PCM."
        )
    if first and is_text(part):
        raise SynthesisFailed("The service has answered with text instead of speech.")
    if len(part) % SAMPLE_BYTES:
        raise SynthesisFailed("The service's answer broke off in the middle of a sample.")
    return np.frombuffer(part, "<i2").astype(np.float32) * np.float32(1 / 32768)


def _heard(words: deque[Word], end_s: float) -> Iterator[Word]:
    while words and words[0].end_s <= end_s:
        yield words.popleft()


def _cut(words: Iterable[Word], end_s: float) -> Iterator[Word]:
    """The last words, which by the service's rounding may outlast the samples."""
    for word in words:
        if word.start_s < end_s:
            yield Word(word.text, word.start_s, min(word.end_s, end_s))
