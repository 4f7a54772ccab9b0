"""Parse a client's JSON into a typed request, with errors that say what to send instead."""

import json
from typing import TypeVar

import msgspec

from backend_queues.errors import InvalidRequest

T = TypeVar("T")


def parse_json(text: str | bytes, kind: type[T], example: str) -> T:
    """Parse JSON of that type.

    The standard library's parser is used because it takes any string a client can write, such as
    half of a surrogate pair; msgspec's does not.

    Raises:
        InvalidRequest: it is no JSON, or not of that shape; the message shows the example.
    """
    try:
        return msgspec.convert(json.loads(text), kind)
    except (ValueError, RecursionError, msgspec.ValidationError) as error:
        raise InvalidRequest(f"Send JSON such as {example}: {error}") from error
