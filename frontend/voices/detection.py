"""The language of each segment of a text, where a client leaves it to the server: "auto".

py3langid says which language a segment is in, of the backend's and of those whose numbers are read
here. One that the backend does not speak is left to the voice's own. What is short, unclear, or a
name, is in the language of the segment before it. So the same text is spoken in the same languages
again, also where another frontend goes on with it.
"""

import asyncio
import copy
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any

from backend_queues.voices import primary_of
from frontend.text.normalisation.languages import PACKAGES
from frontend.voices.voice_settings import VoiceSettings

MIN_SHARE = 0.5  # of all probability, that a language has to have to be taken
# How much likelier a language is, whose numbers are read here, before a word of the text is seen:
# among a hundred languages, a short sentence is in none with half of all probability.
LIKELIER = 10
ENOUGH_WORDS = 3  # to tell a language by
MAX_CHARS = 500  # that are looked at
READ_HERE = frozenset(map(primary_of, PACKAGES))
_HAN_ONLY = ("ja", "zh")  # in which a text of Han characters alone may be


async def load_detection(settings: VoiceSettings) -> None:
    """Load what detecting takes, if it is to be done, without holding up the event loop."""
    if settings.by_language and not _whole.cache_info().currsize:
        await asyncio.to_thread(_whole)


class Detection:
    """Goes through the segments of a text, one after the other."""

    def __init__(self) -> None:
        self._last = ""  # language

    def spoken(self, settings: VoiceSettings, text: str) -> VoiceSettings:
        """Return how the next segment is spoken."""
        settings, self._last = in_its_language(settings, text, self._last)
        return settings


def in_each_language(settings: VoiceSettings) -> Iterator[VoiceSettings]:
    """Yield the settings of each language that the text may be found to be in."""
    if not settings.by_language:
        yield settings
    for way in settings.by_language.values():
        yield replace(settings, voice=way.voice, language=way.language, by_language={})


def in_its_language(settings: VoiceSettings, text: str, last: str) -> tuple[VoiceSettings, str]:
    """Return how a segment is spoken, and its language, which follows one that was in `last`."""
    if not settings.by_language or not text:
        return settings, last
    own = primary_of(settings.language)
    language = _detected(text, tuple(sorted(settings.by_language)), last) or own
    if language not in settings.by_language:
        language = own
    way = settings.by_language.get(language)
    if way is None:
        return settings, last
    return replace(settings, voice=way.voice, language=way.language, by_language={}), language


def _detected(text: str, among: tuple[str, ...], last: str) -> str:
    """Return the language of a text, which may be none of these; `last` if it is unclear."""
    text = text[:MAX_CHARS]
    if _is_name(text):
        return last
    text = text.lower() if text.isupper() else _without_names(text)
    ranked = _among(among).rank(text)
    shares = {str(name): share * _likelihood(name) for name, share in ranked}
    language = max(shares, key=lambda name: shares[name])
    if shares[language] < MIN_SHARE * sum(shares.values()):
        return last
    if last in _HAN_ONLY and language in _HAN_ONLY and not _has_kana(text):
        return last
    return language


def _likelihood(language: str) -> int:
    return LIKELIER if language in READ_HERE else 1


def _is_name(text: str) -> bool:
    """Return whether each of several words begins with a capital: names are in any language."""
    words = [word for word in text.split() if any(map(str.isalpha, word))]
    return len(words) > 1 and not text.isupper() and all(map(_is_capitalised, words))


def _without_names(text: str) -> str:
    """Return it without the capitalised words behind the first, if enough is left to tell.

    "We met José García in São Paulo" is no Portuguese.
    """
    first, *rest = text.split() or [""]
    plain = [first, *(word for word in rest if not _is_capitalised(word))]
    return " ".join(plain) if len(plain) >= ENOUGH_WORDS else text


def _is_capitalised(word: str) -> bool:
    return next(filter(str.isalpha, word), "").isupper()


def _has_kana(text: str) -> bool:
    return any("\u3040" <= char <= "\u30ff" for char in text)


@cache
def _whole() -> Any:
    """Return what knows all languages: 80 MB."""
    from py3langid import langid

    identifier: Any = langid.LanguageIdentifier
    return identifier.from_model_file(langid.MODEL_FILE, norm_probs=True)


@lru_cache(32)
def _among(languages: tuple[str, ...]) -> Any:
    """Return what tells these languages, and those whose numbers are read, from each other."""
    known = READ_HERE.union(languages) & {*map(str, _whole().labels)}
    identifier = copy.copy(_whole())
    identifier.set_languages(sorted(known))
    return identifier
