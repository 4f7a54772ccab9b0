"""ElevenLabs' answer with timestamps: lines of JSON with PCM, and when each character is heard."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from backend_queues.base import Word
from backend_queues.errors import SynthesisFailed
from tasks.process.decoding import UNDECODABLE


class _Alignment(msgspec.Struct):
    """Characters of the text as written; times count from the beginning of the answer."""

    characters: list[str]
    character_start_times_seconds: list[float]
    character_end_times_seconds: list[float]


class _Line(msgspec.Struct):
    audio_base64: bytes | None = None  # msgspec decodes base64
    alignment: _Alignment | None = None


def aligned_pieces(answer: Iterable[bytes]) -> Iterator[tuple[bytes, Sequence[Word]]]:
    """Yield the PCM of each line of the answer, and the words that are complete by then.

    Raises:
        SynthesisFailed: a line is cut off, or of another shape.
    """
    words = _Words()
    for text in _lines(answer):
        try:
            line = msgspec.json.decode(text, type=_Line)
        except UNDECODABLE as error:
            raise SynthesisFailed(f"The service's answer has a broken line: {error}") from error
        yield line.audio_base64 or b"", words.push(line.alignment) if line.alignment else ()
    yield b"", words.finish()


def _lines(parts: Iterable[bytes]) -> Iterator[bytes]:
    held = b""
    for part in parts:
        *whole, held = (held + part).split(b"\n")
        yield from filter(bytes.strip, whole)
    if held.strip():
        yield held


class _Words:
    """Joins characters into words; a word may continue in the next line."""

    def __init__(self) -> None:
        self._held: list[Word] = []  # the characters of the word so far, each with its times

    def push(self, alignment: _Alignment) -> list[Word]:
        words = []
        times = zip(
            alignment.characters,
            alignment.character_start_times_seconds,
            alignment.character_end_times_seconds,
            strict=False,  # a missing time must not cost the speech
        )
        for character, start_s, end_s in times:
            if character.isspace():
                words += self.finish()
            else:
                self._held.append(Word(character, start_s, end_s))
        return words

    def finish(self) -> list[Word]:
        """Return the word so far without punctuation around it; nothing if there is only that."""
        heard = [i for i, held in enumerate(self._held) if not _is_punctuation(held.text)]
        word = self._held[heard[0] : heard[-1] + 1] if heard else []
        self._held = []
        if not word:
            return []
        return [Word("".join(held.text for held in word), word[0].start_s, word[-1].end_s)]


def _is_punctuation(text: str) -> bool:
    return all(unicodedata.category(character)[0] == "P" for character in text)
