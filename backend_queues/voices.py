"""Finding the voice that a request names, and the language to speak."""

import math
from collections.abc import Iterable, Sequence

from backend_queues.base import Voice
from backend_queues.errors import UnknownVoice, shown
from backend_queues.suggestions import unknown
from backend_queues.voice_names import (
    MAX_LANGUAGE_CHARS,
    MAX_MIX_CHARS,
    MAX_MIX_PARTS,
    MAX_NAME_CHARS,
)

__all__ = [
    "MAX_LANGUAGE_CHARS",
    "MAX_MIX_CHARS",
    "MAX_NAME_CHARS",
    "find_language",
    "find_mix",
    "find_voice",
]

ALL_VOICES = "voice-server voices, or GET /v1/voices"


def find_voice(voices: Iterable[Voice], name: str, language: str = "") -> Voice:
    """Return the voice of that name; with "", any language will do.

    Raises:
        UnknownVoice: no voice has that name, or it speaks another language; the message lists the
            voices that match.
    """
    known = {voice.name: voice for voice in voices}
    voice = known.get(name)
    if voice is None:
        raise UnknownVoice(unknown("voice", name, shown(name), known, ALL_VOICES))
    if language and not speaks(voice, language):
        speaking = [v.name for v in known.values() if speaks(v, language)]
        others = f"voices that do: {', '.join(speaking)}" if speaking else "no voice here does"
        raise UnknownVoice(
            f"The voice {voice.name} speaks {voice.language}, not {shown(language)}; {others}."
        )
    return voice


def find_mix(
    voices: Iterable[Voice], name: str, language: str = ""
) -> tuple[Voice, dict[str, float]]:
    """Return the voice that a mix such as "a:0.7,b:0.3" or "a,b" makes, and the share of each part.

    Shares are positive and add up to 1; parts without a share get equal ones. The mix speaks the
    language of its first voice.

    Raises:
        UnknownVoice: a part is not a voice, or its share not a positive number, or it is too long.
    """
    parts = [part.partition(":") for part in name.split(",")]
    if len(parts) > MAX_MIX_PARTS or len(name) > MAX_MIX_CHARS:
        raise UnknownVoice(
            f"The mix {shown(name)} is of more than {MAX_MIX_PARTS} voices, or too long: a mix has "
            f"at most {MAX_MIX_PARTS} voices and {MAX_MIX_CHARS} characters."
        )
    known = list(voices)
    shares: dict[str, float] = {}
    for part, colon, share in parts:
        voice = find_voice(known, part.strip(), language if not shares else "")
        shares[voice.name] = shares.get(voice.name, 0.0) + (_share(name, share) if colon else 1.0)
    total = sum(shares.values())
    first = find_voice(known, next(iter(shares)))
    return Voice(name, first.language), {part: share / total for part, share in shares.items()}


def _share(mix: str, text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = 0.0
    if not 0 < share < math.inf:  # NaN fails every comparison
        raise UnknownVoice(
            f"The share {shown(text)} in the mix {shown(mix)} is not a positive number; "
            "a mix is written as af_heart:0.7,am_michael:0.3"
        )
    return share


def find_language(
    voice: Voice, wanted: str, languages: Sequence[str], *, any_language: bool = False
) -> str:
    """Return the one of the backend's `languages` (BCP 47) that the voice should speak.

    An exact match is best, then the voice's own, then the same language in the region that is
    nearest. If no language is wanted, it is the voice's own, or the backend's first for a voice
    that speaks all. `any_language`: the voice can speak all of them.

    Raises:
        UnknownVoice: the voice does not speak the wanted language.
    """
    if not wanted:
        return voice.language or languages[0]
    if len(wanted) > MAX_LANGUAGE_CHARS:
        raise UnknownVoice(
            f"The language {shown(wanted)} is no tag of BCP 47: one has at most "
            f"{MAX_LANGUAGE_CHARS} characters."
        )
    spoken = [voice.language] if voice.language and not any_language else list(languages)
    like = [language for language in spoken if primary_of(language) == primary_of(wanted)]
    if not like:
        raise UnknownVoice(
            f"The voice {voice.name} speaks {', '.join(spoken)}, not {shown(wanted)}."
        )
    if wanted in languages:
        return wanted
    if voice.language in like:
        return voice.language
    subtags = {*wanted.lower().split("-")}
    return max(like, key=lambda language: len(subtags & {*language.lower().split("-")}))


def speaks(voice: Voice, language: str) -> bool:
    """Return whether a language, of whatever region, is the voice's own, or one of all."""
    return not voice.language or primary_of(voice.language) == primary_of(language)


def primary_of(language: str) -> str:
    """Return the language of a BCP 47 tag, or of a locale such as "pt_BR", without its region."""
    return language.replace("_", "-").partition("-")[0].lower()
