"""Read forms: with a file while it arrives, never held in memory; or short ones, whole."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import IO, BinaryIO, cast
from urllib.parse import parse_qsl

from starlette.datastructures import FormData, Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from backend_queues.errors import InvalidRequest, shown
from backend_queues.suggestions import did_you_mean
from frontend.server.http.headers import kind_of
from frontend.server.uploads.spooled import temporary_file, writable

FIELD_BYTES = 16_384
MOST_FIELDS = 100
MULTIPART = "multipart/form-data"


@asynccontextmanager
async def read_form(
    request: Request,
    body: AsyncGenerator[bytes],
    known: Sequence[str],
    example: str,
    files: int = 1,
) -> AsyncIterator[FormData]:
    """Read the fields, of which so many may be files: see `path_of`. They live as long as the
    block.

    `body` is the request's, from `frontend.server.http.body.limited`.

    Raises:
        BodyTooLarge: the body is over its limit.
        InvalidRequest: the body is not a form, or has unknown fields.
        StorageUnavailable: there is no room for the file.
    """
    if kind_of(request) != MULTIPART:
        raise InvalidRequest(f"Send {MULTIPART}, as {example} does.")
    async with AsyncExitStack() as stack:
        spooled = [await stack.enter_async_context(temporary_file()) for _ in range(files)]
        form = await _parsed(_FileParser(request.headers, body, len(known), spooled))
        for field in form:
            if field not in known:
                there_are, meant = ", ".join(known), did_you_mean(field, known)
                named = f"There is no field {shown(field)}"
                raise InvalidRequest(f"{named}; there are: {there_are}.{meant}")
        for file in spooled:
            await asyncio.to_thread(file.flush)
        yield form


def path_of(upload: UploadFile) -> Path:
    """Return where the file of a form is."""
    return Path(cast(IO[bytes], upload.file).name)


def text_field(form: FormData, field: str) -> str:
    """Return a field's text, "" if it is missing. Raises InvalidRequest if it is a file."""
    value = form.get(field, "")
    if not isinstance(value, str):
        raise InvalidRequest(f"The field {field} must be a text, not a file.")
    return value


async def form_fields(request: Request, body: bytes) -> dict[str, str]:
    """Return the fields of a form without files, of either kind, whose whole body this is.

    Raises:
        InvalidRequest: it is no form, or has more fields than there can be.
    """
    try:
        if kind_of(request) == MULTIPART:
            limits = {"max_files": 0, "max_fields": MOST_FIELDS, "max_part_size": len(body)}
            parser = MultiPartParser(request.headers, _in_one(body), **limits)
            return {name: str(value) for name, value in (await parser.parse()).items()}
        # Of a long text it takes a while.
        return dict(await asyncio.to_thread(_unquoted, body))
    except MultiPartException as error:
        raise InvalidRequest(
            f"The form cannot be read: {error.message} A text in a file is sent as text=<FILE."
        ) from error
    except ValueError as error:
        raise InvalidRequest(
            f"The form cannot be read ({error}); curl --data-urlencode encodes it, as UTF-8."
        ) from error


def _unquoted(body: bytes) -> list[tuple[str, str]]:
    """Raises ValueError: too many fields, or not UTF-8."""
    text = body.decode()
    return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)


async def _in_one(body: bytes) -> AsyncGenerator[bytes]:
    yield body


class _FileParser(MultiPartParser):
    """Puts the form's files where it is told to."""

    def __init__(
        self, headers: Headers, body: AsyncGenerator[bytes], fields: int, files: Sequence[IO[bytes]]
    ) -> None:
        super().__init__(
            headers, body, max_files=len(files), max_fields=fields, max_part_size=FIELD_BYTES
        )
        self._free = iter(files)

    def on_headers_finished(self) -> None:
        super().on_headers_finished()
        if upload := self._current_part.file:
            upload.file.close()  # what Starlette would have put it in
            upload.file = cast(BinaryIO, next(self._free))


async def _parsed(parser: MultiPartParser) -> FormData:
    try:
        with writable():
            return await parser.parse()
    except MultiPartException as error:
        raise InvalidRequest(f"The form cannot be read: {error.message}") from error
