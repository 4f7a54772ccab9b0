"""`voice-server batch`: submits files as jobs, follows them and fetches their results."""

import asyncio
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import aclosing
from pathlib import Path

import click
import msgspec

from backend_queues.threads import cores
from frontend.client import SpeakingFailed
from frontend.client.address import Address
from frontend.client.jobs import JobsClient, jobs_client
from frontend.client.server import server_answers
from frontend.console.any_server import Wanted, with_any_server
from frontend.console.batch.figures import ExitCode, JobFigures, exit_code, figures, summed
from frontend.console.batch.files import Destination, check_file, read_errors, whole_file
from frontend.console.batch.view import ProgressView, span
from frontend.console.speak import say
from frontend.console.terminal import Terminal, terminal
from frontend.protocol.jobs import Progress, State

AGAIN = (State.PAUSED, State.PARTIAL, State.FAILED)  # states in which the command resumes a job
CORES_PER_WORKER = 4
MOST_WORKERS = 4
NAMED_ITEMS = 3  # of those that have failed for the same reason


class Source(msgspec.Struct, frozen=True):
    """A file to be read aloud, and where its speech goes."""

    path: Path
    destination: Destination


class BatchOrder(msgspec.Struct, frozen=True, kw_only=True):
    """What the command line asks for. `fields` are those of the form of POST /v1/jobs."""

    sources: Sequence[Source]
    fields: Mapping[str, str]
    wanted: Wanted
    cover: Path | None = None  # for all files
    detach: bool = False  # leave the jobs to the server
    as_json: bool = False


class Batch:
    """Carries out the command line's order and keeps the outcome."""

    def __init__(self, order: BatchOrder, screen: Terminal) -> None:
        self._order = order
        self._screen = screen
        self._view = ProgressView("", screen)  # of the current source
        self._url = ""  # of the server, once it has a job
        self.ended: list[JobFigures] = []

    async def work(self, server: Address) -> None:
        """Submit all sources, then follow one after the other and fetch its files.

        Raises:
            SpeakingFailed: the server cannot be reached or refuses.
            InvalidConfiguration: a file cannot be read or written.
        """
        async with jobs_client(server, lambda why: self._view.away(why)) as client:
            submitted = []
            for source in self._order.sources:
                submitted.append(await self._submit(source, client))
                self._url = server.url
            for source, progress in zip(self._order.sources, submitted, strict=True):
                self._show_progress_of(source)
                await self._finish(source, progress, client)

    @property
    def how_to_resume(self) -> str:
        """What to do after an interruption."""
        if not self._url:
            return "Interrupted before the server accepted the job."
        stays = self._url == self._order.wanted.server.url
        meanwhile = f"{self._url} continues it meanwhile." if stays else "It pauses until then."
        cancel = " To end it: voice-server jobs cancel ID, see voice-server jobs list."
        stop = cancel if stays else ""
        return f"Interrupted. Run the same command again to resume. {meanwhile}{stop}"

    async def _submit(self, source: Source, client: JobsClient) -> Progress:
        self._show_progress_of(source)
        self._screen.step(f"Submitting {source.path.name} ...")
        with read_errors(source.path):
            progress = await client.submit(source.path, self._order.fields, self._order.cover)
        return await client.resume(progress.id) if progress.state in AGAIN else progress

    async def _finish(self, source: Source, progress: Progress, client: JobsClient) -> None:
        """Follow a job, fetch its files and report; or leave it to the server."""
        files: list[str] = []
        if not self._order.detach:
            progress = await followed(client, progress, self._view)
            files = await fetch_files(client, progress, source.destination, self._screen)
        self._screen.clear()
        self.ended.append(figures(str(source.path), progress, files))
        self._report(source, progress, files)

    def _show_progress_of(self, source: Source) -> None:
        self._view = ProgressView(source.path.name, self._screen)

    def _report(self, source: Source, progress: Progress, files: Sequence[str]) -> None:
        name = source.path.name
        if self._order.detach:
            say(
                f"{name} is the job {progress.id} of {self._url}, and {progress.state}. Fetch it: "
                f"voice-server jobs fetch {progress.id} --wait -o {source.destination.folder}\n"
                f"Cancel it: voice-server jobs cancel {progress.id}"
            )
        elif files:
            where = files[0] if len(files) == 1 else str(source.destination.path)
            say(f"{name}: {span(progress.audio_s)} of speech in {where}.")
        if progress.state in (State.FAILED, State.UNREADABLE):
            say(f"{name}: {progress.message}")
        for line in (*progress.warnings, *failure_lines(progress)):
            say(line)


def run_batch(order: BatchOrder) -> ExitCode:
    """Have files read aloud; if no server runs, one with workers of the backend is started.

    Raises:
        TTSError: that is not possible; the message says why.
        KeyboardInterrupt: a signal came first; how to resume has been shown.
    """
    began = time.monotonic()
    for source in order.sources:
        check_file(source.path)
        source.destination.prepare()
    url = order.wanted.server.url
    if order.detach and not asyncio.run(server_answers(url)):
        raise SpeakingFailed(
            f"{url} cannot be reached, and --detach needs a server that keeps "
            "running: start one with voice-server up"
        )
    with terminal(quiet=True) as screen:
        batch = Batch(order, screen)
        try:
            with_any_server(order.wanted, batch.work, screen, usual_size())
        except KeyboardInterrupt:
            screen.clear()
            say(batch.how_to_resume)
            raise
    if order.as_json:
        click.echo(msgspec.json.encode(summed(batch.ended, time.monotonic() - began)))
    return exit_code(batch.ended)


async def followed(client: JobsClient, progress: Progress, view: ProgressView) -> Progress:
    """Show the job's progress until it has ended; return the last."""
    async with aclosing(client.follow(progress.id)) as following:
        async for progress in following:
            view.show(progress)
    return progress


async def fetch_files(
    client: JobsClient, progress: Progress, destination: Destination, screen: Terminal
) -> list[str]:
    """Download what a job has made; return the paths.

    Raises:
        SpeakingFailed: the server cannot be reached or refuses.
        InvalidConfiguration: a file cannot be written.
    """
    fetched = []
    for file in await client.files(progress.id):
        path = destination.of(file)
        screen.bar(f"{progress.name}: fetching {file.name}", 1.0)
        with whole_file(path) as out:
            await client.fetch(progress.id, file.name, out)
        fetched.append(str(path))
    return fetched


def usual_size() -> int:
    """Return the number of workers of a server that is started for a batch.

    It is small: a backend uses several cores, and its model most of the memory.
    """
    return max(1, min(MOST_WORKERS, cores() // CORES_PER_WORKER))


def failure_lines(progress: Progress) -> Iterator[str]:
    """Yield the reasons why items have failed, each once, with some of the items."""
    if progress.items.failed:
        yield f"{progress.items.failed:,} of {progress.items.total:,} items have failed:"
    by_reason: dict[str, list[str]] = {}
    for failure in progress.failures:
        by_reason.setdefault(failure.message, []).append(failure.id)
    for message, ids in by_reason.items():
        more = f" and {len(ids) - NAMED_ITEMS:,} more" if len(ids) > NAMED_ITEMS else ""
        yield f"  {', '.join(ids[:NAMED_ITEMS])}{more}: {message}"
    unlisted = progress.items.failed - len(progress.failures)
    if unlisted > 0:
        yield f"  and {unlisted:,} more"
