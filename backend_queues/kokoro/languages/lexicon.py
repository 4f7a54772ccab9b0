"""misaki's English dictionaries as files that are mapped into memory, 4 MB instead of 110.

misaki keeps 55 MB for each of two accents, half of it for how a word is written at the beginning
of a sentence or within one. Here that spelling is looked up when the word is not found, and the
words are in tries, which all workers of a machine share.
"""

import importlib.resources
import json
from pathlib import Path
from typing import Any

import marisa_trie
from misaki import data, en

ACCENTS = {False: "us", True: "gb"}
KINDS = ("gold", "silver")  # checked by people; not checked


class Entries:
    """Finds "Hello" as "hello", and "monday" as "Monday", unless they are words of their own."""

    def __init__(self, trie: Any) -> None:
        """`trie` has what a word sounds like as JSON: phonemes, or those of each part of speech."""
        self._trie = trie

    def __len__(self) -> int:
        return len(self._trie)

    def __getitem__(self, word: str) -> Any:
        return json.loads(self._trie[self._kept(word)][0])

    def __contains__(self, word: str) -> bool:
        return self._kept(word) in self._trie

    def get(self, word: str, default: Any = None) -> Any:
        found = self._trie.get(self._kept(word))
        return json.loads(found[0]) if found else default

    def _kept(self, word: str) -> str:
        """Return how the word is written here."""
        if len(word) < 2 or word in self._trie:
            return word
        lower = word.lower()
        capitalized = lower.capitalize()
        if word == lower:
            return capitalized
        return lower if word == capitalized else word


class Lexicon(en.Lexicon):  # type: ignore[misc]  # misaki has no types
    """misaki's, with the entries that are in the folder; without one, they are made in memory."""

    def __init__(self, british: bool, folder: Path | None = None) -> None:
        self.british = british
        self.cap_stresses = (0.5, 2)  # as upstream's constructor has it
        self.golds, self.silvers = (_entries(british, kind, folder) for kind in KINDS)


def build(folder: Path) -> None:
    """Write the tries of both accents into a folder, 4 MB."""
    folder.mkdir(parents=True)
    for british in ACCENTS:
        for kind in KINDS:
            _made(british, kind).save(str(_file(folder, british, kind)))


def _entries(british: bool, kind: str, folder: Path | None) -> Entries:
    if folder is None:
        return Entries(_made(british, kind))
    return Entries(marisa_trie.BytesTrie().mmap(str(_file(folder, british, kind))))


def _file(folder: Path, british: bool, kind: str) -> Path:
    return folder / f"{ACCENTS[british]}_{kind}.marisa"


def _made(british: bool, kind: str) -> Any:
    source = importlib.resources.files(data) / f"{ACCENTS[british]}_{kind}.json"
    words = json.loads(source.read_bytes())
    return marisa_trie.BytesTrie((word, _packed(sound)) for word, sound in words.items())


def _packed(sound: Any) -> bytes:
    return json.dumps(sound, ensure_ascii=False).encode()
