"""Where marks are within the segments that are planned."""

from frontend.streaming.scheduling.marking import Marking, PlacedMark


def marked() -> Marking:
    """Return what was read of a text with a mark at each of its ends and one within."""
    marking = Marking()
    marking.mark("begin")
    marking.read("One, two.")
    marking.mark("within")
    marking.read(" Three!")
    marking.mark("end")
    return marking


def test_a_place_counts_the_letters_of_its_own_segment() -> None:
    marking = marked()
    assert marking.of("One, two.") == (PlacedMark("begin", 0),)
    assert marking.of("Three!") == (PlacedMark("within", 0),)
    assert marking.rest() == ("end",)


def test_a_place_is_the_same_however_the_text_is_cut() -> None:
    marking = marked()
    assert marking.of("One,") == (PlacedMark("begin", 0),)
    assert marking.of("two. Three!") == (PlacedMark("within", 3),)


def test_a_mark_behind_what_cannot_be_spoken_is_at_the_next_segments_beginning() -> None:
    marking = Marking()
    marking.mark("early")
    marking.read("1234")
    marking.settle()
    marking.read("Then.")
    assert marking.of("Then.") == (PlacedMark("early", 0),)
    assert marking.rest() == ()
