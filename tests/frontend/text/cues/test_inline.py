"""A text is split where its voice changes, the same however its tokens come."""

import random
import time

import pytest

from frontend.text.cues.cue import Stretch
from frontend.text.cues.inline import InlineCues, InlineState, stretches_of

NAMES = ("Alice", "Bob", "Ann Lee", "Ann")
TEXT = (
    "[voice:bf_emma] Hi [pause 0.5] there. [/voice] Back [ voice : af:1,bf:2 ]x[voice:]y [voice\n"
    "foo]\n\n**Alice:** Hello.\nshe said\n\nSome [1](x).\n  BOB: hi\nAlicent: no\n \nend Alice: no"
    "\n[voice:piper/joe]Ann: a\nANN LEE\uff1ab\n\n\nc [/voice] d\n\t\nAlice:"
)


def spoken(stretches: list[Stretch]) -> list[tuple[str, str]]:
    """Return what each voice says, white space tidied."""
    said: list[tuple[str, str]] = []
    for stretch in stretches:
        if said and said[-1][0] == stretch.cue.voice:
            said[-1] = (stretch.cue.voice, said[-1][1] + stretch.text)
        else:
            said.append((stretch.cue.voice, stretch.text))
    return [(voice, " ".join(text.split())) for voice, text in said if text.strip()]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("One. [voice:bf_emma]Two. [/voice]Three.", "|One. bf_emma|Two. |Three."),
        ("[voice: a ]One[voice:b/c]two", "a|One b/c|two"),
        ("[VOICE:A]One[/Voice]two", "A|One |two"),
        ("[voice:a:0.7,b:0.3]One", "a:0.7,b:0.3|One"),
        ("An [invoice:1] and [voice].", "|An [invoice:1] and [voice]."),
        ("[voice:]x [voice:a\nb] [voice:", "|[voice:]x [voice:a b] [voice:"),
        (f"[voice:{'x' * 201}]y", f"|[voice:{'x' * 201}]y"),
    ],
)
def test_a_tag_changes_the_voice_up_to_the_next(text: str, said: str) -> None:
    assert " ".join(f"{voice}|{words}" for voice, words in spoken(stretches_of(text))) == said


def test_lines_of_a_script_are_said_by_their_speakers() -> None:
    text = "Alice: Hello.\nBob: Hi,\nhow are you?\n\nThey left.\n**ann lee:** Me too.\n"
    assert spoken(stretches_of(text, NAMES)) == [
        ("Alice", "Hello."),
        ("Bob", "Hi, how are you?"),
        ("", "They left."),
        ("Ann Lee", "Me too."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Alicent: no",
        "I met Alice: she was fine.",
        "Alice\n: no",
        "Alice",
        "Carol: hi",
        "*****Bob: a",
    ],
)
def test_what_only_looks_like_a_speaker_is_text(text: str) -> None:
    assert spoken(stretches_of(text, NAMES)) == [("", " ".join(text.split()))]


def test_the_narrator_has_the_voice_of_the_last_tag() -> None:
    text = "[voice:bf_emma]One.\nAlice: Two.\n\nThree. [/voice]Four."
    assert spoken(stretches_of(text, NAMES)) == [
        ("bf_emma", "One."),
        ("Alice", "Two."),
        ("bf_emma", "Three."),
        ("", "Four."),
    ]


@pytest.mark.no_cover
@pytest.mark.parametrize("seed", range(200))
@pytest.mark.parametrize("names", [(), NAMES])
def test_it_is_the_same_however_the_tokens_are_split(seed: int, names: tuple[str, ...]) -> None:
    """Each token is read by another reader, which has only the state of the one before."""
    drawn, stretches, place = random.Random(seed), [], 0
    inline = InlineCues(names)
    while place < len(TEXT):
        size = drawn.randrange(1, 7)
        inline = InlineCues(names, inline.state)
        stretches += inline.push(TEXT[place : place + size])
        place += size
    stretches += inline.flush()
    assert spoken(stretches) == spoken(stretches_of(TEXT, names))


def test_nothing_but_tags_and_names_is_lost() -> None:
    text = "".join(stretch.text for stretch in stretches_of("a [b] [voice:x]c [/d] [v", NAMES))
    assert text == "a [b] c [/d] [v"


def test_without_tags_and_names_there_is_no_state_to_keep() -> None:
    """A journal of such a text can be read by versions that know of neither."""
    inline = InlineCues()
    for token in ("One [pause 0.5]\n", "two [x", "]\n\nthree"):
        inline.push(token)
        assert inline.state == InlineState()


def test_what_is_held_back_is_bounded() -> None:
    inline = InlineCues(NAMES)
    inline.push("[voice:" + "x" * 10_000)
    assert not inline.state.held
    inline = InlineCues(NAMES)
    inline.push(" " * 10_000)
    assert len(inline.state.held) < 200


@pytest.mark.no_cover
@pytest.mark.parametrize("part", ["[", "[voice:", "[/voice]", "Alice:\n", "\n", " ", "[voice:a]b"])
def test_a_long_text_takes_time_in_proportion(part: str) -> None:
    began = time.process_time()
    stretches_of(part * (200_000 // len(part)), NAMES)
    assert time.process_time() - began < 30
