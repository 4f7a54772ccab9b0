"""GET /v1/jobs/{id}/events: how far a job is, to its end."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
from httpx_sse import ServerSentEvent, connect_sse

from tests.frontend.server.routes.jobs.desk import SLOW, Desk, code_of, new_text


@contextmanager
def following(desk: Desk, job: str) -> Iterator[Iterator[ServerSentEvent]]:
    with connect_sse(desk.client, "GET", f"{desk.url}/{job}/events") as source:
        yield source.iter_sse()


def test_events_tell_of_progress_and_last_of_the_state(desk: Desk) -> None:
    job = desk.submit(*(new_text() for _ in range(4)), **SLOW)
    with following(desk, job) as events:
        told = list(events)
    assert {event.event for event in told[:-1]} == {"progress"}
    assert told[-1].event == "done"
    done = [event.json()["items"]["done"] for event in told]
    assert done == sorted(done)
    assert done[-1] == 4
    assert told[-1].json() == desk.progress(job)


def test_of_an_ended_job_there_is_the_last_event_alone(desk: Desk) -> None:
    for texts, state in (((new_text(), " "), "partial"), ((" ",), "failed")):
        job = desk.submit(*texts, seed=len(texts))
        desk.until_ended(job)
        with following(desk, job) as events:
            [event] = events
        assert event.event == event.json()["state"] == state


def test_a_paused_job_is_followed_until_it_ends(desk: Desk) -> None:
    job = desk.submit(*(new_text() for _ in range(4)), **SLOW)
    desk.ask("POST", f"{job}/pause")
    with following(desk, job) as events:
        assert next(event for event in events if event.json()["state"] == "paused")
        threading.Thread(target=desk.ask, args=("POST", f"{job}/resume")).start()
        assert [event.event for event in events][-1] == "done"


def test_who_follows_is_told_that_the_job_is_deleted(desk: Desk) -> None:
    job = desk.submit(*(new_text() for _ in range(20)), **SLOW)
    with following(desk, job) as events:
        assert next(events).event == "progress"
        assert desk.ask("DELETE", job).status_code == 204
        *_, last = events
    assert last.event == "deleted"
    assert msgspec.json.decode(last.data)["code"] == "unknown_job"


def test_no_job_has_no_events(desk: Desk) -> None:
    assert code_of(desk.ask("GET", "nobody/events")) == (404, "unknown_job")


def test_head_ends_at_once(desk: Desk) -> None:
    job = desk.submit(*(new_text() for _ in range(20)), **SLOW)
    answer = desk.ask("HEAD", f"{job}/events")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert "content-length" not in answer.headers
    assert desk.ask("DELETE", job).status_code == 204
