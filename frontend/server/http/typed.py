"""Structs at the ends of a route: read from a query or JSON, and sent as JSON."""

import json
from typing import Any, TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse

from backend_queues.errors import InvalidRequest
from frontend.protocol.mistakes import mistake_in

T = TypeVar("T")


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


def parse_json(text: str | bytes, kind: type[T], example: str) -> T:
    """Parse JSON into that type.

    The standard library's parser accepts any string a client can write, such as half of a surrogate
    pair; msgspec's does not.

    Raises:
        InvalidRequest: it is not JSON, or not of that type; the message shows the example.
    """
    try:
        return msgspec.convert(json.loads(text), kind)
    except msgspec.ValidationError as error:
        raise InvalidRequest(f"{mistake_in(error, kind)} Send JSON such as {example}") from error
    except (ValueError, RecursionError) as error:
        raise InvalidRequest(f"This is not JSON ({error}). Send such as {example}") from error
