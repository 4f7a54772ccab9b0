"""Jobs are listed, rest, go on, and are forgotten."""

import pytest

from tests.frontend.server.routes.jobs.desk import SLOW, Desk, code_of, new_text

ODD_IDS = ["nobody", "%2e%2e", "a%00b", "*", "%2Fetc", "x" * 5000, "%ff", "%20"]


def test_all_jobs_are_listed_the_newest_first(desk: Desk) -> None:
    old, new = desk.made(new_text()), desk.made(new_text())
    listed = [job["id"] for job in desk.ask("GET", "").json()["jobs"]]
    assert listed.index(new) < listed.index(old)


def test_the_list_comes_in_pages(desk: Desk) -> None:
    new = [desk.made(new_text()) for _ in range(3)][::-1]
    first = desk.client.get(f"{desk.url}?limit=2").json()
    assert [job["id"] for job in first["jobs"]] == new[:2]
    second = desk.client.get(f"{desk.url}?limit=2&after={first['next']}").json()
    assert second["jobs"][0]["id"] == new[2]
    assert desk.client.get(f"{desk.url}?limit=1000").json()["next"] is None


@pytest.mark.parametrize("query", ["limit=0", "limit=1001", "limit=x", "after=x", "after=1-2"])
def test_a_page_that_there_cannot_be_is_refused(desk: Desk, query: str) -> None:
    assert code_of(desk.client.get(f"{desk.url}?{query}")) == (400, "invalid_request")


def test_a_job_that_has_ended_says_when_and_what_it_takes(desk: Desk) -> None:
    told = desk.progress(desk.made(new_text()))
    assert told["ended_at"] > told["created_at"] and told["size_bytes"] > 1000
    assert told["owner"] == ""


def test_a_paused_job_rests_until_it_is_resumed(desk: Desk) -> None:
    job = desk.submit(*(new_text() for _ in range(5)), **SLOW)
    assert desk.ask("POST", f"{job}/pause").json()["state"] == "paused"
    assert desk.progress(job)["state"] == "paused"
    assert desk.ask("POST", f"{job}/resume").json()["state"] == "running"
    ended = desk.until_ended(job)
    assert (ended["state"], ended["items"]["done"]) == ("done", 5)


def test_a_job_that_has_ended_stays_as_it_is(desk: Desk) -> None:
    job = desk.made(new_text())
    for change in ("pause", "resume"):
        assert desk.ask("POST", f"{job}/{change}").json()["state"] == "done"


def test_a_bad_item_fails_alone_with_its_reason_and_is_tried_again(desk: Desk) -> None:
    job = desk.made(new_text(), " ", new_text(), output={"files": "one"})
    told = desk.progress(job)
    assert told["state"] == "partial"
    assert told["items"] == {"total": 3, "done": 2, "failed": 1}
    [failure] = told["failures"]
    assert (failure["id"], failure["code"]) == ("2", "nothing_to_speak")
    assert desk.ask("POST", f"{job}/resume").json()["state"] == "running"
    assert desk.until_ended(job)["state"] == "partial"


def test_a_forgotten_job_is_gone(desk: Desk) -> None:
    job = desk.submit(*(new_text() for _ in range(5)), **SLOW)
    assert desk.ask("DELETE", job).status_code == 204
    for method, path in (("GET", job), ("GET", f"{job}/files"), ("DELETE", job)):
        assert code_of(desk.ask(method, path)) == (404, "unknown_job")
    assert job not in [one["id"] for one in desk.ask("GET", "").json()["jobs"]]


@pytest.mark.parametrize("job", ODD_IDS)
@pytest.mark.parametrize(
    ("method", "path"),
    [
        *(("GET", ""), ("DELETE", ""), ("GET", "/events"), ("GET", "/files")),
        *(("POST", "/pause"), ("POST", "/resume")),
    ],
)
def test_an_odd_id_is_of_no_job(desk: Desk, method: str, path: str, job: str) -> None:
    answer = desk.ask(method, f"{job}{path}")
    assert answer.status_code in (404, 405), answer.text
