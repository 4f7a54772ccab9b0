"""Redis's errors become the project's own in one place, and nobody else names them."""

import ast
import asyncio
import socket
from pathlib import Path

import pytest
import redis
import uvloop

import frontend
from backend_queues.errors import RedisUnavailable
from tasks.connection.translation import redis_errors_translated

ROOT = Path(frontend.__file__).parents[1]
SOURCES = [path for folder in ("frontend", "tasks") for path in (ROOT / folder).rglob("*.py")]
TRANSLATES = {"tasks/connection/translation.py"}


@pytest.mark.parametrize(
    "error",
    [
        redis.ConnectionError("away"),
        redis.ResponseError("away"),
        OSError("away"),
        TimeoutError("away"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_what_redis_raises_becomes_one_error_with_its_cause(error: Exception) -> None:
    with (
        pytest.raises(RedisUnavailable, match="^Redis does not answer: away$") as raised,
        redis_errors_translated(),
    ):
        raise error
    assert raised.value.__cause__ is error


def test_a_value_of_another_kind_is_not_taken_for_an_outage() -> None:
    error = redis.ResponseError("WRONGTYPE Operation against a key holding the wrong kind of value")
    with pytest.raises(RedisUnavailable, match="Delete that key"), redis_errors_translated():
        raise error


def test_what_the_event_loop_raises_at_a_connection_just_cut_is_one_of_them() -> None:
    """redis-py writes to a transport whose end it has not been told of."""

    async def write_to_a_cut_connection() -> None:
        own, other = socket.socketpair()
        _, writer = await asyncio.open_connection(sock=own)
        writer.transport.abort()
        await asyncio.sleep(0.01)
        other.close()
        with redis_errors_translated():
            writer.writelines([b"PING"])

    with pytest.raises(RedisUnavailable, match="cut"):
        uvloop.run(write_to_a_cut_connection())


def test_other_errors_pass() -> None:
    with pytest.raises(RuntimeError, match="else"), redis_errors_translated():
        raise RuntimeError("something else")
    with pytest.raises(ValueError, match="else"), redis_errors_translated():
        raise ValueError("something else")


def names(path: Path) -> set[str]:
    """Return all names and attributes that a module uses or imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.alias(name=name):
                found.add(name)
    return found


def test_no_other_module_names_them() -> None:
    naming = {str(path.relative_to(ROOT)) for path in SOURCES if "RedisError" in names(path)}
    assert naming == TRANSLATES
