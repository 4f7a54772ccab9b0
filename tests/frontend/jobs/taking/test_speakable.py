"""A job of which nothing could be spoken is not taken; one that may be spoken in part is."""

import pytest

from frontend.jobs.job import Item
from frontend.jobs.taking.speakable import MOST_LOOKED_AT, ways_to_speak
from frontend.protocol.asked_text import PartBody

ONE = Item(id="1", text="Hello.", backend="tone", voice="sine")


def test_items_that_are_spoken_alike_are_looked_at_once() -> None:
    others = [Item(id=f"{n}", text="Hello.", backend="tone", voice="sine") for n in range(2, 99)]
    louder = Item(id="99", text="Hello.", backend="tone", voice="sine", options={"speed": 2})
    assert ways_to_speak([ONE, *others, louder], ()) == [ONE, louder]


@pytest.mark.parametrize(
    "item",
    [
        Item(id="2", text="", backend="tone", parts=(PartBody(text="Hello."),)),
        Item(id="2", text="<speak>Hello.</speak>", backend="tone", ssml=True),
        Item(id="2", text="Hello.", backend="tone", voice="Bob"),
    ],
    ids=["parts", "ssml", "a name"],
)
def test_what_a_text_itself_says_of_its_voice_is_not_known_yet(item: Item) -> None:
    assert ways_to_speak([ONE, item], {"Bob": "sine"}) == []


def test_a_job_of_very_many_voices_is_taken_as_it_is() -> None:
    items = [Item(id=f"{n}", text="a", voice=f"v{n}") for n in range(MOST_LOOKED_AT + 1)]
    assert len(ways_to_speak(items[:-1], ())) == MOST_LOOKED_AT
    assert ways_to_speak(items, ()) == []
