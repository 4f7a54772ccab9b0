"""What may become of a file of a job: each kind of damage, as bytes made of the good ones."""

import json
from collections.abc import Callable
from typing import Any

import msgspec

Damage = Callable[[bytes], bytes]


def alien(good: bytes) -> bytes:
    """A file of somebody else's: JSON, but not ours."""
    return b'{"kind": "List", "items": [1, 2, 3]}'


def binary(good: bytes) -> bytes:
    return b"\x89PNG\r\n\x1a\n\xff\xfe\x00"


def nested(good: bytes) -> bytes:
    return b"[" * 100_000


def empty(good: bytes) -> bytes:
    return b""


def truncated(good: bytes) -> bytes:
    """A disk was full, or a machine lost its power."""
    return good[: 2 * len(good) // 3]


DAMAGES: tuple[Damage, ...] = (alien, binary, nested, empty, truncated)


def future(**changes: Any) -> Damage:
    """What a newer version would write: new fields everywhere, and what else is given."""

    def write(good: bytes) -> bytes:
        lines = [json.dumps(_newer(json.loads(line)) | changes) for line in good.splitlines()]
        return "\n".join(lines).encode()

    return write


def future_segment(good: bytes) -> bytes:
    return msgspec.msgpack.encode([*msgspec.msgpack.decode(good), {"new": 1}])


BY_NAME = ("options", "pronunciations", "voices")  # whose keys are names that clients give


def _newer(value: Any) -> Any:
    match value:
        case dict():
            known = {key: _newer(inner) for key, inner in value.items() if key not in BY_NAME}
            return value | known | {"new": {"of": [2030]}}
        case list():
            return [_newer(inner) for inner in value]
    return value
