"""Finding the voice that a request names."""

from collections.abc import Iterable

from backend_queues.base import SpeechRequest, Voice
from tasks.errors import UnknownVoice


def find_voice(voices: Iterable[Voice], request: SpeechRequest) -> Voice:
    """Return the request's voice.

    Raises:
        UnknownVoice: there is none of that name, or it speaks another language than the request's;
            the message names the voices that would do.
    """
    known = {voice.name: voice for voice in voices}
    voice = known.get(request.voice)
    if voice is None:
        raise UnknownVoice(f"There is no voice {request.voice!r}; there are: {', '.join(known)}.")
    if request.language and _primary(request.language) != _primary(voice.language):
        speaking = [v.name for v in known.values() if _speaks(v, request.language)]
        raise UnknownVoice(
            f"The voice {voice.name} speaks {voice.language}, not {request.language}; "
            f"voices that do: {', '.join(speaking) or 'none of this backend'}."
        )
    return voice


def _speaks(voice: Voice, language: str) -> bool:
    return _primary(voice.language) == _primary(language)


def _primary(language: str) -> str:
    """The language of a BCP 47 tag without its region."""
    return language.partition("-")[0].lower()
