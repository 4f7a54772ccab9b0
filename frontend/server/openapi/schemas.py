"""Types as JSON schemas, and as parameters.

What OpenAPI 3.1 has no words for is said thus: the schema of a text/event-stream is that of one
event, whose data is JSON in a string (`contentSchema`); that of JSON lines is that of a line.
"""

import inspect
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from frontend.server.openapi.operation import Events, Kind, Lines

Json = dict[str, Any]

REFERENCE = "#/components/schemas/{name}"


class Schemas:
    """The schemas of some types; `components` are those of their Structs, by name."""

    def __init__(self, kinds: Iterable[Kind]) -> None:
        kinds = list(dict.fromkeys(kinds))
        schemas, components = msgspec.json.schema_components(kinds, ref_template=REFERENCE)
        self._schemas: dict[Kind, Json] = dict(zip(kinds, schemas, strict=True))
        self.components = {name: _tidy(schema) for name, schema in components.items()}

    def of(self, kind: Kind | Events | Lines) -> Json:
        """Return the schema of one of the types, or of what is made of some."""
        if isinstance(kind, Events):
            return self._events(kind)
        if isinstance(kind, Lines):
            return {"oneOf": [self.of(one) for one in kind.kinds]}
        return self._schemas[kind]

    def _events(self, events: Events) -> Json:
        return {"oneOf": [self._event(events.ids, *event) for event in events.named]}

    def _event(self, ids: str, name: str, kind: Kind) -> Json:
        data = {
            "type": "string",
            "contentMediaType": "application/json",
            "contentSchema": self.of(kind),
        }
        properties: Json = {"data": data}
        required = [*(["event"] if name else []), "data"]  # not all events have an id
        if ids:
            properties = {"id": {"type": "string", "description": ids}, **properties}
        if name:
            properties = {"event": {"const": name}, **properties}
        return {"type": "object", "properties": properties, "required": required}


def parameters(kind: Kind, where: str) -> Iterator[Json]:
    """Describe each field of a Struct as a parameter.

    An object, such as options, stands for all names that are no other parameter's: so OpenAPI
    takes it by default, and the document says so for who does not know.
    """
    if kind is None:
        return
    _, components = msgspec.json.schema_components([kind], ref_template=REFERENCE)
    described = components[kind.__name__]
    for name, schema in described["properties"].items():
        parameter = {"name": name, "in": where, "required": name in described.get("required", ())}
        if "description" in schema:
            parameter["description"] = schema.pop("description")
        if schema.get("type") == "object":
            parameter |= {"style": "form", "explode": True}
        yield parameter | {"schema": _without_null(schema)}


def _without_null(schema: Json) -> Json:
    """A query has no null: what may be null may be left out."""
    if {"type": "null"} not in schema.get("anyOf", ()):
        return schema
    others = [one for one in schema.pop("anyOf") if one != {"type": "null"}]
    del schema["default"]
    return schema | (others[0] if len(others) == 1 else {"anyOf": others})


def _tidy(component: Json) -> Json:
    """A docstring is indented as its class is, which msgspec keeps."""
    if "description" in component:
        component["description"] = inspect.cleandoc(component["description"])
    return component
