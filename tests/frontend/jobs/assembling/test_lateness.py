"""Which items of a timed file begin late."""

from frontend.jobs.assembling.lateness import UNHEARD_S, Lateness


def noted(*items: tuple[str, float | None, float]) -> str:
    lateness = Lateness()
    for item in items:
        lateness.note(*item)
    return lateness.warning()


def test_speech_that_keeps_to_its_times_is_not_told_of() -> None:
    assert noted(("1", 0.0, 1.0), ("2", 1.0, 2.0), ("3", 9.0, 1.0)) == ""
    assert noted(("1", None, 5.0), ("2", None, 5.0)) == ""
    assert noted(("1", 0.0, 1.0 + UNHEARD_S), ("2", 1.0, 2.0)) == ""


def test_an_item_is_late_by_what_the_speech_before_it_lasts_too_long() -> None:
    told = noted(("1", 0.0, 3.0), ("2", 0.4, 1.0), ("3", 10.0, 1.0))
    assert told.startswith("1 item begins late,")
    assert "the latest is 2, by 2.6 s" in told


def test_lateness_adds_up_until_there_is_time_and_the_worst_is_told() -> None:
    told = noted(("1", 0.0, 2.0), ("2", 1.0, 2.0), ("3", 2.0, 1.0), ("4", 9.0, 1.0))
    assert told.startswith("2 items begin late,")
    assert "the latest is 3, by 2.0 s" in told
