"""Phonemes by the library espeak-ng, where coqui-tts would run the program of that name.

The library comes with this environment, so that nothing has to be installed on the machine; and a
sentence costs no process.
"""

import re
from functools import cache

import espeakng_loader
from phonemizer.backend.espeak.wrapper import EspeakWrapper

from backend_queues.coqui.upstream import BasePhonemizer, Punctuation, phonemizers

# What coqui-tts calls two languages that espeak-ng has under other names.
OTHER_NAMES = {"en": "en-us", "zh-cn": "cmn"}
# "(en)" and "(fr)": where espeak-ng changes to another language and back.
LANGUAGE_FLAG = re.compile(r"\([^()]+\)")


class LibraryEspeak(BasePhonemizer):  # type: ignore[misc]  # upstream has no types
    """What coqui-tts makes by the name "espeak", for one of espeak-ng's languages."""

    def __init__(
        self,
        language: str,
        punctuations: str = Punctuation.default_puncs(),
        *,
        keep_puncs: bool = True,
    ) -> None:
        name = OTHER_NAMES.get(language, language)
        super().__init__(name, punctuations=punctuations, keep_puncs=keep_puncs)
        self._espeak = EspeakWrapper()
        self._espeak.set_voice(name)

    def _phonemize(self, text: str, separator: str) -> str:
        phonemes = self._espeak.text_to_phonemes(text)
        return LANGUAGE_FLAG.sub("", phonemes).strip().replace("_", separator)

    def version(self) -> str:
        return ".".join(map(str, self._espeak.version))

    @staticmethod
    def name() -> str:
        return "espeak"

    @classmethod
    def is_available(cls) -> bool:
        return True

    @staticmethod
    @cache
    def supported_languages() -> dict[str, str]:
        """espeak-ng's names of languages, and what they are called in English."""
        return {voice.language: voice.name for voice in EspeakWrapper().available_voices()}


def use_library() -> None:
    """Have coqui-tts make its phonemes with the library; it asks for them by this name."""
    EspeakWrapper.set_library(espeakng_loader.get_library_path())
    EspeakWrapper.set_data_path(espeakng_loader.get_data_path())
    phonemizers.ESpeak = LibraryEspeak
