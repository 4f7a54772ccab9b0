"""What the document says, and whether a value is as it says."""

from typing import Any

import msgspec
from jsonschema import Draft202012Validator

from frontend.server.openapi.whole import whole_document

DOCUMENT: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(whole_document()))
SOCKETS = DOCUMENT["x-websockets"]
OPERATIONS = [
    (method, path, operation)
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
]

# With no room for fields that are not described.
CLOSED = {
    name: {"additionalProperties": False, **schema} if "properties" in schema else schema
    for name, schema in DOCUMENT["components"]["schemas"].items()
}


def check(schema: dict[str, Any], value: object) -> None:
    """See that the value is what the schema says, and has nothing that it does not say."""
    validator = Draft202012Validator({**schema, "components": {"schemas": CLOSED}})
    wrong = [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]
    assert not wrong
