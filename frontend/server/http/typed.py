"""The typed ends of a route: its query read into a Struct, its answer made from one."""

from typing import Any, TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse

from backend_queues.errors import InvalidRequest

T = TypeVar("T")


class StructResponse(JSONResponse):
    """JSON of a Struct, or of what holds some."""

    def render(self, content: Any) -> bytes:
        return msgspec.json.encode(content)


def read_query(request: Request, kind: type[T]) -> T:
    """Read the query into a Struct, whose fields are the parameters; a switch is true or 1.

    Raises:
        InvalidRequest: a value is not of its field's type; the message names the field.
    """
    try:
        return msgspec.convert(dict(request.query_params), kind, strict=False)
    except msgspec.ValidationError as error:
        raise InvalidRequest(f"The query cannot be read: {error}") from error
