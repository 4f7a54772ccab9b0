"""Plain text: paragraphs are parted by blank lines, and their lines may be broken by an editor.

The lines of a paragraph are joined only where its line breaks are an editor's: each next word
would not have fit into the line before it. A poem, a list or an address keeps its lines, and
lines that are longer than an editor's are paragraphs by themselves.
"""

from collections.abc import Iterator
from itertools import pairwise

from frontend.jobs.readers.decoding import decode, lines_of
from frontend.jobs.readers.headings import heading_of
from frontend.jobs.readers.work import Chapter, Work, book_items, parted
from frontend.text.marks import CJK_CLOSERS, CJK_COMMAS, CJK_ENDS, CJK_PAIRS
from frontend.text.script import is_cjk

MIN_WIDTH, MAX_WIDTH = 45, 120  # in columns, of the longest line that an editor has broken
MIN_BROKEN = 0.75  # so many of the line breaks have to be an editor's; some come from a hand

_CJK_MARKS = frozenset((*CJK_CLOSERS, *CJK_COMMAS, *CJK_ENDS, *CJK_PAIRS))


def read_plain(content: bytes, title: str) -> Work:
    chapters = _chapters(lines_of(decode(content)), title)
    return Work(title=title, items=book_items(chapters))


def _chapters(lines: list[str], title: str) -> Iterator[Chapter]:
    """Yield the chapters; what is before the first heading goes by the work's title."""
    paragraphs: list[str] = []
    for block in _blocks(lines):
        if heading := heading_of(block):
            yield Chapter(title, paragraphs)
            title, paragraphs = heading, [heading]
        else:
            paragraphs += [part for text in _unwrapped(block) for part in parted(text)]
    yield Chapter(title, paragraphs)


def _blocks(lines: list[str]) -> Iterator[list[str]]:
    """Yield the lines that follow each other without a blank one, stripped."""
    block: list[str] = []
    for line in map(str.strip, lines):
        if line:
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _unwrapped(block: list[str]) -> list[str]:
    """Return the paragraphs that the lines are."""
    if len(block) == 1:
        return block
    widths = list(map(_columns, block))
    width = max(widths)
    if width > MAX_WIDTH:
        return block
    breaks = list(zip(widths, block[1:], strict=False))
    broken = sum(columns + 1 + _first_word_columns(after) > width for columns, after in breaks)
    if width < MIN_WIDTH or broken < MIN_BROKEN * len(breaks):
        return ["\n".join(block)]
    return ["".join([block[0], *(_joint(*pair) + pair[1] for pair in pairwise(block))])]


def _columns(line: str) -> int:
    """Return how wide a line is; a CJK character takes two columns."""
    return len(line) if line.isascii() else len(line) + sum(map(is_cjk, line))


def _first_word_columns(line: str) -> int:
    return 2 if is_cjk(line[0]) else len(line.split(None, 1)[0])


def _joint(line: str, after: str) -> str:
    """Return what stands between two lines of a paragraph once they are one."""
    is_hyphenated = line.endswith("-") and line[-2:-1].isalpha() and after[0].islower()
    return "" if is_hyphenated or (_is_unspaced(line[-1]) and _is_unspaced(after[0])) else " "


def _is_unspaced(char: str) -> bool:
    return is_cjk(char) or char in _CJK_MARKS
