"""Subtitles, .srt and .vtt: each cue is an item that begins when the cue does."""

import html
import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from backend_queues.errors import InvalidRequest, shown
from frontend.jobs.job import LONGEST_JOB_S, Item
from frontend.jobs.limits import limited
from frontend.jobs.readers.decoding import decode, lines_of
from frontend.jobs.readers.work import Work
from frontend.text.markup.within.entities import literal

_TIME = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_TIMING = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?:\s.*)?")
_TAG = re.compile(r"</?[a-zA-Z\d][^<>]{0,200}>|\{\\[^{}]{0,200}\}")
HOUR_S = 3600
_DASH = re.compile(r"[-‐‑‒–—]+(?:\s+|(?=[^\s\d]))")  # but "-5 degrees"


class _Cue(NamedTuple):
    start_s: float
    lines: list[str]


def read_subtitles(content: bytes, title: str) -> Work:
    """Read the cues in the order of their times; one may begin before another ends."""
    lines = lines_of(decode(content))
    cues = sorted(_cues(lines), key=lambda cue: cue.start_s)
    # A broadcaster's programme begins at 01:00:00, or 10:00:00; its audio has no hour of silence.
    clock_s = cues[0].start_s // HOUR_S * HOUR_S if cues else 0
    items = (
        Item(id=f"{number:05}", text=_text(cue.lines), start_s=cue.start_s - clock_s)
        for number, cue in enumerate(cues, 1)
    )
    return Work(title=title, items=list(limited(items)))


def _cues(lines: list[str]) -> list[_Cue]:
    """Return the cues as they stand; notes and the like, of .vtt, belong to none."""
    is_vtt = lines[0].startswith("WEBVTT")
    cues: list[_Cue] = []
    for block in _blocks(lines):
        timings = [n for n, (_, line) in enumerate(block) if "-->" in line]
        if not timings and cues and not is_vtt:  # the rest of a text with a blank line in it
            cues[-1].lines.extend(line for _, line in block)
        for timing, end in zip(timings, [*timings[1:], len(block)], strict=False):
            text = [line for _, line in block[timing + 1 : end]]
            if end < len(block) and text and text[-1].strip().isdecimal():
                text.pop()  # the number of the next cue, which no blank line parts from this one
            cues.append(_Cue(_start_s(*block[timing]), text))
    return cues


def _blocks(lines: list[str]) -> Iterator[list[tuple[int, str]]]:
    """Yield lines with their numbers that follow each other without a blank one."""
    for is_blank, block in groupby(enumerate(lines, 1), lambda line: not line[1].strip()):
        if not is_blank:
            yield list(block)


def _start_s(number: int, line: str) -> float:
    found = _TIMING.fullmatch(line)
    if found is None:
        raise InvalidRequest(
            f"Line {number} is no time of a cue, it is {shown(line.strip())}: write it as "
            "00:01:02,500 --> 00:01:04,000."
        )
    hours, minutes, seconds, fraction = found.groups()[:4]
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    start_s = whole + int(fraction.ljust(3, "0")) / 1000
    if start_s > LONGEST_JOB_S:
        raise InvalidRequest(
            f"Line {number} begins after {LONGEST_JOB_S // 3600} hours: no cue may."
        )
    return start_s


def _text(lines: list[str]) -> str:
    """Return what is said: a line that begins with a dash is another speaker's."""
    text = ""
    for line in lines:
        bare = " ".join(literal(html.unescape(_TAG.sub("", line))).split())
        dash = _DASH.match(bare)
        if dash:
            bare = bare[dash.end() :]
        if bare:
            joint = "" if not text else "\n" if dash else " "
            text += joint + bare
    return text
