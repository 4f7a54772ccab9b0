"""Read multipart/form-data while it arrives, within a limit."""

from collections.abc import AsyncGenerator, Sequence

from starlette.datastructures import FormData
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from backend_queues.errors import InvalidRequest, shown

FIELD_BYTES = 16_384
MULTIPART = "multipart/form-data"


async def read_form(
    request: Request, body: AsyncGenerator[bytes], known: Sequence[str], example: str
) -> FormData:
    """Read the fields, of which one may be a file; a large file is kept on disk, not in memory.

    The caller closes the form. `body` is the request's, from `frontend.server.http.body.limited`.

    Raises:
        BodyTooLarge: the body is over its limit.
        InvalidRequest: the body is not a form, or has unknown fields.
    """
    if not request.headers.get("content-type", "").startswith(MULTIPART):
        raise InvalidRequest(f"Send {MULTIPART}, as {example} does.")
    parser = MultiPartParser(
        request.headers, body, max_files=1, max_fields=len(known), max_part_size=FIELD_BYTES
    )
    try:
        form = await parser.parse()
    except MultiPartException as error:
        raise InvalidRequest(f"The form cannot be read: {error.message}") from error
    for field in form:
        if field not in known:
            await form.close()
            raise InvalidRequest(f"There is no field {shown(field)}; there are: {', '.join(known)}")
    return form


def text_field(form: FormData, field: str) -> str:
    """Return a field's text, "" if it is missing. Raises InvalidRequest if it is a file."""
    value = form.get(field, "")
    if not isinstance(value, str):
        raise InvalidRequest(f"The field {field} must be a text, not a file.")
    return value
