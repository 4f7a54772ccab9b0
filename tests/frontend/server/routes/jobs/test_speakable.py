"""What is misspelt is told when the job is sent, not after each of its items has failed."""

from typing import Any

import pytest

from tests.frontend.server.routes.jobs.desk import Desk, new_text


@pytest.mark.parametrize(
    ("body", "status", "told"),
    [
        ({"voice": "nobody"}, 404, "There is no voice 'nobody'"),
        ({"voice": "squar"}, 404, "Did you mean square?"),
        ({"options": {"sped": 1}}, 400, "Did you mean speed?"),
        ({"options": {"speed": 99}}, 400, "speed must be"),
        ({"language": "de"}, 404, "not 'de'"),
    ],
)
def test_a_job_of_which_nothing_can_be_spoken_is_refused(
    desk: Desk, body: dict[str, Any], status: int, told: str
) -> None:
    items = [{"id": "1", "text": new_text()}, {"id": "2", "text": new_text()}]
    answer = desk.post(items=items, **body)
    assert answer.status_code == status
    assert told in answer.json()["error"]["message"]


def test_one_of_a_backend_without_workers_waits_for_one(desk: Desk) -> None:
    answer = desk.post(items=[{"id": "1", "text": new_text()}], backend="absent", voice="nobody")
    assert answer.status_code == 201
    assert desk.ask("DELETE", answer.json()["id"]).is_success
