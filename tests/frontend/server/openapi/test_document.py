"""The OpenAPI document is valid, and has all that the server has."""

from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from starlette.routing import Route, WebSocketRoute

from frontend.server.app import ROUTES
from tests.frontend.server.openapi.described import DOCUMENT, OPERATIONS, SOCKETS


def test_the_document_is_valid_openapi() -> None:
    OpenAPIV31SpecValidator(DOCUMENT).validate()


def test_every_method_of_every_route_is_described_and_no_other() -> None:
    served = {
        (method.lower(), route.path.replace(":path}", "}"))
        for route in ROUTES
        if isinstance(route, Route)
        for method in route.methods or ()
        if method != "HEAD"  # which a GET always has
    }
    assert {(method, path) for method, path, _ in OPERATIONS} == served


def test_every_websocket_is_described_and_no_other() -> None:
    assert set(SOCKETS) == {route.path for route in ROUTES if isinstance(route, WebSocketRoute)}


def test_every_operation_has_a_name_of_its_own() -> None:
    names = [operation["operationId"] for _, _, operation in OPERATIONS]
    assert len(set(names)) == len(names)


def test_every_tag_is_described() -> None:
    described = {tag["name"] for tag in DOCUMENT["tags"]}
    assert {tag for _, _, operation in OPERATIONS for tag in operation["tags"]} == described


def test_every_field_that_a_client_sends_is_described() -> None:
    for method, path, operation in OPERATIONS:
        for parameter in operation.get("parameters", ()):
            assert parameter.get("description"), f"{method} {path}: {parameter['name']}"
        for media in operation.get("requestBody", {"content": {}})["content"].values():
            check_described(media["schema"])


@pytest.mark.parametrize("path", SOCKETS)
def test_every_field_of_a_message_to_a_websocket_is_described(path: str) -> None:
    for message in SOCKETS[path]["client"]:
        assert message["description"]
        check_described(message.get("schema", {}))


def check_described(schema: dict[str, Any]) -> None:
    name = schema.get("$ref", "").rpartition("/")[2]
    for field, described in (
        DOCUMENT["components"]["schemas"].get(name, {"properties": {}})["properties"].items()
    ):
        if len(described.get("enum", ())) != 1:  # what tells a message from others
            assert described.get("description"), f"{name}.{field}"


def test_no_two_schemas_have_one_name() -> None:
    """Else msgspec gives both their modules' names, and programs that are made of it change."""
    assert [name for name in DOCUMENT["components"]["schemas"] if "." in name] == []
