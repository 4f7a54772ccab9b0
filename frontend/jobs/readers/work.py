"""What a file holds, and how the text of a book becomes passages."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from backend_queues.voices import MAX_LANGUAGE_CHARS
from frontend.jobs.job import MAX_TITLE_CHARS, Item
from frontend.jobs.limits import limited
from frontend.protocol.jobs import MAX_DATE_CHARS
from frontend.text.script import is_speakable

PASSAGE_CHARS = 1000  # a passage takes in no further paragraph beyond these
MAX_WARNINGS, MAX_WARNING_CHARS = 100, 500
LONG_CHARS = 2000  # a longer paragraph is parted

_FURTHEST_CHARS = 4000  # where a part without any sentence end is cut between two words
_WORD_CHARS, _LONG_WORD_CHARS = 3, 5  # of the word before a full stop that no abbreviation has
_WORD_LOOK_CHARS = 20
_LAST_WORD = re.compile(r"[^\W\d_]+$")
# It begins where a run of marks does and takes all of it: no run is gone through twice.
_PART_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s)|[。！？][」』”’）]*|\n")


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """What a file holds, in reading order; "" where the file does not tell."""

    title: str = ""
    author: str = ""
    language: str = ""
    date: str = ""
    items: list[Item]
    warnings: list[str] = []  # a sentence for each thing that is not spoken
    cover: bytes = b""  # a JPEG or PNG


def bounded(work: Work) -> Work:
    """Return the work with as much as is used of what is said of it."""
    return msgspec.structs.replace(
        work,
        title=work.title[:MAX_TITLE_CHARS],
        author=work.author[:MAX_TITLE_CHARS],
        date=work.date[:MAX_DATE_CHARS],
        language=work.language[:MAX_LANGUAGE_CHARS],
        warnings=[warning[:MAX_WARNING_CHARS] for warning in work.warnings[:MAX_WARNINGS]],
    )


class Warnings(list[str]):
    """What is told of a file that is read all the same; the last one says if there are more."""

    def add(self, warning: str) -> None:
        if len(self) < MAX_WARNINGS - 1:
            self.append(warning)
        elif len(self) < MAX_WARNINGS:
            self.append("More is missing than these things.")


class Chapter(NamedTuple):
    """A title, and what is to be said below it; the title is among it, if it is to be said."""

    title: str
    paragraphs: list[str]


def book_items(chapters: Iterable[Chapter]) -> list[Item]:
    """Return the passages of a book: "0003-0012" is the twelfth of the third chapter."""
    return list(limited(_items(chapters)))


def _items(chapters: Iterable[Chapter]) -> Iterator[Item]:
    for number, (title, paragraphs) in enumerate(_titled(_joined(chapters)), 1):
        texts = list(passages(paragraphs))
        digits = max(4, len(str(len(texts))))  # so that the ids are in reading order
        for index, text in enumerate(texts, 1):
            yield Item(id=f"{number:04}-{index:0{digits}}", text=text, chapter=title)


def passages(paragraphs: Iterable[str]) -> Iterator[str]:
    """Yield paragraphs joined to about PASSAGE_CHARS, with a blank line between two.

    One without a letter or a digit, such as "* * *", goes with what is before it, or after it:
    alone it could not be spoken. It is left out if there is nothing else.
    """
    held: list[str] = []
    chars, is_held_speakable = 0, False
    for paragraph in paragraphs:
        can_speak = is_speakable(paragraph)
        if is_held_speakable and can_speak and chars + len(paragraph) > PASSAGE_CHARS:
            yield "\n\n".join(held)
            held, chars, is_held_speakable = [], 0, False
        held.append(paragraph)
        chars += len(paragraph) + 2
        is_held_speakable = is_held_speakable or can_speak
    if is_held_speakable:
        yield "\n\n".join(held)


def parted(paragraph: str) -> Iterator[str]:
    """Yield a paragraph in parts of at most about PASSAGE_CHARS, if it is over LONG_CHARS.

    It is parted where a line or a sentence certainly ends; between two words only where nothing
    ends for long. The white space between two parts is left out.
    """
    start = 0
    while len(paragraph) - start > LONG_CHARS:
        end = _part_end(paragraph, start)
        if part := paragraph[start:end].strip():
            yield part
        start = end
    if rest := paragraph[start:].strip():
        yield rest


def _part_end(text: str, start: int) -> int:
    best = 0
    for found in _PART_END.finditer(text, start, start + _FURTHEST_CHARS):
        if best and found.end() - start > PASSAGE_CHARS:
            break
        if _is_certain(text, found):
            best = found.end()
    if best:
        return best
    space = text.rfind(" ", start + 1, start + _FURTHEST_CHARS)
    return space if space > 0 else start + _FURTHEST_CHARS


def _is_certain(text: str, end: re.Match[str]) -> bool:
    """Return whether a sentence surely ends there: "Prof. Smith" and "What? he said" go on."""
    if text[end.end() : end.end() + 2].lstrip()[:1].islower():
        return False
    if not end[0].startswith("."):
        return True
    word = _LAST_WORD.search(text, max(0, end.start() - _WORD_LOOK_CHARS), end.start())
    letters = word[0] if word else ""
    return len(letters) >= (_WORD_CHARS if letters.islower() else _LONG_WORD_CHARS)


def _titled(chapters: Iterable[Chapter]) -> Iterator[Chapter]:
    """Yield the chapters, none with the title of the one before it: "Night", "Night (2)"."""
    last, given, repeats = "", "", 1
    for whole_title, paragraphs in chapters:
        title = whole_title[:MAX_TITLE_CHARS]
        repeats = repeats + 1 if title == last else 1
        name = title if repeats == 1 else f"{title} ({repeats})"
        last, given = title, f"{name} (2)" if name == given else name
        yield Chapter(given, paragraphs)


def _is_title_alone(title: str, paragraphs: list[str]) -> bool:
    if sum(map(len, paragraphs)) > len(title):
        return False
    return " ".join(" ".join(paragraphs).split()) == title


def _joined(chapters: Iterable[Chapter]) -> Iterator[Chapter]:
    """Yield the chapters with text; of "Part One" alone, the title is said in the next one."""
    above: list[str] = []
    last = ""
    for title, paragraphs in chapters:
        if not any(map(is_speakable, paragraphs)):
            continue
        last = title
        if _is_title_alone(title, paragraphs):
            above += paragraphs
            continue
        yield Chapter(title, above + paragraphs)
        above = []
    if above:
        yield Chapter(last, above)
