"""What other people have written commands no terminal."""

import string

import pytest

from frontend.client.server import ServedVoice
from frontend.console.batch.listing import contents_lines
from frontend.console.jobs.jobs import table as jobs_table
from frontend.console.printable import columns, printable, printable_lines
from frontend.console.speak import say
from frontend.console.terminal import PlainSteps, Terminal
from frontend.console.voices.voices import table as voices_table
from frontend.protocol.jobs import Chapter, Contents, Counts, Output, Progress, Speaker, State

ONE = Counts(total=1, done=1, failed=0)
EVIL = "a\x1b[2J\x1b]0;b\x07\rc\nd\x9b31m"


def commands_nothing(text: str, *, lines: int = 1) -> bool:
    return text.count("\n") == lines - 1 and text.replace("\n", "").isprintable()


@pytest.mark.parametrize("text", ["Grüße, 世界", "नमस्ते", "a  b", ""])
def test_what_is_seen_stays(text: str) -> None:
    assert printable(text) == printable_lines(text) == text


def test_a_part_of_a_line_is_one() -> None:
    assert printable(EVIL) == "a [2J ]0;b  c d 31m"


def test_lines_stay_lines() -> None:
    assert printable_lines(f"one\n\ttwo {EVIL}") == "one\n\ttwo a [2J ]0;b  c\nd 31m"
    assert printable_lines(string.printable[:95]) == string.printable[:95]


def test_cells_stand_below_one_another() -> None:
    assert columns([("ID", "NAME"), ("123", "a\nb"), ("4", "")]) == ["ID   NAME", "123  a b", "4"]


def test_the_name_of_a_job_is_a_part_of_its_line() -> None:
    job = Progress(
        id="0123456789abcdef",
        name=EVIL,
        state=State.DONE,
        created_at=0,
        output=Output(),
        items=ONE,
        characters=ONE,
        segments=1,
        audio_s=1.0,
    )
    assert commands_nothing(jobs_table([job, job]), lines=3)


def test_so_is_what_is_said_of_a_voice() -> None:
    voice = ServedVoice(name="joe", backend="tone", description=EVIL)
    assert commands_nothing(voices_table([voice]), lines=4)


def test_so_are_titles_of_a_book() -> None:
    chapter = Chapter(number=1, title=EVIL, items=1, characters=10)
    contents = Contents(
        name="book.epub",
        title=EVIL,
        chapters=[chapter],
        chapters_total=1,
        speakers=[Speaker(name=EVIL, lines=3)],
        audio_s=60.0,
        warnings=(EVIL,),
    )
    assert all(map(commands_nothing, contents_lines(contents)))


def test_errors_and_steps_command_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    say(EVIL)
    Terminal(PlainSteps(), quiet=False).step(EVIL)
    said = capsys.readouterr().err
    assert "\x1b" not in said and "\x9b" not in said and "\r" not in said
