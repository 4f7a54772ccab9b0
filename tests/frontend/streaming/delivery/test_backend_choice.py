"""One place decides who speaks: voices change once, and never back."""

from dataclasses import replace

import pytest

from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.streaming.delivery.backend_choice import BackendChoice
from frontend.streaming.journal.entries import Continued, Voice
from frontend.voices.voice_settings import VoiceSettings
from tests.support.spelled import ASKED, SPECS

SECOND = VoiceSettings(SPECS["second"], "am_second", "en-US", {}, ())
THIRD = VoiceSettings(SPECS["third"], "am_third", "en-US", {}, ())


@pytest.fixture
def live() -> list[VoiceSettings]:
    """The fallbacks that can speak now."""
    return [SECOND, THIRD]


@pytest.fixture
def choice(live: list[VoiceSettings]) -> BackendChoice:
    return BackendChoice(lambda asked: list(live) if asked.backend.name == "first" else [])


def test_what_is_asked_for_speaks_until_it_is_left(choice: BackendChoice) -> None:
    assert choice.settings(ASKED, 3) is ASKED
    assert choice.leave(ASKED, "first", 3) == SECOND
    assert choice.settings(ASKED, 2) is ASKED
    assert choice.settings(ASKED, 3) == choice.settings(ASKED, 9) == SECOND
    assert choice.following(ASKED) == SECOND


def test_an_earlier_segment_may_follow_a_later_one(choice: BackendChoice) -> None:
    choice.leave(ASKED, "first", 3)
    choice.leave(ASKED, "first", 1)
    assert choice.settings(ASKED, 1) == SECOND
    assert choice.settings(ASKED, 0) is ASKED


def test_a_fallback_stays_whoever_comes_back(
    choice: BackendChoice, live: list[VoiceSettings]
) -> None:
    live[:] = [THIRD]
    assert choice.leave(ASKED, "first", 0) == THIRD
    live[:] = [SECOND, THIRD]
    assert choice.settings(ASKED, 1) == THIRD
    live.clear()
    assert choice.settings(ASKED, 2) == THIRD


def test_a_fallback_that_is_left_too_is_followed_by_the_next(choice: BackendChoice) -> None:
    choice.leave(ASKED, "first", 0)
    assert choice.leave(ASKED, "second", 1) == THIRD
    assert choice.settings(ASKED, 5) == THIRD
    assert choice.leave(ASKED, "third", 6) is None
    assert choice.settings(ASKED, 6) == THIRD  # which is waited for


def test_without_another_one_nothing_is_left(
    choice: BackendChoice, live: list[VoiceSettings]
) -> None:
    live.clear()
    assert choice.leave(ASKED, "first", 0) is None
    assert choice.settings(ASKED, 0) is ASKED
    live[:] = [SECOND]
    assert choice.leave(ASKED, "first", 1) == SECOND
    assert choice.settings(ASKED, 0) is ASKED


def test_only_one_that_fits_is_gone_to(choice: BackendChoice) -> None:
    assert choice.leave(ASKED, "first", 0, lambda it: it.backend.name == "third") == THIRD


def test_what_is_asked_of_another_backend_is_not_touched(choice: BackendChoice) -> None:
    choice.leave(ASKED, "first", 0)
    other = replace(THIRD, voice="bf_third")
    assert choice.settings(other, 1) is other


def test_a_resumed_utterance_has_the_voice_it_had(live: list[VoiceSettings]) -> None:
    noted = Continued(
        2, 5, 1.5, 1, "first", "first", ASKED.voice, Voice.of(THIRD, VoiceSettingsRequest())
    )
    choice = BackendChoice(lambda asked: live)
    choice.repeat(noted, THIRD)
    assert choice.settings(ASKED, 1) is ASKED
    assert choice.settings(ASKED, 2) == THIRD
    assert choice.leave(ASKED, "third", 4) == SECOND
