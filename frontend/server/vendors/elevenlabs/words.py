"""ElevenLabs' words for errors, their statuses of HTTP, and where a wrong field stands."""

import re
from collections.abc import Sequence
from typing import Any

import msgspec

from backend_queues.errors import (
    BodyTooLarge,
    InvalidRequest,
    Overloaded,
    TextTooLong,
    TTSError,
    UnknownModel,
    UnknownVoice,
)
from frontend.access.errors import InvalidKey, MissingScope, TooManyRequests
from frontend.protocol.events import Failure
from frontend.protocol.mistakes import mistake_in

_PATH = re.compile(r"`\$\.?([^`]{0,200})`")
_NAME = re.compile(r"[^.\[\]]+")
_MISSING = re.compile(r"missing required field `([^`]{1,100})`")

THEIRS = {
    InvalidKey.code: ("invalid_api_key", 401),
    MissingScope.code: ("missing_permissions", 401),
    UnknownVoice.code: ("voice_not_found", 404),
    UnknownModel.code: ("model_not_found", 404),
    TextTooLong.code: ("max_character_limit_exceeded", 400),
    BodyTooLarge.code: ("max_character_limit_exceeded", 400),
    TooManyRequests.code: ("too_many_concurrent_requests", 429),
    Overloaded.code: ("system_busy", 429),
}


def word_of(error: TTSError | Failure) -> str:
    """Return their word for an error."""
    return THEIRS[error.code][0] if error.code in THEIRS else error.code


class InvalidInput(InvalidRequest):
    """A field of a request to ElevenLabs' routes is wrong; `loc` says where it stands."""

    def __init__(self, loc: Sequence[str], message: str, kind: str) -> None:
        super().__init__(f"{'.'.join(loc)}: {message}")
        self.loc = tuple(loc)
        self.said = message
        self.kind = kind

    @classmethod
    def of(cls, place: str, error: msgspec.ValidationError, kind: Any) -> "InvalidInput":
        """Return what msgspec has found in the body or the query."""
        text = str(error)
        found = _PATH.search(text)
        loc = [place, *(_NAME.findall(found[1]) if found else ())]
        if missing := _MISSING.search(text):
            return cls([*loc, missing[1]], "Field required", "missing")
        return cls(loc, mistake_in(error, kind), "value_error")
