"""What is told of a file's chapters and speakers, and which chapters are chosen."""

import pytest

from backend_queues.errors import InvalidRequest
from frontend.jobs import contents
from frontend.jobs.contents import chosen, listed, silent_names, speakers_of
from frontend.jobs.job import Item

BOOK = [
    Item(id=str(number), chapter=chapter, text="x" * 10)
    for number, chapter in enumerate(["One", "One", "Two", "", "One"])
]


def test_chapters_are_items_that_follow_each_other_with_one_title() -> None:
    chapters, total = listed(BOOK)
    assert total == 4
    assert [(one.number, one.title, one.items, one.characters) for one in chapters] == [
        *((1, "One", 2, 20), (2, "Two", 1, 10), (3, "", 1, 10), (4, "One", 1, 10)),
    ]


def test_only_so_many_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "MAX_CHAPTERS", 2)
    chapters, total = listed(BOOK)
    assert (len(chapters), total) == (2, 4)


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        ("", "01234"),
        (" ", "01234"),
        ("1", "01"),
        ("4, 2", "24"),
        ("2-4", "234"),
        ("1-2,2 - 3,1", "0123"),
    ],
)
def test_chapters_are_chosen_in_the_order_of_the_book(wanted: str, ids: str) -> None:
    assert "".join(item.id for item in chosen(BOOK, wanted)) == ids


@pytest.mark.parametrize("wanted", ["0", "5", "3-9", "4-2", "one", "1,", "-1", "1-", "9" * 30, "²"])
def test_what_is_no_chapter_is_refused(wanted: str) -> None:
    with pytest.raises(InvalidRequest, match="chapters: "):
        chosen(BOOK, wanted)


def test_speakers_are_names_that_begin_several_lines() -> None:
    texts = [
        "Alice: Good morning.\nBob: Hello.\n**Mrs. White:** Yes.\nNote: once.",
        "Alice: And you?\nBob: Well.\nBob: Thanks.\nIt is late: go.\n12:30 is late.\n12:30 it is.",
        "Mrs. White: No.\nhttps://a.example\nhttps://b.example/c",
    ]
    found = speakers_of([Item(id=str(number), text=text) for number, text in enumerate(texts)])
    assert [(one.name, one.lines) for one in found] == [
        *(("Bob", 3), ("Alice", 2), ("Mrs. White", 2)),
    ]


PLAY = [
    Item(id="1", text="It rained.\n\nAlice: Who is there?\n\n**Bob:** It is me.\n\nalice: Come."),
    Item(id="2", text="Then [voice:The ghost] boo. Alice: said nobody.\nBob: Well.", voice="guest"),
]


def test_a_name_with_a_voice_that_nobody_has_is_told_of() -> None:
    names = ("Alice", "Bob", "The ghost", "Guest")
    assert list(silent_names(names, PLAY)) == []
    [told] = silent_names((*names, "Bobby"), PLAY)
    assert told == (
        "Nobody called 'Bobby' speaks in it: no line begins with that name and a colon. "
        "Lines begin with: Bob. Did you mean Bob?"
    )


def test_where_nobody_speaks_each_name_is_told_of() -> None:
    novel = [Item(id="1", text="“Who is there?” Alice asked. Alice: no line begins so.")]
    assert [line[:21] for line in silent_names(("Bob", "Alice"), novel)] == [
        "Nobody called 'Alice'",
        "Nobody called 'Bob' s",
    ]


def test_names_may_be_used_by_ssml() -> None:
    assert list(silent_names(("Alice",), [Item(id="1", text="<speak/>", ssml=True)])) == []
