"""What is said for a text: cut into segments, each of them normalised."""

import unicodedata

from backend_queues.base import Word
from frontend.text import Ending, TextCutter
from frontend.text.normalisation import Spoken, normalise
from frontend.text.normalisation.spoken import Replaced
from frontend.text.normalisation.written_words import WrittenWords

BETWEEN = " | "
UNSPACED = ("zh", "ja")
MARKS = '.,;:!?()"“”„«»…'


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
            if not language.startswith(UNSPACED):
                assert_words_are_written(segment_said)
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


def assert_words_are_written(said: Spoken) -> None:
    """What is told for the spoken words are all the written ones, in order, but silent ones."""
    heard = (word.strip(MARKS) for word in said.text.split())
    timed = [Word(word, at, at + 1.0) for at, word in enumerate(heard) if word]
    written_words = WrittenWords(said)
    told = [*written_words.push(timed), *written_words.finish()]
    silent = {at for one in said.replaced if one.start == one.end for at in _written(one)}
    left = "".join(" " if at in silent else char for at, char in enumerate(said.written))
    at = 0
    for word in told:
        begins = said.written.find(word.text, at)
        assert begins >= 0, f"{word.text!r} is not written there"
        assert not any(map(str.isalnum, left[at:begins])), f"before {word.text!r}"
        at = begins + len(word.text)
    assert not any(map(str.isalnum, left[at:]))


def _written(span: Replaced) -> range:
    return range(span.written_start, span.written_end)


def _plain(text: str) -> str:
    """Return it as what is folded alike is: full-width letters, digits of all scripts, spaces."""
    folded = unicodedata.normalize("NFKC", text)
    digits = (str(unicodedata.decimal(char)) if char.isdecimal() else char for char in folded)
    return "".join("".join(digits).split())
