"""What is said for the written words of a segment: its marks, the lexicons, the normaliser."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from frontend.text.normalisation import Spoken, normalise, prepare
from frontend.text.normalisation.pronunciations import Lexicon, marked
from frontend.voices.detection import in_each_language, load_detection

if TYPE_CHECKING:
    from frontend.protocol.wording import Normalisation
    from frontend.voices.voice_settings import VoiceSettings

NO_LANGUAGE = "zxx"  # has no rules
READS_ALL = "*"  # in the capabilities of a backend that reads every language well by itself


NONE: Mapping[str, Lexicon] = {}


class Diction:
    """The same for all streams and jobs of a frontend."""

    def __init__(
        self, normalisation: Normalisation = "auto", lexicons: Mapping[str, Lexicon] = NONE
    ) -> None:
        """What the server says; a request's own wishes go before it.

        `lexicons` are by language, in lower case, "" being that of all.
        """
        self._normalisation = normalisation
        self._lexicons = lexicons
        self._prepared: set[str] = set()

    async def prepare(self, voice_settings: VoiceSettings) -> None:
        """Load what its languages need, also of a fallback of its backend, off the event loop."""
        await load_detection(voice_settings)
        for settings in in_each_language(voice_settings):
            language = settings.language
            if language not in self._prepared and self._may_normalise(settings):
                await asyncio.to_thread(prepare, language)
                self._prepared.add(language)

    def spoken(self, text: str, voice_settings: VoiceSettings) -> Spoken:
        """Return what is spoken for the text of a segment."""
        written, given = marked(text)
        if not voice_settings.phonemes:
            given = []
        for lexicon in self._lexicons_for(voice_settings):
            given += lexicon.readings(written, phonemes=voice_settings.phonemes)
        normalises = self._normalises(voice_settings)
        language = voice_settings.language if normalises else NO_LANGUAGE
        return normalise(written, language, given=given, foreign=normalises)

    def _lexicons_for(self, voice_settings: VoiceSettings) -> Iterator[Lexicon]:
        """Yield the lexicons that count, the most particular first."""
        if voice_settings.wording.pronunciations:
            yield lexicon_of(tuple(voice_settings.wording.pronunciations.items()))
        language = voice_settings.language.lower()
        while self._lexicons:
            if language in self._lexicons:
                yield self._lexicons[language]
            if not language:
                return
            language = language.rpartition("-")[0]

    def _may_normalise(self, voice_settings: VoiceSettings) -> bool:
        """Tell whether it is done for the backend, or for another that may go on in its place."""
        falls_back = voice_settings.fallback and voice_settings.backend.entry.fallbacks
        return self._normalises(replace(voice_settings, reads=()) if falls_back else voice_settings)

    def _normalises(self, voice_settings: VoiceSettings) -> bool:
        asked = voice_settings.wording.normalisation or self._normalisation
        return asked == "on" or (asked == "auto" and not _reads_well(voice_settings))


AS_WRITTEN = Diction("off")


def _reads_well(voice_settings: VoiceSettings) -> bool:
    """Tell whether the backend reads the language's numbers, dates and so on well by itself."""
    language = voice_settings.language.lower() or "en"
    return any(
        reads == READS_ALL or language == reads.lower() or language.startswith(f"{reads.lower()}-")
        for reads in voice_settings.reads
    )


@lru_cache(maxsize=256)
def lexicon_of(entries: tuple[tuple[str, str], ...]) -> Lexicon:
    """Return a request's lexicon, which each of its segments asks for."""
    return Lexicon(entries)
