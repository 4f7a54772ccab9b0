"""What the document says of one operation of HTTP, or of one WebSocket.

Neither repeats a field: both refer to the Structs that the routes parse and answer with.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from backend_queues.errors import TTSError

Kind = Any  # a Struct, or a type made of some such as list[str]
Errors = tuple[type[TTSError], ...]


@dataclass(frozen=True)
class Events:
    """Server-sent events whose data is JSON: each one's name, "" for none, and its data's type."""

    named: tuple[tuple[str, Kind], ...]
    ids: str = ""  # what the id of an event is; "" is that it has none

    @property
    def kinds(self) -> tuple[Kind, ...]:
        return tuple(kind for _, kind in self.named)


@dataclass(frozen=True)
class Lines:
    """JSON lines, each of one of these types."""

    kinds: tuple[Kind, ...]


@dataclass(frozen=True)
class Content:
    """A body of one media type; without a kind it is bytes.

    `examples` are values by what they show; each can be sent, or is what may be answered.
    """

    media_type: str
    kind: Kind | Events | Lines | None = None
    examples: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def json(cls, kind: Kind, **examples: Any) -> "Content":
        """Return content in JSON; an example's name is its description, with _ for spaces."""
        named = {name.replace("_", " "): value for name, value in examples.items()}
        return cls("application/json", kind, named)


@dataclass(frozen=True)
class Answer:
    """What is answered when all goes well; with several contents, the client chooses."""

    description: str
    contents: tuple[Content, ...] = ()
    status: int = 200


@dataclass(frozen=True, kw_only=True)
class Operation:
    """A method of a path of ROUTES.

    `query`, `in_path` and `headers` are Structs of its parameters.
    """

    method: str
    path: str
    tag: str
    summary: str
    answer: Answer
    description: str = ""
    query: Kind = None
    in_path: Kind = None
    headers: Kind = None
    also: tuple[Answer, ...] = ()  # what else may be answered when all goes well
    body: tuple[Content, ...] = ()
    errors: Errors = ()
    error_kind: Kind = None  # of the body of an error; None is the server's usual one
    error_status: Callable[[int], int] = int  # of what is this status elsewhere


@dataclass(frozen=True)
class Message:
    """A message of a WebSocket; without a kind it is binary, or plain text."""

    description: str
    kind: Kind = None
    examples: tuple[Any, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SocketOperation:
    """A WebSocket of ROUTES, which OpenAPI has no words for."""

    path: str
    summary: str
    description: str
    from_client: tuple[Message, ...]
    from_server: tuple[Message, ...]
    query: Kind = None
