"""What is said for a text: cut into segments, each of them normalised."""

import unicodedata

from frontend.text import Ending, TextCutter
from frontend.text.normalisation import Spoken, normalise

BETWEEN = " | "


def spoken(written: str, language: str) -> str:
    """Return what is said, segment by segment; a pause that a tag asked for is <its seconds>.

    What is said for which of the written words is looked at as well.
    """
    cutter = TextCutter(language)
    said = []
    for segment in [*cutter.push(written), *cutter.flush()]:
        if segment.text:
            segment_said = normalise(segment.text, language)
            assert_spans_hold(segment_said)
            said.append(segment_said.text)
        if segment.ending is Ending.PAUSE:
            said.append(f"<{segment.pause_s:g}>")
    return BETWEEN.join(said)


def assert_spans_hold(said: Spoken) -> None:
    """The spans are in order and within the text, and between them it is spoken as written."""
    spoken_at = written_at = 0
    for span in said.replaced:
        assert spoken_at <= span.start <= span.end <= len(said.text)
        assert written_at <= span.written_start < span.written_end <= len(said.written)
        between = said.text[spoken_at : span.start]
        assert _plain(between) == _plain(said.written[written_at : span.written_start])
        spoken_at, written_at = span.end, span.written_end
    assert _plain(said.text[spoken_at:]) == _plain(said.written[written_at:])


def _plain(text: str) -> str:
    """Return it as what is folded alike is: full-width letters, digits of all scripts, spaces."""
    folded = unicodedata.normalize("NFKC", text)
    digits = (str(unicodedata.decimal(char)) if char.isdecimal() else char for char in folded)
    return "".join("".join(digits).split())
