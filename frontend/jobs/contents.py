"""What a file holds, as its reader chooses of it: its chapters, and who speaks in it."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby

from backend_queues.errors import InvalidRequest, shown
from backend_queues.suggestions import did_you_mean
from frontend.jobs.job import Item
from frontend.protocol.jobs import Chapter, Speaker
from frontend.text.cues.inline import InlineCues

MAX_CHAPTERS = 5_000  # of those that are listed
MAX_SPEAKERS, MAX_SPEAKER_CHARS = 30, 40
LEAST_LINES = 2  # of a speaker; a line alone may begin so by chance
# A line that begins with a name of up to four words, and a colon.
_SPEAKER = re.compile(
    r"[*_]{0,3}([^\W\d_][^\s:：*_]{0,39}(?: [^\s:：*_]{1,39}){0,3})[*_]{0,3} ?[:：](?!/)"
)
_RANGE = re.compile(r"\s*(\d{1,6})(?:\s*-\s*(\d{1,6}))?\s*", re.ASCII)


def chapters_of(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Yield the items of each chapter: those that follow each other with the same title."""
    for _, chapter in groupby(items, lambda item: item.chapter):
        yield list(chapter)


def listed(items: Iterable[Item]) -> tuple[list[Chapter], int]:
    """Return the chapters, and how many there are, which may be more than are listed."""
    chapters, total = [], 0
    for total, chapter in enumerate(chapters_of(items), 1):
        if total <= MAX_CHAPTERS:
            characters = sum(item.characters for item in chapter)
            chapters.append(Chapter(total, chapter[0].chapter, len(chapter), characters))
    return chapters, total


def chosen(items: Sequence[Item], wanted: str) -> list[Item]:
    """Return the items of the chapters that are wanted, such as 1,3-5; "" is all.

    Raises:
        InvalidRequest: it is no such list, or there is no such chapter.
    """
    if not wanted.strip():
        return list(items)
    chapters = list(chapters_of(items))
    numbers = {number for part in wanted.split(",") for number in _numbers(part, len(chapters))}
    return [item for number in sorted(numbers) for item in chapters[number - 1]]


def _numbers(part: str, total: int) -> range:
    found = _RANGE.fullmatch(part)
    if not found:
        raise InvalidRequest(f"chapters: {shown(part)} is no number and no range such as 3-5.")
    first, last = int(found[1]), int(found[2] or found[1])
    if not 1 <= first <= last <= total:
        raise InvalidRequest(
            f"chapters: there is no {shown(part.strip())}; the file has 1 to {total}."
        )
    return range(first, last + 1)


def speakers_of(items: Iterable[Item]) -> list[Speaker]:
    """Return the names that lines begin with as those of a play do, the most frequent first."""
    lines = Counter(
        found[1]
        for item in items
        for text in item.texts
        for line in text.splitlines()
        if (found := _SPEAKER.match(line)) and len(found[1]) <= MAX_SPEAKER_CHARS
    )
    spoken = lines.most_common(MAX_SPEAKERS)
    return [Speaker(name, count) for name, count in spoken if count >= LEAST_LINES]


def silent_names(names: Collection[str], items: Sequence[Item]) -> Iterator[str]:
    """Yield a sentence for each name that was given a voice and says nothing in the items."""
    silent = set(names) - _speaking(names, items)
    if not silent:
        return
    speakers = [speaker.name for speaker in speakers_of(items)]
    who = f" Lines begin with: {', '.join(speakers)}." if speakers else ""
    for name in sorted(silent):
        yield (
            f"Nobody called {shown(name)} speaks in it: no line begins with that name and a "
            f"colon.{who}{did_you_mean(name, speakers)}"
        )


def _speaking(names: Collection[str], items: Iterable[Item]) -> set[str]:
    """Return those of the names that the items use; SSML may use all of them."""
    by_lower = {name.lower(): name for name in names}
    used: set[str] = set()
    for item in items:
        if item.ssml or len(used) == len(names):
            return set(names)
        asked = {item.voice, *(part.voice for part in item.parts)}
        for text in item.texts:
            inline = InlineCues(names)
            asked |= {stretch.cue.voice for stretch in (*inline.push(text), *inline.flush())}
        used |= {by_lower[voice.lower()] for voice in asked if voice.lower() in by_lower}
    return used
