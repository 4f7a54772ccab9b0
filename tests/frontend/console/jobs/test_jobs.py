"""`voice-server jobs`: what was submitted is found again, fetched and ended."""

import itertools
import json
from pathlib import Path
from subprocess import CompletedProcess

from tests.support.commands import run
from tests.support.server import Server

NUMBERS = itertools.count(1)


def jobs(server: Server, *arguments: str) -> CompletedProcess[bytes]:
    return run("jobs", *arguments, "--url", server.url)


def submitted(server: Server, folder: Path, text: str, *options: str) -> str:
    """Leave a text to the server, and return its job."""
    book = folder / f"book-{next(NUMBERS)}.txt"
    book.write_text(f"{text} It is the one of {folder.name}.")
    arguments = ("--detach", "--json", "-o", f"{folder}/out/", *options)
    ended = run("batch", str(book), *arguments, "--url", server.url)
    assert ended.returncode == 0, ended.stderr
    [job] = json.loads(ended.stdout)["jobs"]
    assert f"voice-server jobs fetch {job['job']}" in ended.stderr.decode()
    return str(job["job"])


def test_a_job_is_listed_shown_fetched_and_deleted(server: Server, tmp_path: Path) -> None:
    job = submitted(server, tmp_path, "A fox lived here.")
    fetched = jobs(server, "fetch", job[:10], "--wait", "-o", f"{tmp_path}/new/out")
    assert fetched.returncode == 0, fetched.stderr
    [path] = fetched.stdout.decode().splitlines()
    assert Path(path).stat().st_size > 1_000 and path.endswith(".mp3")
    assert job[:10] in jobs(server, "list").stdout.decode()
    shown = json.loads(jobs(server, "show", job, "--json").stdout)
    assert shown["job"]["state"] == "done" and shown["files"][0]["name"] == Path(path).name
    assert Path(path).name in jobs(server, "show", job).stdout.decode()
    refused = jobs(server, "cancel", job)
    assert refused.returncode == 1
    assert b"If that is meant, add --yes." in refused.stderr
    assert jobs(server, "cancel", job, "--yes").returncode == 0
    listed = json.loads(jobs(server, "list", "--all", "--json").stdout)
    assert job not in [one["id"] for one in listed]


def test_a_job_that_runs_is_cancelled_at_once(server: Server, tmp_path: Path) -> None:
    slow = ("--backend", "faulty", "--opt", "part_s=1")
    job = submitted(server, tmp_path, "This takes very long. " * 50, *slow)
    early = jobs(server, "fetch", job, "-o", str(tmp_path))
    assert early.returncode == 1
    assert b"Fetch the rest later" in early.stderr
    assert jobs(server, "cancel", job).returncode == 0
    gone = jobs(server, "show", job)
    assert gone.returncode == 1
    assert b"see voice-server jobs list" in gone.stderr


def test_an_empty_id_is_no_job(server: Server, tmp_path: Path) -> None:
    """As of a script whose variable was never set: the beginning of all ids."""
    job = submitted(server, tmp_path, "A badger lived here.")
    others = [it["id"] for it in json.loads(jobs(server, "list", "--json").stdout)]
    for other in set(others) - {job}:
        assert jobs(server, "cancel", other, "--yes").returncode == 0
    refused = jobs(server, "cancel", "", "--yes")
    assert refused.returncode == 1
    assert b"The id is empty" in refused.stderr
    assert jobs(server, "show", job).returncode == 0


def test_without_a_server_it_says_how_to_start_one() -> None:
    ended = run("jobs", "list", "--url", "localhost:9")
    assert ended.returncode == 1
    assert b"localhost:9 cannot be reached" in ended.stderr and b"voice-server up" in ended.stderr
