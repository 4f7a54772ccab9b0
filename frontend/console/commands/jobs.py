"""`voice-server jobs`: their arguments."""

from __future__ import annotations

from pathlib import Path

import click

from frontend.console.options.completing import complete_job
from frontend.console.options.shared import SERVER_OPTIONS, address_of, with_options

JOB_ARGUMENT = click.argument("job", metavar="ID", shell_complete=complete_job)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")


@click.group(
    epilog="""\b
Examples:
  voice-server jobs list
  voice-server jobs fetch 5f0c -o book/"""
)
def jobs() -> None:
    """List, fetch and cancel batch jobs.

    Those of the running server, however they were submitted. The beginning of an id is enough.
    """


@jobs.command("list")
@click.option("--all", "everything", is_flag=True, help="Older ones too, beyond the newest 100.")
@AS_JSON
@lambda command: with_options(SERVER_OPTIONS, command)
def list_jobs(everything: bool, as_json: bool, url: str, key: str) -> None:
    """Show the jobs, the newest first."""
    from frontend.console.jobs.jobs import list_jobs as work

    work(address_of(url, key), everything=everything, as_json=as_json)


@jobs.command("show")
@JOB_ARGUMENT
@AS_JSON
@lambda command: with_options(SERVER_OPTIONS, command)
def show_job(job: str, as_json: bool, url: str, key: str) -> None:
    """Show how far a job is, its files and failures."""
    from frontend.console.jobs.jobs import show_job as work

    work(address_of(url, key), job, as_json=as_json)


@jobs.command("fetch")
@JOB_ARGUMENT
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    metavar="FOLDER",
    help="Where the files go.  [default: the current folder]",
)
@click.option("--wait", is_flag=True, help="Until the job has ended.")
@lambda command: with_options(SERVER_OPTIONS, command)
def fetch_job(job: str, output: Path, wait: bool, url: str, key: str) -> int:
    """Download what a job has made so far.

    Exit codes: 0 all of it, 1 nothing or not all, 3 all but failed items.
    """
    from frontend.console.jobs.jobs import fetch_job as work

    return work(address_of(url, key), job, output, wait=wait)


@jobs.command("cancel")
@JOB_ARGUMENT
@click.option("--yes", is_flag=True, help="Also delete the files of a job that has ended.")
@lambda command: with_options(SERVER_OPTIONS, command)
def cancel_job(job: str, yes: bool, url: str, key: str) -> None:
    """End a job and delete what is stored of it."""
    from frontend.console.jobs.jobs import cancel_job as work

    work(address_of(url, key), job, sure=yes)
