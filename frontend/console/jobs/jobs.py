"""`voice-server jobs`: lists them, shows one, fetches its files, ends it."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import click
import msgspec

from backend_queues.errors import InvalidRequest, shown
from frontend.client.address import Address
from frontend.client.events import SpeakingFailed
from frontend.client.jobs import JobsClient, jobs_client
from frontend.client.server import server_answers
from frontend.console.batch.figures import ExitCode
from frontend.console.batch.files import Destination
from frontend.console.batch.run import failure_lines, fetch_files, followed
from frontend.console.batch.view import ProgressView, done, sentence, span
from frontend.console.interrupts import ended_like_ctrl_c
from frontend.console.printable import columns, printable
from frontend.console.speak import say
from frontend.console.terminal import terminal
from frontend.protocol.jobs import JobFile, Progress, State

T = TypeVar("T")

HEADER = ("ID", "STATE", "DONE", "SPEECH", "CREATED", "NAME")
SHOWN_ID_CHARS = 12


class Shown(msgspec.Struct, frozen=True):
    """What `show --json` prints."""

    job: Progress
    files: list[JobFile]


def list_jobs(server: Address, *, everything: bool, as_json: bool) -> None:
    """Print the jobs. Raises SpeakingFailed, as all of these do."""

    async def work(client: JobsClient) -> list[Progress]:
        return await client.all(everything=everything)

    jobs = _with_client(server, work)
    if as_json:
        click.echo(msgspec.json.encode(jobs))
    elif jobs:
        click.echo(table(jobs))
    else:
        say(f"{server.url} has no jobs. Make one: voice-server batch book.epub -o book.m4b")


def show_job(server: Address, job: str, *, as_json: bool) -> None:
    """Print how far a job is, with its files and failures."""

    async def work(client: JobsClient) -> Shown:
        progress = await _found(client, job)
        return Shown(progress, await client.files(progress.id))

    found = _with_client(server, work)
    if as_json:
        click.echo(msgspec.json.encode(found))
        return
    progress = found.job
    lines = (
        f"{progress.id}  {progress.name}: {progress.state}, {sentence(progress)}",
        *(f"  {file.name}  {file.size_bytes / 1e6:,.1f} MB" for file in found.files),
        *progress.warnings,
        *failure_lines(progress),
    )
    for line in lines:
        click.echo(printable(line))


def fetch_job(server: Address, job: str, folder: Path, *, wait: bool) -> ExitCode:
    """Download the files of a job into the folder, and say which they are."""
    destination = Destination(folder, is_folder=True)

    async def work(client: JobsClient) -> ExitCode:
        progress = await _found(client, job)
        with terminal(quiet=True) as screen:
            if wait:
                progress = await followed(client, progress, ProgressView(progress.name, screen))
            fetched = await fetch_files(client, progress, destination, screen)
        for path in fetched:
            click.echo(path)
        return _said_of(progress, fetched, folder)

    destination.prepare()
    return _with_client(server, work)


def cancel_job(server: Address, job: str, *, sure: bool) -> None:
    """End a job and delete what is stored of it; of one that has ended, only if that is meant."""

    async def work(client: JobsClient) -> None:
        progress = await _found(client, job)
        if progress.state.ended and not sure:
            _check_meant(progress)
        await client.delete(progress.id)
        say(f"The job {progress.id} ({progress.name}) is deleted, with all it had made.")

    _with_client(server, work)


def table(jobs: list[Progress]) -> str:
    """Return a line for each job."""
    return "\n".join(columns([HEADER, *map(_row, jobs)]))


def _row(job: Progress) -> tuple[str, ...]:
    created = datetime.fromtimestamp(job.created_at).astimezone()
    return (
        job.id[:SHOWN_ID_CHARS],
        str(job.state),
        done(job),
        span(job.audio_s),
        created.isoformat(sep=" ", timespec="minutes")[:16],
        job.name,
    )


def _said_of(progress: Progress, fetched: list[str], folder: Path) -> ExitCode:
    """Say what was fetched, and return the exit code of it."""
    if not progress.state.ended:
        say(
            f"{progress.name}: {progress.state}, {sentence(progress)}. Fetch the rest later, or "
            "with --wait."
        )
        return ExitCode.NOT_DONE
    if not fetched:
        say(f"{progress.name} has made no file. {progress.message}".rstrip())
        return ExitCode.NOT_DONE
    say(f"{progress.name}: {span(progress.audio_s)} of speech in {folder}.")
    return ExitCode.PARTIAL if progress.state is State.PARTIAL else ExitCode.DONE


def _check_meant(progress: Progress) -> None:
    """Ask before files are deleted that somebody has waited for. Raises InvalidRequest."""
    what = f"The job {progress.id} ({progress.name}) has ended, and its files would be deleted."
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise InvalidRequest(f"{what} If that is meant, add --yes.")
    if not click.confirm(f"{what} Delete them?", default=False, err=True):
        raise InvalidRequest("Nothing was deleted.")


async def _found(client: JobsClient, beginning: str) -> Progress:
    """Return the job whose id begins so.

    Raises:
        InvalidRequest: there is none, or there are several; or the id is empty, as a variable of
            a script is that was never set.
    """
    if not beginning:
        raise InvalidRequest("The id is empty; see voice-server jobs list.")
    found = [job for job in await client.all(everything=True) if job.id.startswith(beginning)]
    exact = [job for job in found if job.id == beginning]
    if len(exact or found) == 1:
        return (exact or found)[0]
    problem = "Several jobs have ids that begin with" if found else "No job has the id"
    raise InvalidRequest(f"{problem} {shown(beginning)}; see voice-server jobs list.")


def _with_client(server: Address, work: Callable[[JobsClient], Awaitable[T]]) -> T:
    async def connected() -> T:
        if not await server_answers(server.url):
            raise SpeakingFailed(
                f"{server.url} cannot be reached. Look at --url or VOICE_SERVER_URL; a server is "
                "started by voice-server up."
            )
        async with jobs_client(server, lambda why: say(why) if why else None) as client:
            return await work(client)

    with ended_like_ctrl_c():
        return asyncio.run(connected())
