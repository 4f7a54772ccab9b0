"""Text to words and phonemes in all languages of Kokoro's voices."""

import logging
import re
from collections.abc import Callable
from functools import cache

from misaki.espeak import EspeakG2P

from backend_queues.cache import cache_root
from backend_queues.errors import NothingToSpeak
from backend_queues.kokoro.english import English
from backend_queues.kokoro.words import SpokenWord, bare, spoken_word
from backend_queues.phonemes import parts_of

ESPEAK_LANGUAGES = {"es": "es", "fr-FR": "fr-fr", "hi": "hi", "it": "it", "pt-BR": "pt-br"}
LATIN = re.compile(r"([A-Za-z][A-Za-z' -]*)")


class Phonemizer:
    """Turns text into the phonemes that the model knows; others are left out."""

    def __init__(self, known: frozenset[str]) -> None:
        self._known = known
        self._english = English()
        self._others = cache(self._other)  # made when first asked for: jieba takes a second

    def words(self, text: str, language: str) -> list[SpokenWord]:
        """Return the text's words; those without phonemes have been left out.

        In Japanese, Chinese and where espeak runs words together, the words' text is "".

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
        return _matched(text, self._others(language)(text))

    def _with_known_phonemes(self, word: SpokenWord) -> SpokenWord:
        return spoken_word(word.text, "".join(p for p in word.phonemes if p in self._known))

    def _other(self, language: str) -> Callable[[str], str]:
        """The function that gives the phonemes of a text in a language other than English.

        The dictionaries of Japanese and Chinese take 170 MB, so they are imported here.
        """
        if language == "ja":
            from misaki.cutlet import Cutlet

            return self._mixed_with_english(Cutlet())
        if language == "zh":
            from misaki import zh

            zh.jieba.setLogLevel(logging.WARNING)
            # Its place for the parsed dictionary is a file in /tmp that anybody could have put.
            zh.jieba.dt.tmp_dir = str(cache_root())
            return self._mixed_with_english(zh.ZHG2P())
        espeak = EspeakG2P(ESPEAK_LANGUAGES[language])
        # The danda ends a Hindi sentence; the model knows only the full stop.
        return lambda text: str(espeak(text.replace("।", "."))[0])

    def _mixed_with_english(self, g2p: Callable[[str], tuple[str, object]]) -> Callable[[str], str]:
        """Have Latin letters read as English: the g2p would take each for a phoneme."""

        def phonemes(text: str) -> str:
            pieces = [piece for piece in LATIN.split(text) if piece.strip()]
            latin = (LATIN.fullmatch(piece) for piece in pieces)
            return " ".join(
                self._english.phonemes(piece) if is_latin else g2p(piece)[0]
                for piece, is_latin in zip(pieces, latin, strict=True)
            )

        return phonemes


def _matched(text: str, phonemes: str) -> list[SpokenWord]:
    """Name each run of phonemes by its word if there are as many of one as of the other."""
    spoken = [spoken_word("", run + " ") for run in phonemes.split()]
    written = [word for word in map(bare, text.split()) if word]
    heard = [word for word in spoken if word.end]
    if len(written) != len(heard):
        return spoken
    names = iter(written)
    return [spoken_word(next(names), word.phonemes) if word.end else word for word in spoken]
