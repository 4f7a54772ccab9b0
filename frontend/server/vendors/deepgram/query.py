"""The query of a request or WebSocket."""

import msgspec
from starlette.requests import HTTPConnection

from backend_queues.errors import InvalidRequest
from frontend.server.vendors.deepgram.messages import SpeakQuery


def read_query(connection: HTTPConnection) -> SpeakQuery:
    """Read the query; parameters that are not known are ignored, and empty ones are missing.

    Raises:
        InvalidRequest: a value is not of its field's type; the message names the field.
    """
    given = {name: value for name, value in connection.query_params.items() if value}
    try:
        return msgspec.convert(given, SpeakQuery, strict=False)
    except msgspec.ValidationError as error:
        raise InvalidRequest(f"The query cannot be read: {error}") from error
