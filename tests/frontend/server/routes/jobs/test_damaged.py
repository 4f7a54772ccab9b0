"""A server whose storage holds damaged jobs answers, says so, and runs the good ones."""

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from frontend.jobs.counters import JobCounters
from frontend.jobs.job import Item
from frontend.jobs.storage.archive import Archive
from frontend.jobs.taking.submission import Submission, job_of
from frontend.protocol.jobs import Output, State
from frontend.storage.storage import Storage
from tests.frontend.jobs.damage import Damage, alien, empty, future, truncated
from tests.frontend.server.routes.jobs.desk import WAIT_S, Desk, code_of, new_text
from tests.support.processes import descendants
from tests.support.server import running_server

PROGRESS, JOB, ITEMS, RECORD = (
    *("progress.json", "job.json", "items/000000.jsonl"),
    "records/000000.json",
)
UNREADABLE: dict[str, tuple[str, Damage]] = {
    "an empty progress": (PROGRESS, empty),
    "a truncated progress": (PROGRESS, truncated),
    "an alien progress": (PROGRESS, alien),
    "a future progress": (PROGRESS, future(state="archived")),
    "a truncated job": (JOB, truncated),
    "a future job": (JOB, future(output={"files": "scene"})),
}
SPOKEN: dict[str, tuple[str, Damage]] = {
    "future items": (ITEMS, future()),
    "a truncated record": (RECORD, truncated),
    "a future record": (RECORD, future(audio_s="long")),
}
BROKEN = "truncated items"
NAMES = (*UNREADABLE, *SPOKEN, BROKEN)


class Damaged:
    """A server that has found these jobs as it started, by their names."""

    def __init__(self, desk: Desk, root: Path, pid: int, jobs: dict[str, str]) -> None:
        self.desk = desk
        self.root = root
        self.jobs = jobs
        self._pid = pid
        self._frontend = self._frontends()

    def listed(self) -> dict[str, dict[str, object]]:
        listed = self.desk.ask("GET", "", params={"limit": 1000}).raise_for_status().json()["jobs"]
        return {job["id"]: job for job in listed}

    def has_kept_running(self) -> bool:
        return bool(self._frontend) and self._frontends() == self._frontend

    def _frontends(self) -> list[int]:
        return [pid for pid in descendants(self._pid) if "serve" in _words(pid)]


def _words(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/cmdline").read_text().split("\0")


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Damaged]:
    root = tmp_path_factory.mktemp("jobs")
    storage = Storage(root.as_uri())
    jobs = {name: _stored(storage, name) for name in NAMES}
    for name, (file, damage) in {**UNREADABLE, **SPOKEN, BROKEN: (ITEMS, truncated)}.items():
        path = root / jobs[name] / file
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(damage(path.read_bytes() if path.exists() else b'{"id": "1"}'))
    with running_server("tone", jobs=root.as_uri()) as server, httpx.Client(timeout=WAIT_S) as http:
        desk = Desk(f"{server.url}/v1/jobs", http)
        yield Damaged(desk, root, server.process.pid, jobs)


def _stored(storage: Storage, name: str) -> str:
    items = [Item(id="1", text=new_text(), backend="tone")]
    submission = Submission(name=name, items=items, output=Output(format="wav"))
    job = job_of(submission, secret=b"")
    Archive(storage, job.id).create(job, items, JobCounters(job).progress(State.RUNNING))
    return job.id


def test_good_jobs_are_run_and_their_files_made(damaged: Damaged) -> None:
    job = damaged.desk.made(new_text(), output={"format": "wav"})
    assert damaged.desk.progress(job)["state"] == "done"
    for name in SPOKEN:
        assert damaged.desk.until_ended(damaged.jobs[name])["state"] == "done"
        assert damaged.desk.file_names(damaged.jobs[name]) == ["1.wav"]
    assert damaged.has_kept_running()


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_damaged_job_says_what_to_do(damaged: Damaged, name: str) -> None:
    job = damaged.jobs[name]
    told = damaged.listed()[job]
    assert told["state"] == "unreadable"
    assert f"DELETE /v1/jobs/{job}" in str(told["message"])
    assert damaged.desk.progress(job) == told
    for change in ("pause", "resume"):
        assert damaged.desk.ask("POST", f"{job}/{change}").json() == told
    assert damaged.desk.ask("GET", f"{job}/files").json() == {"files": []}
    events = damaged.desk.ask("GET", f"{job}/events").text
    assert events.startswith("event: unreadable") and json.dumps(job) in events
    assert damaged.has_kept_running()


def test_a_job_whose_items_cannot_be_read_fails_and_says_why(damaged: Damaged) -> None:
    job = damaged.jobs[BROKEN]
    told = damaged.desk.until_ended(job)
    assert told["state"] == "failed" and f"{job}/{ITEMS}" in told["message"]
    assert code_of(damaged.desk.ask("POST", f"{job}/resume")) == (409, "job_unreadable")


def test_a_damaged_job_can_be_deleted_and_submitted_again(damaged: Damaged) -> None:
    items = [{"id": "1", "text": new_text(), "backend": "tone"}]
    body = {"items": items, "output": {"format": "wav"}}
    job = str(damaged.desk.post(**body).json()["id"])
    damaged.desk.until_ended(job)
    before = damaged.listed()
    for name in UNREADABLE:
        assert damaged.desk.ask("DELETE", damaged.jobs[name]).status_code == 204
    assert set(before) - set(damaged.listed()) == {damaged.jobs[name] for name in UNREADABLE}
    assert damaged.desk.ask("DELETE", job).status_code == 204
    assert damaged.desk.post(**body).status_code == 201
    assert damaged.desk.until_ended(job)["state"] == "done"


def test_a_file_damaged_while_its_job_is_run_is_mended(damaged: Damaged) -> None:
    job = damaged.desk.submit(*(new_text() for _ in range(300)), output={"files": "one"})
    assert damaged.desk.ask("POST", f"{job}/pause").json()["state"] == "paused"
    (damaged.root / job / PROGRESS).write_bytes(b"")
    assert damaged.desk.progress(job)["state"] == "paused"  # as the frontend knows that runs it
    assert damaged.desk.ask("POST", f"{job}/resume").json()["state"] == "running"
    assert damaged.desk.until_ended(job)["items"]["done"] == 300
    assert damaged.has_kept_running()
