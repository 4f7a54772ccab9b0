"""Names for what is heard, where a language's front end reads a text that it changed by itself."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from unicodedata import normalize

import msgspec

from backend_queues.kokoro.words import PUNCTUATION, SpokenWord, bare, spoken_word


class Token(msgspec.Struct, frozen=True):
    """Phonemes, and where their letters are."""

    start: int
    end: int
    phonemes: str


def named(written: str, read: str, tokens: Iterable[Token]) -> list[SpokenWord]:
    """Return words as written of tokens in the text as it was read.

    Tokens of which it cannot be told which letters they stand for are one word; punctuation is
    part of the word before it.
    """
    words: list[SpokenWord] = []
    for token in _joined(_in_written(written, read, tokens)):
        if words and not _is_heard(token.phonemes):
            words[-1] = spoken_word(words[-1].text, words[-1].phonemes + token.phonemes)
        else:
            words.append(spoken_word(bare(written[token.start : token.end]), token.phonemes))
    return words


def _is_heard(phonemes: str) -> bool:
    return any(phoneme not in PUNCTUATION and not phoneme.isspace() for phoneme in phonemes)


def _in_written(written: str, read: str, tokens: Iterable[Token]) -> Iterator[Token]:
    if written == read:
        yield from tokens
        return
    first, last = _offsets(written, read)
    for token in tokens:
        yield Token(first[token.start], last[token.end], token.phonemes)


def _offsets(written: str, read: str) -> tuple[list[int], list[int]]:
    """Return where in `written` a token may begin, and end, that does so at an offset in `read`."""
    first, last = [0], [0]
    for is_same, start, end, written_start, written_end in _stretches(written, read):
        inside = range(1, end - start)
        first += [written_start + i if is_same else written_start for i in inside]
        last += [written_start + i if is_same else written_end for i in inside]
        if end > start:
            first.append(written_end)
            last.append(written_end)
        else:
            first[-1] = written_end
    return first, last


def _stretches(written: str, read: str) -> Iterator[tuple[bool, int, int, int, int]]:
    """Yield stretches of `read` with those of `written` they stand for, and whether they are it.

    What front ends change is found by its characters; the rest is sought in its order.
    """
    position = written_position = 0
    for start, end in _unchanged(written):
        found = read.find(written[start:end], position)
        if found < 0:
            break
        yield False, position, found, written_position, start
        position, written_position = found + end - start, end
        yield True, found, position, start, end
    yield False, position, len(read), written_position, len(written)


def _unchanged(written: str) -> Iterator[tuple[int, int]]:
    start = 0
    for is_same, chars in groupby(written, _stays):
        end = start + len(list(chars))
        if is_same:
            yield start, end
        start = end


def _stays(char: str) -> bool:
    """Return whether front ends leave a character as it is: digits and old forms become others."""
    is_sign = char in "-.,%/〜～" or char.isspace()
    return not (is_sign or char.isdecimal() or normalize("NFKC", char) != char)


def _joined(tokens: Iterable[Token]) -> Iterator[Token]:
    """Join tokens that stand for the same letters."""
    waiting: Token | None = None
    for token in tokens:
        if waiting and token.start < waiting.end:
            phonemes = waiting.phonemes + token.phonemes
            waiting = Token(waiting.start, max(waiting.end, token.end), phonemes)
            continue
        if waiting:
            yield waiting
        waiting = token
    if waiting:
        yield waiting
