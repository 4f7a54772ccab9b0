"""How long a backend may take, as the environment says."""

import os
from typing import Annotated

import msgspec

from backend_queues.errors import InvalidConfiguration

LOAD_LIMIT_VARIABLE = "VOICE_SERVER_LOAD_LIMIT_S"
LOAD_LIMIT_S = 600.0
STALL_LIMIT_VARIABLE = "VOICE_SERVER_STALL_LIMIT_S"
STALL_LIMIT_S = 120.0

Limit = Annotated[float, msgspec.Meta(gt=0, le=86_400)]


def load_limit_s() -> float:
    """Return how long a backend may take to load before it counts as hung.

    Raises:
        InvalidConfiguration: the setting is not a number, or out of range.
    """
    return _limit_s(LOAD_LIMIT_VARIABLE, LOAD_LIMIT_S)


def stall_limit_s() -> float:
    """Return how long a backend may speak without producing audio before it counts as hung.

    Raises:
        InvalidConfiguration: the setting is not a number, or out of range.
    """
    return _limit_s(STALL_LIMIT_VARIABLE, STALL_LIMIT_S)


def _limit_s(variable: str, default: float) -> float:
    text = os.environ.get(variable, str(default))
    try:
        return msgspec.convert(text, Limit, strict=False)
    except msgspec.ValidationError as error:
        raise InvalidConfiguration(f"{variable}={text}: {error}") from error
