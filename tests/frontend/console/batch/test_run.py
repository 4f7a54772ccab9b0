"""`voice-server batch`: files into audio files, also when something comes in between."""

import itertools
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import httpx
import pytest

from backend_queues.errors import InvalidConfiguration
from frontend.client import SpeakingFailed
from frontend.console.commands.batch import batch
from tests.frontend.jobs.readers.epubs import epub
from tests.support.processes import descendants, is_alive, wait_until
from tests.support.server import BACKENDS_FILE, Server
from tests.support.terminals import Typist
from tests.support.wire import wire_to

COMMAND = (sys.executable, "-m", "frontend.cli", "batch")
NO_SERVER = "http://localhost:9"
FAULTY = ("--backend", "faulty")
SLOW = (*FAULTY, "--opt", "part_s=0.08")  # that long a character
NUMBERS = itertools.count(1)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A book that no other test has, so that its jobs are new ones."""
    path = tmp_path / "book.md"
    number = next(NUMBERS)
    path.write_text(
        f"# One\n\nBook number {number}.\n\n# Two\n\nIt goes on a bit.\n\n# Three\n\nEnd.\n"
    )
    return path


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    path = tmp_path / "rows.jsonl"
    number = next(NUMBERS)
    lines = [
        {"id": "good", "text": f"Row number {number}."},
        {"id": "bad", "text": "Nobody says this.", "voice": "nobody"},
    ]
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    return path


def environ(url: str) -> dict[str, str]:
    return {**os.environ, "VOICE_SERVER_URL": url}


def run(url: str, *arguments: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    ended = subprocess.run(
        [*COMMAND, *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        env={**environ(url), **variables},
    )
    assert "Traceback" not in ended.stderr
    return ended


@contextmanager
def started(url: str, *arguments: str | Path, **variables: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [*COMMAND, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**environ(url), **variables},
    ) as running:
        yield running


def run_here(*arguments: str | Path) -> object:
    """Run the command in this process; its errors are raised."""
    return batch.main([str(argument) for argument in arguments], standalone_mode=False)


def jobs_of(server: Server, name: str) -> list[dict[str, Any]]:
    listed = httpx.get(f"{server.url}/v1/jobs?limit=1000").json()["jobs"]
    return [job for job in listed if job["name"] == name]


def paused(server: Server, name: str) -> str:
    """Let the job of that name rest as soon as it is there, and return its id."""
    wait_until(lambda: jobs_of(server, name), 60)
    [job] = jobs_of(server, name)
    answer = httpx.post(f"{server.url}/v1/jobs/{job['id']}/pause")
    assert answer.raise_for_status().json()["state"] == "paused"
    return str(job["id"])


def content_of(server: Server, job: str, name: str) -> bytes:
    answer = httpx.get(f"{server.url}/v1/jobs/{job}/files/{name}")
    return answer.raise_for_status().content


def speech_of(server: Server, job: str) -> bytes:
    """Return the one file that the job has made."""
    [file] = httpx.get(f"{server.url}/v1/jobs/{job}/files").json()["files"]
    return content_of(server, job, file["name"])


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_book_becomes_one_file_with_captions_beside_it(
    server: Server, tmp_path: Path, book: Path
) -> None:
    ended = run(server.url, book, "-o", tmp_path / "out.m4b", "--captions", "srt,vtt", "--json")
    assert ended.returncode == 0, ended.stderr
    assert names_in(tmp_path) == ["book.md", "out.m4b", "out.srt", "out.vtt"]
    figures = json.loads(ended.stdout)
    [job] = figures["jobs"]
    assert (job["source"], job["state"]) == (str(book), "done")
    assert (figures["items"], figures["failed"]) == (job["items"], 0)
    assert figures["audio_s"] > 1
    assert sorted(figures["files"]) == [
        str(tmp_path / f"out.{end}") for end in ("m4b", "srt", "vtt")
    ]
    listed = httpx.get(f"{server.url}/v1/jobs/{job['job']}/files").json()["files"]
    for file in listed:
        made = (tmp_path / "out").with_suffix(Path(file["name"]).suffix).read_bytes()
        assert made == content_of(server, job["job"], file["name"])


def test_chapters_become_files_in_a_folder_and_plain_lines_tell_of_it(
    server: Server, tmp_path: Path, book: Path
) -> None:
    out = tmp_path / "audio"
    ended = run(server.url, book, "-o", out, "--format", "flac")
    assert names_in(out) == ["001-one.flac", "002-two.flac", "003-three.flac"]
    assert ended.stdout == ""
    assert "\x1b" not in ended.stderr and "\r" not in ended.stderr
    submitting, *_, last = ended.stderr.splitlines()
    assert submitting == "Submitting book.md ..."
    assert last.startswith("book.md: ") and last.endswith(f" of speech in {out}.")


def test_several_files_have_folders_of_their_own(
    server: Server, tmp_path: Path, book: Path, rows: Path
) -> None:
    ended = run(server.url, book, rows, "-o", f"{tmp_path}/audio.d/", "--files", "one", "--json")
    assert ended.returncode == 3
    assert names_in(tmp_path / "audio.d") == ["book", "rows"]
    assert [job["state"] for job in json.loads(ended.stdout)["jobs"]] == ["done", "partial"]


def test_what_fails_is_listed_and_the_rest_is_there(
    server: Server, tmp_path: Path, rows: Path
) -> None:
    ended = run(server.url, rows, "-o", tmp_path / "out")
    assert ended.returncode == 3
    assert names_in(tmp_path / "out") == ["001-good.mp3"]
    reason = "There is no voice 'nobody'; there are: sine, square."
    assert ended.stderr.endswith(f"1 of 2 items have failed:\n  bad: {reason}\n")


def test_what_a_book_lacks_is_told_and_the_rest_is_there(server: Server, tmp_path: Path) -> None:
    book = tmp_path / "book.epub"
    spine = '<itemref idref="cover"/><itemref idref="i0"/>'
    book.write_bytes(epub({"a.xhtml": f"<p>Book number {next(NUMBERS)}.</p>"}, spine))
    ended = run(server.url, book, "-o", tmp_path / "out.mp3", "--json")
    missing = "Its spine names 'cover', its manifest does not."
    assert (ended.returncode, names_in(tmp_path)) == (0, ["book.epub", "out.mp3"])
    assert ended.stderr.endswith(f"{missing}\n")
    assert json.loads(ended.stdout)["jobs"][0]["warnings"] == [missing]


def test_a_job_of_which_nothing_is_spoken_is_not_done(
    server: Server, tmp_path: Path, book: Path
) -> None:
    ended = run(server.url, book, "-o", tmp_path / "out.mp3", "--voice", "nobody")
    assert ended.returncode == 1
    assert "There is no voice 'nobody'" in ended.stderr
    assert names_in(tmp_path) == ["book.md"]


def test_interrupted_it_says_how_to_go_on_and_goes_on_there(
    server: Server, tmp_path: Path, book: Path
) -> None:
    book = book.rename(tmp_path / "interrupted.md")
    arguments = (book, "-o", tmp_path / "out.wav", *FAULTY, "--opt", "part_s=0.03")
    with started(server.url, *arguments) as running:
        job = paused(server, book.name)
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "Run the same command again to resume." in errors
    assert f"{server.url} continues it meanwhile." in errors
    assert names_in(tmp_path) == ["interrupted.md"]
    assert run(server.url, *arguments).returncode == 0
    assert [one["id"] for one in jobs_of(server, book.name)] == [job]
    assert (tmp_path / "out.wav").read_bytes() == speech_of(server, job)


@pytest.mark.stacks
def test_a_server_of_its_own_goes_on_where_it_was(
    server: Server, tmp_path: Path, book: Path
) -> None:
    arguments = (book, "-o", tmp_path / "own.wav", *SLOW)
    variables = {
        "VOICE_SERVER_BACKENDS": str(BACKENDS_FILE),
        "VOICE_SERVER_JOBS": f"file://{tmp_path}/jobs",
        "VOICE_SERVER_PORT": "9",  # where no server is
    }
    segments = (tmp_path / "jobs").glob
    with started("", *arguments, **variables) as running:
        wait_until(lambda: any(segments("*/segments/*/*")), 120)
        children = descendants(running.pid)
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "It pauses until then." in errors
    assert children and not any(map(is_alive, children))
    kept = {path.name for path in segments("*/segments/*/*")}
    assert kept
    assert run("", *arguments, **variables).returncode == 0
    assert run(server.url, book, "-o", tmp_path / "whole.wav", *FAULTY).returncode == 0
    assert (tmp_path / "own.wav").read_bytes() == (tmp_path / "whole.wav").read_bytes()


def test_a_download_that_is_cut_off_goes_on(server: Server, tmp_path: Path, book: Path) -> None:
    assert run(server.url, book, "-o", tmp_path / "whole.wav").returncode == 0
    whole = (tmp_path / "whole.wav").read_bytes()
    with wire_to(server.url) as wire:
        wire.cut_after(len(whole) * 2 // 3)
        ended = run(wire.url, book, "-o", tmp_path / "part.wav")
        assert wire.was_cut
        assert wire.passed_bytes < len(whole) * 4 / 3
    assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "part.wav").read_bytes() == whole
    assert names_in(tmp_path) == ["book.md", "part.wav", "whole.wav"]


@pytest.mark.stacks
def test_a_server_that_is_away_for_a_while_is_waited_for(
    server: Server, tmp_path: Path, book: Path
) -> None:
    book = book.rename(tmp_path / "patient.md")
    with (
        wire_to(server.url) as wire,
        started(wire.url, book, "-o", tmp_path / "out.wav", *FAULTY, "--opt", "part_s=0.03") as it,
    ):
        job = paused(server, book.name)
        wire.take_away()
        assert it.stderr
        told = next(line for line in it.stderr if "cannot be reached" in line)
        assert told.startswith("patient.md: ")
        wire.bring_back()
        httpx.post(f"{server.url}/v1/jobs/{job}/resume").raise_for_status()
        _, errors = it.communicate(timeout=120)
    assert it.returncode == 0, errors
    assert (tmp_path / "out.wav").read_bytes() == speech_of(server, job)


def test_a_job_that_is_deleted_meanwhile_is_reported(
    server: Server, tmp_path: Path, book: Path
) -> None:
    book = book.rename(tmp_path / "deleted.md")
    with started(server.url, book, "-o", tmp_path / "out.wav", *SLOW) as running:
        job = paused(server, book.name)
        httpx.delete(f"{server.url}/v1/jobs/{job}").raise_for_status()
        _, errors = running.communicate(timeout=60)
    assert running.returncode == 1
    assert f"Error: There is no job '{job}'" in errors


def test_on_a_terminal_a_bar_moves_and_ctrl_c_ends_it(
    server: Server, tmp_path: Path, book: Path
) -> None:
    book = book.rename(tmp_path / "shown.md")
    variables = {"VOICE_SERVER_URL": server.url, "COLUMNS": "160"}
    typist = Typist(*COMMAND, str(book), "-o", str(tmp_path / "out.wav"), *SLOW, **variables)
    typist.sees(" of 3 chapters, ")
    typist.sees("%")
    typist.types("\x03")
    typist.sees("Run the same command again")
    assert typist.ends() == 130
    [job] = jobs_of(server, book.name)
    httpx.delete(f"{server.url}/v1/jobs/{job['id']}").raise_for_status()


def test_a_job_can_be_left_to_the_server(server: Server, tmp_path: Path, book: Path) -> None:
    ended = run(server.url, book, "-o", tmp_path / "out.wav", *SLOW, "--detach", "--json")
    assert ended.returncode == 0, ended.stderr
    [job] = json.loads(ended.stdout)["jobs"]
    assert job["state"] == "running"
    assert f"is the job {job['job']} of {server.url}" in ended.stderr
    assert names_in(tmp_path) == ["book.md"]
    httpx.delete(f"{server.url}/v1/jobs/{job['job']}").raise_for_status()


def test_only_a_server_that_stays_can_be_left_a_job(tmp_path: Path, book: Path) -> None:
    with pytest.raises(SpeakingFailed, match=f"{NO_SERVER} cannot be reached"):
        run_here(book, "-o", tmp_path / "out.wav", "--detach", "--url", NO_SERVER)


def test_a_server_that_is_named_is_not_replaced_by_one_here(tmp_path: Path, book: Path) -> None:
    with pytest.raises(SpeakingFailed, match=f"{NO_SERVER} cannot be reached"):
        run_here(book, "-o", f"{tmp_path}/new/", "--url", NO_SERVER)
    assert names_in(tmp_path) == ["book.md"]


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("book.md",),
        ("none.md", "-o", "out.mp3"),
        ("book.md", "-o", "out.ogg"),
        ("book.md", "-o", "out.mp3", "--format", "m4b"),
        ("book.md", "-o", "out.mp3", "--files", "chapter"),
        ("book.md", "-o", "out/", "--files", "half"),
        ("book.md", "book.md", "-o", "out.mp3"),
        ("book.md", "book.md", "-o", "out/"),
        ("book.md", "-o", "out/", "--opt", "speed"),
        ("book.md", "-o", "out.mp3", "--captions", "srt,ass"),
        ("book.md", "-o", "out/", "--format", "mp4"),
    ],
)
def test_wrong_usage_is_reported(tmp_path: Path, book: Path, arguments: tuple[str, ...]) -> None:
    named = [str(tmp_path / name) if "." in name or "/" in name else name for name in arguments]
    with pytest.raises(click.UsageError):
        run_here(*named)


@pytest.mark.parametrize(
    ("out", "reason"),
    [("none/out.mp3", "No such file or directory"), ("file/", "Not a directory")],
)
def test_what_cannot_be_written_is_reported_before_the_work(
    tmp_path: Path, book: Path, out: str, reason: str
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(InvalidConfiguration, match=f"Cannot write .*{Path(out).name}: {reason}"):
        run_here(book, "-o", f"{tmp_path}/{out}", "--url", NO_SERVER)


def test_what_the_server_refuses_is_reported_in_its_words(
    server: Server, tmp_path: Path, book: Path
) -> None:
    ended = run(server.url, book, "-o", tmp_path / "out.mp3", "--sample-rate", "44444")
    assert ended.returncode == 1
    assert "Error: mp3 has no sample rate of 44444 Hz" in ended.stderr
