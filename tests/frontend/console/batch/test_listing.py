"""`voice-server batch --list`: what a file holds is told before it is spoken."""

import json
from pathlib import Path

import pytest

from frontend.console.batch.listing import contents_lines
from frontend.protocol.jobs import Chapter, Contents, Speaker
from tests.support.commands import run
from tests.support.server import Server

PLAY = """# One

It rained.

Alice: Who is there?

Bob: It is me.

# Two

Alice: Come in.

Bob: Gladly.
"""


@pytest.fixture
def play(tmp_path: Path) -> Path:
    path = tmp_path / "play.md"
    path.write_text(PLAY)
    return path


def test_chapters_and_speakers_are_listed_and_chosen(
    server: Server, play: Path, tmp_path: Path
) -> None:
    listed = run("batch", str(play), "--list", "--url", server.url)
    assert listed.returncode == 0, listed.stderr
    first, *chapters = listed.stdout.decode().splitlines()
    assert first.startswith("play: about ")
    assert [line.split("(")[0].split() for line in chapters[:2]] == [["1", "One"], ["2", "Two"]]
    assert chapters[2:] == [
        "Speakers: Alice (2 lines), Bob (2 lines). To give each a voice:",
        "  --cast Alice=VOICE --cast Bob=VOICE",
    ]
    out = ("-o", str(tmp_path / "out.wav"), "--chapters", "2", "--json")
    cast = ("--cast", "Alice=square", "--cast", "Rob=sine")
    ended = run("batch", str(play), *out, *cast, "--url", server.url)
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["items"] == 1
    assert b"Nobody called 'Rob' speaks in it" in ended.stderr
    assert b"Lines begin with" not in ended.stderr  # of that chapter, each begins one line


def test_it_is_told_to_programs(server: Server, play: Path) -> None:
    listed = run("batch", str(play), "--list", "--json", "--url", server.url)
    [contents] = json.loads(listed.stdout)
    assert [chapter["title"] for chapter in contents["chapters"]] == ["One", "Two"]


def test_what_is_unnamed_many_or_nobodys_is_told_so() -> None:
    chapters = [Chapter(1, "", 1, 10), Chapter(2, "Two", 1, 30)]
    contents = Contents(
        name="book.txt",
        title="A book",
        author="A. Writer",
        chapters=chapters,
        chapters_total=5_002,
        speakers=[],
        audio_s=400.0,
        warnings=("A page is missing.",),
    )
    assert list(contents_lines(contents)) == [
        "A book, by A. Writer: about 7 min of speech",
        "    1  without a title  (2 min)",
        "    2  Two  (5 min)",
        "       and 5,000 more",
        "No speakers: no two lines begin with the same name and a colon, so one voice speaks all "
        "of it that --cast gives to nobody.",
        "A page is missing.",
    ]


def test_a_name_of_several_words_is_quoted() -> None:
    contents = Contents(
        name="x",
        chapters=[],
        chapters_total=0,
        speakers=[Speaker("Mrs. White", 3)],
        audio_s=1.0,
    )
    assert list(contents_lines(contents))[-1] == "  --cast 'Mrs. White=VOICE'"
