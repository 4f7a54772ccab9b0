"""Structs at the ends of a route: read from a query or JSON, and sent as JSON."""

import json
import re
from typing import Any, TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse

from backend_queues.errors import InvalidRequest
from frontend.protocol.mistakes import mistake_in

T = TypeVar("T")
_HALF = re.compile("[\ud800-\udfff]")  # of a surrogate pair
_REPLACED = "\ufffd"  # as browsers do; nobody hears it


class StructResponse(JSONResponse):
    """JSON made from a Struct, or from a container of Structs."""

    def render(self, content: Any) -> bytes:
        return msgspec.json.encode(content)


def read_query(request: Request, kind: type[T]) -> T:
    """Read the query into a Struct whose fields are the parameters; a boolean is true or 1.

    Raises:
        InvalidRequest: a value is not of its field's type; the message names the field.
    """
    try:
        return msgspec.convert(dict(request.query_params), kind, strict=False)
    except msgspec.ValidationError as error:
        raise InvalidRequest(f"The query: {mistake_in(error, kind)}") from error


def read_json(text: str | bytes) -> Any:
    """Return what a client's JSON holds, with no half of a surrogate pair anywhere.

    JSON can hold one, and the standard library's parser accepts it, where msgspec's does not. But
    what a client has sent is written as JSON again: to Redis, and to the client.

    Raises:
        ValueError: it is not JSON.
        RecursionError: it is nested too deep.
    """
    return _whole(json.loads(text))


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        return value if value.isascii() else _HALF.sub(_REPLACED, value)
    if isinstance(value, list):
        return [_whole(each) for each in value]
    if isinstance(value, dict):
        return {_whole(name): _whole(each) for name, each in value.items()}
    return value


def parse_json(text: str | bytes, kind: type[T], example: str) -> T:
    """Parse JSON into that type.

    Raises:
        InvalidRequest: it is not JSON, or not of that type; the message shows the example.
    """
    try:
        return msgspec.convert(read_json(text), kind)
    except msgspec.ValidationError as error:
        raise InvalidRequest(f"{mistake_in(error, kind)} Send JSON such as {example}") from error
    except (ValueError, RecursionError) as error:
        raise InvalidRequest(f"This is not JSON ({error}). Send such as {example}") from error
