"""Which items of a job go into which of its files."""

from collections.abc import Iterable, Iterator

import msgspec

from frontend.jobs.assembling.names import file_names, stem_of
from frontend.jobs.job import Item, Job

MOST_CHAPTERS = 5_000  # a table may have a chapter for each of its rows, which nobody counts


class Group(msgspec.Struct, frozen=True):
    """Items that follow each other and make one file, with its captions."""

    start: int  # the index of the first item
    end: int  # after the last
    title: str


class OutputFile(Group, frozen=True):
    """A group and the names of what is made of it."""

    stem: str
    names: tuple[str, ...]
    number: int = 1  # from 1, in the order of the items
    total: int = 1


def output_files(job: Job, items: Iterable[tuple[int, Item]]) -> list[OutputFile]:
    """Return the files of a job in the order of its items."""
    groups = list(_groups(job, items))
    stems = [stem_of(number, len(groups), group.title) for number, group in enumerate(groups)]
    return [
        OutputFile(
            group.start,
            group.end,
            group.title,
            stem,
            tuple(file_names(stem, job.output)),
            number,
            len(groups),
        )
        for number, (group, stem) in enumerate(zip(groups, stems, strict=True), 1)
    ]


def _groups(job: Job, items: Iterable[tuple[int, Item]]) -> Iterator[Group]:
    match job.output.files:
        case "one":
            yield Group(0, job.items, job.output.title or job.name)
        case "item":
            for index, item in items:
                yield Group(index, index + 1, item.id)
        case "chapter":
            yield from _chapters(items)


def chapter_starts(items: Iterable[Item]) -> tuple[int, ...]:
    """Return the index of each chapter's first item; () if there are not several, or too many."""
    starts = tuple(chapter.start for chapter in _chapters(enumerate(items)))
    return starts if 1 < len(starts) <= MOST_CHAPTERS else ()


def _chapters(items: Iterable[tuple[int, Item]]) -> Iterator[Group]:
    start, title = 0, ""
    end = 0
    for index, item in items:
        if index == 0:
            title = item.chapter
        elif item.chapter != title:
            yield Group(start, index, title)
            start, title = index, item.chapter
        end = index + 1
    yield Group(start, end, title)
