"""The language of each segment of a text, where a client leaves it to the server: "auto".

py3langid says which of the backend's languages a segment is in. What is short, or unclear, is in
the language of the segment before it. So the same text is spoken in the same languages again, also
where another frontend goes on with it.
"""

import asyncio
import copy
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any

from backend_queues.voices import primary_of
from frontend.voices.voice_settings import VoiceSettings

MIN_SHARE = 0.5  # of all probability, that a language has to have to be taken
MAX_CHARS = 500  # that are looked at
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
    language = _detected(text, tuple(sorted(settings.by_language)), last)
    language = language or primary_of(settings.language)
    way = settings.by_language.get(language)
    if way is None:
        return settings, last
    return replace(settings, voice=way.voice, language=way.language, by_language={}), language


def _detected(text: str, among: tuple[str, ...], last: str) -> str:
    """Return the language of a text; `last` if it is unclear."""
    identifier = _among(among)
    if identifier is None:
        return last
    language, share = identifier.classify(text[:MAX_CHARS])
    if share < MIN_SHARE or (last in _HAN_ONLY and language in _HAN_ONLY and not _has_kana(text)):
        return last
    return str(language)


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
    """Return what tells these languages from each other; None if it knows less than two."""
    known = {*languages} & {*map(str, _whole().labels)}
    if len(known) < 2:
        return None
    identifier = copy.copy(_whole())
    identifier.set_languages(sorted(known))
    return identifier
