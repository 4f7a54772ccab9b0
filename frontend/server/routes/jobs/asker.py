"""Whose jobs a request may know of."""

from starlette.requests import Request

from frontend.jobs.keeping.asker import Asker
from frontend.server.guards.asking import client_of


def asker_of(request: Request) -> Asker:
    client = client_of(request)
    return Asker(owner=client.key, sees_all="operate" in client.scopes)
