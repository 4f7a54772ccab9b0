"""Finding the voice that a request names."""

from collections.abc import Iterable

from backend_queues.base import Voice
from tasks.errors import UnknownVoice, shown


def find_voice(voices: Iterable[Voice], name: str, language: str = "") -> Voice:
    """Return the voice of that name; "" is no wish for a language.

    Raises:
        UnknownVoice: there is none of that name, or it speaks another language; the message names
            the voices that would do.
    """
    known = {voice.name: voice for voice in voices}
    voice = known.get(name)
    if voice is None:
        raise UnknownVoice(f"There is no voice {shown(name)}; there are: {', '.join(known)}.")
    if language and not _speaks(voice, language):
        speaking = [v.name for v in known.values() if _speaks(v, language)]
        raise UnknownVoice(
            f"The voice {voice.name} speaks {voice.language}, not {shown(language)}; "
            f"voices that do: {', '.join(speaking) or 'none of this backend'}."
        )
    return voice


def _speaks(voice: Voice, language: str) -> bool:
    return _primary(voice.language) == _primary(language)


def _primary(language: str) -> str:
    """The language of a BCP 47 tag without its region."""
    return language.partition("-")[0].lower()
