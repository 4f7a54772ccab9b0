"""Where a listener is in the turns of a connection."""

from frontend.server.vendors.deepgram.controls import Controls
from frontend.server.vendors.deepgram.turns import KEPT_TURNS, Turn, Turns


def turn(audio_s: float = 0.0) -> Turn:
    made = Turn(Controls(takes_phonemes=True))
    made.audio_s = audio_s
    return made


def spoken(turns: Turns, audio_s: float) -> Turn:
    one = turn(audio_s)
    turns.begin(one)
    turns.finish(one)
    return one


def test_a_turn_begins_once_and_where_the_one_before_ends() -> None:
    turns = Turns()
    spoken(turns, 2.0)
    one = turn(1.0)
    assert turns.begin(one)
    assert not turns.begin(one)
    assert (one.start_s, one.end_s, turns.total_s) == (2.0, 3.0, 3.0)


def test_an_offset_is_in_the_turn_that_is_heard_then() -> None:
    turns = Turns()
    one, two = spoken(turns, 2.0), spoken(turns, 1.0)
    active = turn(4.0)
    turns.begin(active)
    found = [turns.at(offset) for offset in (0, 1_999, 2_000, 2_999, 3_000, 10_000)]
    assert found == [one, one, two, two, active, active]
    assert turns.at(None) is active


def test_what_was_heard_to_its_end_cannot_be_interrupted() -> None:
    turns = Turns()
    one = spoken(turns, 2.0)
    assert turns.at(1_999) is one
    assert turns.at(2_000) is None
    assert turns.at(None) is None


def test_an_interruption_takes_back_what_was_not_played() -> None:
    turns = Turns()
    spoken(turns, 2.0)
    turns.begin(turn(4.0))
    assert turns.interrupt(2_500) == 2_500
    assert turns.total_s == 2.5
    assert turns.at(0) is None
    assert not turns.advances(2_500)
    assert turns.advances(2_501)


def test_without_an_offset_all_that_was_sent_counts_as_played() -> None:
    turns = Turns()
    turns.begin(turn(4.0))
    assert turns.interrupt(None) == 4_000
    assert turns.total_s == 4.0
    assert not turns.advances(4_000)


def test_who_claims_to_have_played_more_has_played_what_was_sent() -> None:
    turns = Turns()
    turns.begin(turn(4.0))
    assert turns.interrupt(9_000) == 9_000
    assert turns.total_s == 4.0


def test_only_so_many_turns_are_kept() -> None:
    turns = Turns()
    first = spoken(turns, 1.0)
    others = [spoken(turns, 1.0) for _ in range(KEPT_TURNS)]
    assert turns.at(500) is others[0]
    assert first not in others


def test_characters_are_those_of_turns_that_are_over() -> None:
    turns = Turns()
    for text in ("Hello.", r"\{pause:500ms\}Bye."):
        one = turn(1.0)
        one.controls.read(text)
        turns.begin(one)
        turns.finish(one)
    turns.begin(turn(1.0))
    assert (turns.characters, turns.billable_characters) == (25, 10)
