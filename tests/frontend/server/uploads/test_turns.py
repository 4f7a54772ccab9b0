"""Large bodies take turns."""

import asyncio

import pytest
from starlette.requests import Request

from backend_queues.errors import Overloaded
from frontend.access.client import Client
from frontend.server.guards.asking import set_client
from frontend.server.uploads.turns import SMALL_BYTES, Turns
from tests.frontend.server.http.requests import Connection

LARGE = Connection().request({"content-length": str(SMALL_BYTES + 1)})
SMALL = Connection().request({"content-length": str(SMALL_BYTES)})
CHUNKED = Connection().request({"transfer-encoding": "chunked"})


@pytest.mark.parametrize("third", [LARGE, CHUNKED], ids=["large", "of unknown size"])
async def test_a_third_large_body_is_refused_after_a_while(third: object) -> None:
    turns = Turns(at_once=2, wait_s=0.01)
    async with turns.turn(LARGE), turns.turn(LARGE):
        with pytest.raises(Overloaded, match="2 large files") as error:
            async with turns.turn(third):  # type: ignore[arg-type]
                pass
    assert error.value.retry_after_s == 10
    async with turns.turn(LARGE):
        pass


async def test_a_client_that_sends_slowly_does_not_keep_others_from_sending() -> None:
    turns = Turns(at_once=3, for_one=2, wait_s=0.01)
    async with turns.turn(large_of("slow")), turns.turn(large_of("slow")):
        with pytest.raises(Overloaded, match="2 of yours") as error:
            async with turns.turn(large_of("slow")):
                pass
        async with turns.turn(large_of("other")):
            pass
    assert error.value.retry_after_s == 10
    async with turns.turn(large_of("slow")), turns.turn(large_of("slow")):
        pass


def large_of(key: str) -> Request:
    request = Connection().request({"content-length": str(SMALL_BYTES + 1)})
    set_client(request.scope, Client(key=key))
    return request


async def test_a_large_body_waits_for_its_turn() -> None:
    turns = Turns(at_once=1, wait_s=60)
    order: list[str] = []

    async def upload(name: str) -> None:
        async with turns.turn(LARGE):
            order.append(f"{name} begins")
            await asyncio.sleep(0)
            order.append(f"{name} ends")

    await asyncio.gather(upload("a"), upload("b"))
    assert order == ["a begins", "a ends", "b begins", "b ends"]


async def test_a_small_body_needs_no_turn() -> None:
    turns = Turns(at_once=1, wait_s=0)
    async with turns.turn(LARGE), turns.turn(SMALL), turns.turn(SMALL):
        pass


async def test_a_body_that_fails_gives_its_turn_back() -> None:
    turns = Turns(at_once=1, wait_s=0)
    for _ in range(3):
        with pytest.raises(ValueError, match="wrong"):
            async with turns.turn(LARGE):
                raise ValueError("wrong")
