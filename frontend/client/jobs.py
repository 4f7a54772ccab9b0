"""Batch jobs at a server: submit a file, follow its job, and fetch what it has made."""

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Mapping
from contextlib import ExitStack, aclosing, asynccontextmanager
from pathlib import Path
from typing import Any, BinaryIO, TypeVar
from urllib.parse import quote

import httpx
import msgspec

from frontend.client.address import Address
from frontend.client.events import SpeakingFailed
from frontend.client.http import http_client
from frontend.client.patience import Patience
from frontend.client.sse import CONNECT_S, READ_S, read_sse
from frontend.protocol.jobs import Contents, JobFile, JobList, Progress
from frontend.protocol.urls import server_url

T = TypeVar("T")

UNAVAILABLE = 503
PARTIAL_CONTENT = 206
DELETED, FAILED = "deleted", "error"


class _ErrorDetail(msgspec.Struct):
    message: str


class _ErrorBody(msgspec.Struct):
    error: _ErrorDetail


class _Files(msgspec.Struct):
    files: list[JobFile]


class _TryAgain(Exception):
    """The server is there, and cannot answer now; the message says why."""


class JobsClient:
    """The jobs of one server. Waits while it is unreachable; `tell` gets the reason, then "".

    All raise SpeakingFailed: in the server's own words, or because it does not come back.
    """

    def __init__(self, http: httpx.AsyncClient, url: str, tell: Callable[[str], None]) -> None:
        self._http = http
        self._given_url = url
        self._url = f"{server_url(url)}/v1/jobs"
        self._patience = Patience(tell)

    async def submit(
        self, source: Path, fields: Mapping[str, str], cover: Path | None = None
    ) -> Progress:
        """Return the job of a file, which may have been there already.

        Raises:
            OSError: a file cannot be read.
        """

        files = {"file": source, **({"cover": cover} if cover else {})}

        async def post() -> Progress:
            return _read(await self._send(self._url, fields, files), Progress)

        return await self._retry_until_available(post)

    async def contents(self, source: Path, fields: Mapping[str, str]) -> Contents:
        """Return what a file holds; nothing of it is kept.

        Raises:
            OSError: it cannot be read.
        """

        async def post() -> Contents:
            url = f"{self._url}/contents"
            return _read(await self._send(url, fields, {"file": source}), Contents)

        return await self._retry_until_available(post)

    async def _send(
        self, url: str, fields: Mapping[str, str], files: Mapping[str, Path]
    ) -> httpx.Response:
        with ExitStack() as stack:
            opened = {
                field: (path.name, stack.enter_context(path.open("rb")))
                for field, path in files.items()
            }
            return await self._http.post(url, data=dict(fields), files=opened)

    async def resume(self, job: str) -> Progress:
        """Resume a job, and try again what has failed."""

        async def post() -> Progress:
            return _read(await self._http.post(f"{self._url}/{job}/resume"), Progress)

        return await self._retry_until_available(post)

    async def all(self, *, everything: bool = False) -> list[Progress]:
        """Return the jobs, the newest first; without `everything`, only a page of them."""
        jobs: list[Progress] = []
        after: str | None = ""
        while after is not None:
            page = await self._page(after)
            jobs += page.jobs
            after = page.next if everything else None
        return jobs

    async def _page(self, after: str) -> JobList:
        async def get() -> JobList:
            return _read(await self._http.get(self._url, params={"after": after}), JobList)

        return await self._retry_until_available(get)

    async def delete(self, job: str) -> None:
        """End a job and delete what is stored of it."""

        async def delete() -> None:
            answer = await self._http.delete(f"{self._url}/{job}")
            if not answer.is_success:
                raise _refusal(answer)

        await self._retry_until_available(delete)

    async def files(self, job: str) -> list[JobFile]:
        async def get() -> list[JobFile]:
            return _read(await self._http.get(f"{self._url}/{job}/files"), _Files).files

        return await self._retry_until_available(get)

    async def follow(self, job: str) -> AsyncGenerator[Progress]:
        """Yield how far it is until it has ended."""
        while True:
            try:
                async with aclosing(self._events(job)) as events:
                    async for progress in events:
                        self._patience.heard()
                        yield progress
                        if progress.state.ended:
                            return
                why = f"{self._given_url} has ended its answer."
            except (_TryAgain, httpx.TransportError) as error:
                why = self._why(error)
            await self._patience.wait(why)

    async def fetch(self, job: str, name: str, out: BinaryIO) -> None:
        """Write a file of a job to an empty file; a download that breaks off is resumed.

        Raises:
            OSError: it cannot be written.
        """
        etag = ""

        async def get() -> None:
            nonlocal etag
            headers = {"Accept-Encoding": "identity"}
            if etag:
                headers |= {"Range": f"bytes={out.tell()}-", "If-Range": etag}
            url = f"{self._url}/{job}/files/{quote(name, safe='')}"
            async with self._stream(url, headers) as answer:
                if answer.status_code != PARTIAL_CONTENT:
                    out.seek(0)
                    out.truncate()
                etag = answer.headers.get("etag", "")
                async for part in answer.aiter_bytes():
                    self._patience.heard()
                    out.write(part)

        await self._retry_until_available(get)

    async def _events(self, job: str) -> AsyncGenerator[Progress]:
        async with self._stream(f"{self._url}/{job}/events") as answer:
            async for _, name, data in read_sse(answer):
                yield _progress(name, data)

    @asynccontextmanager
    async def _stream(
        self, url: str, headers: Mapping[str, str] | None = None
    ) -> AsyncIterator[httpx.Response]:
        async with self._http.stream("GET", url, headers=headers) as answer:
            if not answer.is_success:
                await answer.aread()
                raise _refusal(answer)
            yield answer

    async def _retry_until_available(self, ask: Callable[[], Awaitable[T]]) -> T:
        """Ask until there is an answer."""
        while True:
            try:
                answered = await ask()
            except (_TryAgain, httpx.TransportError) as error:
                await self._patience.wait(self._why(error))
            else:
                self._patience.heard()
                return answered

    def _why(self, error: Exception) -> str:
        if isinstance(error, _TryAgain):
            return str(error)
        return f"{self._given_url} cannot be reached, or broke off: {error or type(error).__name__}"


@asynccontextmanager
async def jobs_client(server: Address, tell: Callable[[str], None]) -> AsyncIterator[JobsClient]:
    """Yield a client of the server's jobs."""
    timeout = httpx.Timeout(READ_S, connect=CONNECT_S)
    async with http_client(server, timeout) as http:
        yield JobsClient(http, server.url, tell)


def _read(answer: httpx.Response, kind: type[T]) -> T:
    if not answer.is_success:
        raise _refusal(answer)
    try:
        return msgspec.json.decode(answer.content, type=kind)
    except msgspec.DecodeError as error:
        raise _foreign(error) from error


def _progress(event: str, data: Any) -> Progress:
    try:
        if event == DELETED:
            raise SpeakingFailed(msgspec.convert(data, _ErrorDetail).message)
        if event == FAILED:
            raise _TryAgain(msgspec.convert(data, _ErrorDetail).message)
        return msgspec.convert(data, Progress)
    except msgspec.ValidationError as error:
        raise _foreign(error) from error


def _foreign(error: Exception) -> SpeakingFailed:
    return SpeakingFailed(f"The answer is not Voice Server's: {error}")


def _refusal(answer: httpx.Response) -> Exception:
    """Return the error that an answer is, in the server's own words if it has any."""
    try:
        message = msgspec.json.decode(answer.content, type=_ErrorBody).error.message
    except msgspec.DecodeError:
        message = f"The answer has status {answer.status_code}, and is not Voice Server's."
    return _TryAgain(message) if answer.status_code == UNAVAILABLE else SpeakingFailed(message)
