"""Text to words and phonemes in all languages of Kokoro's voices."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from backend_queues.errors import NothingToSpeak
from backend_queues.kokoro.languages.english import English
from backend_queues.kokoro.words import SpokenWord, bare, spoken_word
from backend_queues.phonemes import parts_of

ESPEAK_LANGUAGES = {"es": "es", "fr-FR": "fr-fr", "hi": "hi", "it": "it", "pt-BR": "pt-br"}
LATIN = re.compile(r"([A-Za-z][A-Za-z' -]*)")
Words = Callable[[str], list[SpokenWord]]


class Phonemizer:
    """Turns text into the phonemes that the model knows; others are left out.

    `lexicons` is the folder of English words that was built at install; without one, they take 9 MB
    and a second.
    """

    def __init__(self, known: frozenset[str], lexicons: Path | None = None) -> None:
        self._known = known
        self._english = English(lexicons)
        self._others = cache(self._other)  # made when first asked for: jieba takes a second

    def load_espeak(self) -> None:
        """Load what reads the words of other languages, and of English those it does not know."""
        self._english.load_espeak()

    def words(self, text: str, language: str) -> list[SpokenWord]:
        """Return the text's words; those without phonemes have been left out.

        Where espeak runs words together, the words' text is "".

        Raises:
            NothingToSpeak: there is nothing but punctuation, or signs that are not read aloud.
        """
        words: list[SpokenWord] = []
        parts = list(parts_of(text))
        for (part, phonemes), (after, _) in zip(parts, [*parts[1:], (" ", "")], strict=True):
            if any(phoneme in self._known for phoneme in phonemes):
                space = " " if after[:1].isspace() else ""
                words.append(spoken_word(part, phonemes + space))
            elif part.strip():
                words += self._words(part.lstrip(), language)
        known = [self._with_known_phonemes(word) for word in words]
        if not any(word.end for word in known):
            raise NothingToSpeak(f"Nothing in {text!r} can be said aloud.")
        return [word for word in known if word.phonemes.strip()]

    def _words(self, text: str, language: str) -> list[SpokenWord]:
        if language.startswith("en"):
            return self._english.words(text, british=language == "en-GB")
        return self._others(language)(text)

    def _with_known_phonemes(self, word: SpokenWord) -> SpokenWord:
        return spoken_word(word.text, "".join(p for p in word.phonemes if p in self._known))

    def _other(self, language: str) -> Words:
        """The function that gives the words of a text in a language other than English.

        The dictionaries of Japanese and Chinese take 170 MB, and espeak half a second, so they are
        imported here.
        """
        if language == "ja":
            from backend_queues.kokoro.languages.japanese import Japanese

            return self._mixed_with_english(Japanese().words)
        if language == "zh":
            from backend_queues.kokoro.languages.chinese import Chinese

            return self._mixed_with_english(Chinese().words)
        from misaki.espeak import EspeakG2P

        espeak = EspeakG2P(ESPEAK_LANGUAGES[language])
        # The danda ends a Hindi sentence; the model knows only the full stop.
        return lambda text: _matched(text, str(espeak(text.replace("।", "."))[0]))

    def _mixed_with_english(self, others: Words) -> Words:
        """Have Latin letters read as English: the other would take each for a phoneme."""

        def words(text: str) -> list[SpokenWord]:
            found: list[SpokenWord] = []
            for number, piece in enumerate(LATIN.split(text)):
                if piece.strip():
                    said = self._english.words(piece) if number % 2 else others(piece)
                    found += _spaced(said)
            return found

        return words


def _spaced(words: list[SpokenWord]) -> list[SpokenWord]:
    """End the words with a space, and leave out others that stand together or at the beginning."""
    spaced: list[SpokenWord] = []
    is_space = True
    for word in words:
        phonemes = re.sub(r"\s+", " ", word.phonemes)
        phonemes = phonemes.removeprefix(" ") if is_space else phonemes
        is_space = phonemes.endswith(" ") if phonemes else is_space
        spaced.append(spoken_word(word.text, phonemes))
    if not is_space:
        spaced[-1] = spoken_word(spaced[-1].text, spaced[-1].phonemes + " ")
    return spaced


def _matched(text: str, phonemes: str) -> list[SpokenWord]:
    """Name each run of phonemes by its word if there are as many of one as of the other."""
    spoken = [spoken_word("", run + " ") for run in phonemes.split()]
    written = [word for word in map(bare, text.split()) if word]
    heard = [word for word in spoken if word.end]
    if len(written) != len(heard):
        return spoken
    names = iter(written)
    return [spoken_word(next(names), word.phonemes) if word.end else word for word in spoken]
