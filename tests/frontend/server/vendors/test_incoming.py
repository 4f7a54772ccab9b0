"""Texts that come piece by piece, and how much of them may wait."""

import asyncio

import pytest

from backend_queues.errors import TextTooLong
from frontend.server.vendors.incoming import PIECE_CHARS, IncomingText, TextRoom


async def test_a_text_is_taken_as_it_comes() -> None:
    text = IncomingText(TextRoom(1_000))
    pieces = text.pieces()
    text.write("Hello ")
    text.write("there. ")
    assert await anext(pieces) == "Hello there. "
    later = asyncio.create_task(anext(pieces, "the end"))
    await asyncio.sleep(0)
    assert not later.done()
    text.write("And more.")
    assert await later == "And more."
    text.end()
    assert await anext(pieces, "the end") == "the end"


async def test_what_waits_when_the_text_ends_is_taken_first() -> None:
    text = IncomingText(TextRoom(1_000))
    text.write("All of it.")
    text.end()
    assert [piece async for piece in text.pieces()] == ["All of it."]


async def test_an_empty_piece_is_no_end() -> None:
    text = IncomingText(TextRoom(1_000))
    text.write("")
    pieces = text.pieces()
    assert await anext(pieces) == ""
    text.end()
    assert await anext(pieces, "the end") == "the end"


async def test_no_more_waits_than_there_is_room_for() -> None:
    room = TextRoom(100)
    one, two = IncomingText(room), IncomingText(room)
    one.write("a" * 30)
    with pytest.raises(TextTooLong, match="100 characters"):
        two.write("b" * 30)
    assert await anext(one.pieces()) == "a" * 30
    two.write("b" * 100)
    two.drop()
    one.write("c" * 100)


def test_pieces_without_characters_take_room_too() -> None:
    text = IncomingText(TextRoom(10 * PIECE_CHARS))
    with pytest.raises(TextTooLong):
        for _ in range(100):
            text.write("")


async def test_it_has_begun_with_its_first_word_or_its_end() -> None:
    text = IncomingText(TextRoom(1_000))
    begun = asyncio.create_task(text.begun())
    for piece in ("", " ", "\n"):
        text.write(piece)
        await asyncio.sleep(0)
    assert not begun.done()
    text.write("a")
    await begun
    assert await anext(text.pieces()) == " \na"
    text = IncomingText(TextRoom(1_000))
    text.end()
    await text.begun()
