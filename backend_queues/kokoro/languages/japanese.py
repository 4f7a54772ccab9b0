"""Japanese words by fugashi, and their phonemes by misaki's cutlet."""

import re
from collections.abc import Iterator
from itertools import accumulate

import jaconv
from misaki.cutlet import Cutlet, Word

from backend_queues.kokoro.languages.alignment import Token, named
from backend_queues.kokoro.languages.counters import Reading, readings
from backend_queues.kokoro.words import SpokenWord

_KNOWN = 6  # the kind that cutlet gives to what is read by its kana
_KATAKANA = 7
_LEFT_OUT = re.compile(r'(?<![!",.:;?»—…”]) (?=ʔ)|(?<=ʔ) (?!["«“])')


class Japanese(Cutlet):  # type: ignore[misc]  # misaki has no types
    """Says what cutlet says, but numbers with their counters as they are read, and knows which
    word it says where."""

    def words(self, text: str) -> list[SpokenWord]:
        read = self._normalize_text(text) if text else text
        words = list(_with_readings(list(self._tagged(read)), readings(read)))
        self._heard: list[str] = []
        tokens = self._romaji_tokens([word for _, word in words])
        spans = _spans(read, self._heard)
        said = _tidied([str(token) for token in tokens])
        return named(
            text, read, [Token(*span, phonemes) for span, phonemes in zip(spans, said, strict=True)]
        )

    def _tagged(self, text: str) -> Iterator[tuple[int, Word]]:
        """Yield the words of the dictionary, with their offsets."""
        end = 0
        for word in self.tagger(text):
            start = max(text.find(word.surface, end), end)
            end = start + len(word.surface)
            kana = word.feature.pron or word.feature.kana or word.surface
            is_known = word.char_type == _KATAKANA or not word.is_unk
            kind = _KNOWN if is_known else word.char_type
            yield start, Word(word.surface, jaconv.kata2hira(kana), kind)

    def _romaji_word(self, word: Word) -> str:
        """Note the word, which cutlet may have put together of several."""
        self._heard.append(word.surface)
        return str(super()._romaji_word(word))


def _with_readings(
    words: list[tuple[int, Word]], found: list[Reading]
) -> Iterator[tuple[int, Word]]:
    """Put readings in the place of the words that they are of, where the dictionary has others.

    One that is of a part of a word is left out.
    """
    starts = {start: number for number, (start, _) in enumerate(words)}
    ends = {start + len(word.surface): number + 1 for number, (start, word) in enumerate(words)}
    position = 0
    for reading in found:
        first, last = starts.get(reading.start), ends.get(reading.end)
        if first is None or last is None:
            continue
        if "".join(word.hira for _, word in words[first:last]) == reading.kana:
            continue
        yield from words[position:first]
        surface = "".join(word.surface for _, word in words[first:last])
        yield reading.start, Word(surface, reading.kana, _KNOWN)
        position = last
    yield from words[position:]


def _spans(text: str, surfaces: list[str]) -> Iterator[tuple[int, int]]:
    end = 0
    for surface in surfaces:
        start = text.find(surface, end)
        if start >= 0:
            end = start + len(surface)
        yield (start, end) if start >= 0 else (end, end)


def _tidied(said: list[str]) -> list[str]:
    """Do to the phonemes of a whole text, given word by word, what cutlet does to them at last."""
    whole = "".join(said)
    ends = list(accumulate(map(len, said)))
    whole = re.sub(r"\s", " ", whole).replace("(", "«").replace(")", "»")
    kept = [True] * len(whole)
    for match in re.finditer(r"^ +|(?<= ) +| +$", whole):
        kept[match.start() : match.end()] = [False] * (match.end() - match.start())
    spaced = [i for i, is_kept in enumerate(kept) if is_kept]
    shortened = "".join(whole[i] for i in spaced)
    for match in _LEFT_OUT.finditer(shortened):
        kept[spaced[match.start()]] = False
    starts = [0, *ends][: len(ends)]
    return [
        "".join(whole[i] for i in range(start, end) if kept[i])
        for start, end in zip(starts, ends, strict=True)
    ]
