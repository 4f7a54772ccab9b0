"""Several texts spoken side by side: each one's phonemes in as many runs as the model's limit asks.

A text is nearly always a single run, so all are in the first; the few that go on share the next.
"""

from collections.abc import Callable, Iterator, Sequence

import torch

from backend_queues.base import BatchedSpeech, Samples
from backend_queues.kokoro.speech import MAX_PHONEMES, Telling, edges_of, phonemes_of
from backend_queues.kokoro.words import SpokenWord, parts_of
from backend_queues.kokoro_pytorch.decoder import Piece
from backend_queues.kokoro_pytorch.model import Model
from backend_queues.kokoro_pytorch.sentences import Wording


class Text:
    """A text on its way through the runs. `styles` is a voice: float32, shape (510, 256)."""

    def __init__(
        self,
        number: int,
        words: Sequence[SpokenWord],
        styles: Samples,
        speed: float,
        seed: int,
        cancelled: Callable[[], bool],
    ) -> None:
        self.cancelled = cancelled
        self._number = number
        self._parts = list(parts_of(words, MAX_PHONEMES))
        self._styles = styles
        self._speed = speed
        self._seed = seed
        self._telling: Telling | None = None
        self._spoken = 0

    @property
    def is_over(self) -> bool:
        return not self._parts

    def wording(self) -> Wording:
        """Return what of the text comes next."""
        phonemes = phonemes_of(self._parts[0])
        style = torch.from_numpy(self._styles[len(phonemes) - 1])
        return Wording(phonemes, style, self._speed, self._seed)

    def tell(self, piece: Piece) -> Iterator[BatchedSpeech]:
        """Yield the speech that a piece of the present part is, and the text's end if it is."""
        if self._telling is None:
            self._telling = Telling(self._parts[0], edges_of(piece.durations), self._spoken)
        if len(piece.samples):
            yield BatchedSpeech(self._number, self._telling.speech(piece.samples))
        if piece.is_last:
            self._spoken, self._telling = self._telling.spoken, None
            del self._parts[0]
            if not self._parts:
                yield BatchedSpeech(self._number, None)

    def end(self) -> BatchedSpeech:
        """Return the end of a text that is not spoken to its end."""
        self._parts = []
        return BatchedSpeech(self._number, None)


def speak(texts: Sequence[Text], model: Model) -> Iterator[BatchedSpeech]:
    """Yield the texts' speech, as `synthesize_many` does."""
    waiting = list(texts)
    while waiting:
        yield from (text.end() for text in waiting if text.cancelled())
        waiting = [text for text in waiting if not text.is_over]
        if waiting:
            wordings = [text.wording() for text in waiting]
            for piece in model.run(wordings, [text.cancelled for text in waiting]):
                yield from waiting[piece.sentence].tell(piece)
        waiting = [text for text in waiting if not text.is_over]
