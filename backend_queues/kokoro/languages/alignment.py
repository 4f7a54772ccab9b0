"""Names for what is heard, where a language's front end reads a text that it changed by itself."""

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

import msgspec

from backend_queues.kokoro.words import PUNCTUATION, SpokenWord, bare, spoken_word

LONGEST = 2000  # characters; the words of a longer text have no names if it was changed


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
    if max(len(written), len(read)) > LONGEST:
        return [0] * (len(read) + 1), [0] * (len(read) + 1)
    first, last = [0], [0]
    blocks = SequenceMatcher(None, read, written, autojunk=False).get_opcodes()
    for kind, start, end, written_start, written_end in blocks:
        first[-1] = last[-1] if kind == "equal" else first[-1]
        inside = range(1, end - start)
        same = kind == "equal"
        first += [written_start + i if same else written_start for i in inside]
        last += [written_start + i if same else written_end for i in inside]
        if end > start:
            first.append(written_end)
            last.append(written_end)
        else:
            first[-1] = written_end
    return first, last


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
