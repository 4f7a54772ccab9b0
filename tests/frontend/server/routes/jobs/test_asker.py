"""Whose jobs a request may know of is told by its API key."""

import pytest
from starlette.requests import Request

from backend_queues.errors import TTSError
from backend_queues.job_errors import QuotaExceeded, StorageFull
from frontend.access.client import Client, Scope
from frontend.jobs.keeping.asker import ANYBODY, Asker
from frontend.server.guards.asking import set_client
from frontend.server.http.errors import error_response
from frontend.server.routes.jobs.asker import asker_of


def test_without_keys_everybody_sees_all() -> None:
    assert asker_of(Request({"type": "http"})) == ANYBODY


@pytest.mark.parametrize(("scope", "sees_all"), [("jobs", False), ("operate", True)])
def test_a_key_sees_its_own_unless_it_operates(scope: Scope, sees_all: bool) -> None:
    connection = {"type": "http"}
    set_client(connection, Client(key="k1", scopes=frozenset({scope})))
    assert asker_of(Request(connection)) == Asker("k1", sees_all)


@pytest.mark.parametrize(("error", "status"), [(QuotaExceeded, 429), (StorageFull, 507)])
def test_too_much_has_a_status_of_its_own(error: type[TTSError], status: int) -> None:
    answer = error_response(error("Too much."))
    assert answer.status_code == status and "retry-after" not in answer.headers
