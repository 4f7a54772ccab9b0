"""The OpenAPI 3.1 document of some operations and WebSockets; these are under `x-websockets`."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from backend_queues.errors import InternalError, TTSError
from frontend.server.guards.scopes import Need, need_of_route
from frontend.server.http.errors import RETRY_AFTER_S, STATUS
from frontend.server.messages.errors import ErrorBody
from frontend.server.openapi.operation import (
    Answer,
    Content,
    Errors,
    Events,
    Kind,
    Lines,
    Message,
    Operation,
    SocketOperation,
)
from frontend.server.openapi.schemas import Json, Schemas, parameters
from frontend.server.openapi.security import SCHEMES, key_errors, security


class Document:
    """Describes operations with the schemas of the Structs that they refer to."""

    def __init__(self, operations: Sequence[Operation], sockets: Sequence[SocketOperation]) -> None:
        self._operations = operations
        self._sockets = sockets
        self._schemas = Schemas([ErrorBody, *_all_kinds(operations, sockets)])

    def make(self, info: Json, tags: Mapping[str, str]) -> Json:
        """Return the document; `tags` are descriptions by name, in the order to show."""
        paths: dict[str, Json] = {}
        for operation in self._operations:
            paths.setdefault(operation.path, {})[operation.method.lower()] = self._operation(
                operation
            )
        return {
            "openapi": "3.1.0",
            "info": info,
            "tags": [{"name": name, "description": text} for name, text in tags.items()],
            "paths": paths,
            "components": {"schemas": self._schemas.components, "securitySchemes": SCHEMES},
            "x-websockets": {socket.path: self._socket(socket) for socket in self._sockets},
        }

    def _operation(self, operation: Operation) -> Json:
        described: Json = {
            "operationId": _identifier(operation),
            "tags": [operation.tag],
            "summary": operation.summary,
            "description": operation.description,
            "parameters": [
                *parameters(operation.in_path, "path"),
                *parameters(operation.query, "query"),
                *parameters(operation.headers, "header"),
            ],
            "requestBody": self._body(operation.body),
            "responses": {
                **{str(it.status): self._answer(it) for it in (operation.answer, *operation.also)},
                **self._errors(operation),
            },
        }
        described = {key: value for key, value in described.items() if value}
        return described | {"security": security(_need(operation))}

    def _body(self, contents: tuple[Content, ...]) -> Json:
        return {"required": True, "content": self._contents(contents)} if contents else {}

    def _answer(self, answer: Answer) -> Json:
        described: Json = {"description": answer.description}
        if answer.contents:
            described["content"] = self._contents(answer.contents)
        return described

    def _contents(self, contents: tuple[Content, ...]) -> Json:
        return {content.media_type: self._content(content) for content in contents}

    def _content(self, content: Content) -> Json:
        described: Json = {}
        if content.kind is not None:
            described["schema"] = self._schemas.of(content.kind)
        if content.examples:
            described["examples"] = {
                _slug(name): {"summary": name, "value": value}
                for name, value in content.examples.items()
            }
        return described

    def _errors(self, operation: Operation) -> dict[str, Json]:
        """Describe the error responses: one for each status, which lists its codes."""
        by_status: dict[int, list[type[TTSError]]] = {}
        # Every route may have a fault.
        errors: Errors = (*operation.errors, *key_errors(_need(operation)), InternalError)
        for error in dict.fromkeys(errors):
            status = operation.error_status(STATUS.get(error.code, 500))
            by_status.setdefault(status, []).append(error)
        body = self._schemas.of(operation.error_kind or ErrorBody)
        return {str(status): _error(by_status[status], body) for status in sorted(by_status)}

    def _socket(self, socket: SocketOperation) -> Json:
        return {
            "summary": socket.summary,
            "description": socket.description,
            "parameters": list(parameters(socket.query, "query")),
            "security": security(need_of_route("GET", socket.path)),
            "client": [self._message(message) for message in socket.from_client],
            "server": [self._message(message) for message in socket.from_server],
        }

    def _message(self, message: Message) -> Json:
        described: Json = {"description": message.description}
        if message.kind is not None:
            described["schema"] = self._schemas.of(message.kind)
        if message.examples:
            described["examples"] = list(message.examples)
        return described


def _all_kinds(
    operations: Iterable[Operation], sockets: Iterable[SocketOperation]
) -> Iterator[Kind]:
    """Yield the types that need a schema of their own; parameters are described field by field."""
    for operation in operations:
        if operation.error_kind:
            yield operation.error_kind
        answers = (operation.answer, *operation.also)
        answered = (content for answer in answers for content in answer.contents)
        for content in (*operation.body, *answered):
            if isinstance(content.kind, Events | Lines):
                yield from content.kind.kinds
            elif content.kind is not None:
                yield content.kind
    for socket in sockets:
        for message in (*socket.from_client, *socket.from_server):
            if message.kind is not None:
                yield message.kind


def _error(errors: list[type[TTSError]], body: Json) -> Json:
    lines = [f"`{error.code}`: {_first_line(error)}" for error in errors]
    described: Json = {
        "description": "\n".join(lines),
        "content": {"application/json": {"schema": body}},
    }
    if any(error.code in RETRY_AFTER_S for error in errors):
        described["headers"] = {
            "Retry-After": {
                "description": "Seconds after which to try again.",
                "schema": {"type": "integer"},
            }
        }
    return described


def _need(operation: Operation) -> Need:
    return need_of_route(operation.method, operation.path.replace("{model}", "{model:path}"))


def _first_line(error: type[TTSError]) -> str:
    return (error.__doc__ or "").partition("\n")[0]


def _identifier(operation: Operation) -> str:
    return f"{operation.method.lower()}_{_slug(operation.path)}".rstrip("_")


def _slug(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "_", text).strip("_")
