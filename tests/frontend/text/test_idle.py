"""What a stream that pauses lets be spoken: what reads like an end, later a clause or a word."""

import pytest

from frontend.text.segment import Ending, Segment
from frontend.text.segmenter import Segmenter
from tests.frontend.text.texts import letters


def texts(segments: list[Segment]) -> list[str]:
    return [segment.text for segment in segments]


def test_idle_speaks_what_reads_like_an_end() -> None:
    segmenter = Segmenter()
    segmenter.push("How are you?")
    assert segmenter.idle(0.1) == []
    assert segmenter.idle(0.2) == [Segment("How are you?", Ending.SENTENCE, 0.3)]
    assert segmenter.pending_chars == 0
    assert segmenter.idle(5.0) == []


@pytest.mark.parametrize(
    "text", ["He met Dr.", "It costs 3.", "I think that", "2.", "他笑了（大声）"]
)
def test_idle_does_not_speak_what_may_go_on(text: str) -> None:
    segmenter = Segmenter()
    segmenter.push(text)
    assert segmenter.idle(0.5) == []


def test_idle_speaks_a_cjk_sentence_that_is_over() -> None:
    segmenter = Segmenter("zh")
    segmenter.push("我们今天去看海。")
    assert texts(segmenter.idle(0.2)) == ["我们今天去看海。"]


def test_what_may_be_a_pause_tag_is_pending() -> None:
    segmenter = Segmenter()
    segmenter.push("Hi [pau")
    assert segmenter.pending_chars == len("Hi [pau")


def test_idle_speaks_short_sentences_and_leaves_the_one_under_way() -> None:
    segmenter = Segmenter()
    segmenter.push("Yes. I think ")
    assert segmenter.idle(0.2) == []  # it is being written
    assert texts(segmenter.idle(0.8)) == ["Yes."]
    assert texts(segmenter.flush()) == ["I think"]


@pytest.mark.parametrize(
    ("text", "spoken", "ending"),
    [
        ("They went to the sea, and they", "They went to the sea,", Ending.CLAUSE),
        ("They went to the sea,", "They went to the sea,", Ending.CLAUSE),
        ("They went to the old sea wi", "They went to the old sea", Ending.CUT),
        ("They have paid 3.", "They have paid 3.", Ending.SENTENCE),
    ],
)
def test_a_stalled_stream_is_spoken_up_to_its_last_clause_or_word(
    text: str, spoken: str, ending: Ending
) -> None:
    segmenter = Segmenter()
    before = segmenter.push(text)
    (segment,) = before + segmenter.idle(0.8)
    assert (segment.text, segment.ending) == (spoken, ending)
    assert letters(spoken + "".join(texts(segmenter.flush()))) == letters(text)


def test_a_stalled_stream_keeps_a_short_beginning() -> None:
    segmenter = Segmenter()
    segmenter.push("I thi")
    assert segmenter.idle(60.0) == []
    assert segmenter.pending_chars == 5
