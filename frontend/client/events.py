"""The server's events, read from the JSON of both streaming protocols."""

from collections.abc import Mapping
from typing import Any

import msgspec

from backend_queues.errors import TTSError
from frontend.protocol.events import (
    Done,
    FellBack,
    InLine,
    Marked,
    Opened,
    SegmentBegan,
    SpokenWords,
)

SAMPLE_RATE_HZ = 24_000

_Told = InLine | Opened | FellBack | SegmentBegan | SpokenWords | Marked | Done
SpeechEvent = _Told | bytes
"""The bytes are pcm: mono little-endian int16 at 24,000 Hz."""

KINDS: Mapping[str, type[_Told]] = {
    "queued": InLine,
    "start": Opened,
    "fallback": FellBack,
    "segment": SegmentBegan,
    "words": SpokenWords,
    "mark": Marked,
    "done": Done,
}


class SpeakingFailed(TTSError):
    """The server refused the text, or could not speak all of it."""

    code = "speaking_failed"


def read_event(kind: str, data: Any) -> SpeechEvent | None:
    """Read one event's JSON; return None for an event that this client does not know.

    Raises:
        SpeakingFailed: the event is an error, or not one of Voice Server's.
    """
    try:
        if kind == "error":
            raise SpeakingFailed(data["message"])
        return msgspec.convert(data, KINDS[kind]) if kind in KINDS else None
    except (msgspec.ValidationError, KeyError, TypeError) as error:
        raise SpeakingFailed(f"The answer is not Voice Server's: {error}") from error
