"""A route learns whom a request comes from."""

from starlette.requests import HTTPConnection

from frontend.access.client import ALL_SCOPES, Client
from frontend.server.guards.asking import client_of, set_client


def test_a_route_gets_the_client_that_the_guards_have_found() -> None:
    connection = {"type": "http"}
    client = Client(key="k1", address="192.0.2.1", scopes=frozenset({"speak"}))
    set_client(connection, client)
    assert client_of(HTTPConnection(connection)) == client


def test_without_keys_everybody_may_do_all() -> None:
    client = client_of(HTTPConnection({"type": "http"}))
    assert client.key == "" and client.scopes == ALL_SCOPES
