"""No regular expression of the project takes longer than in proportion to the text.

Each is found in the code, so that a new one is tried too, on texts of the characters that it knows
itself and of others: the same one over and over, two by turns, a run before or after another.
"""

import itertools
import re
import string
import time
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Any

import pytest

from tests.support.patterns import Found, patterns, run
from tests.support.possessive import possessive_groups

pytestmark = pytest.mark.no_cover

CHARS = 100_000
MIXED_CHARS = 16_000
QUICKLY_CHARS = 8_000  # of all texts, in `make test`
SUSPICIOUS_S = 0.5e-6  # a character; most take a tenth of it
MOST_S = 10e-6  # no machine is so slow
# A text takes 4 times the time, or 16 times if it is gone through again and again.
TIMES_AS_LONG = 4
TOO_MANY_TIMES = 9  # linear time gives 4, quadratic 16
CLEARLY_QUICK, CLEARLY_SLOW = 6, 12  # what is between is measured again
LEAST_ROUNDS, ROUNDS = 2, 12
OTHERS = " \n\t\u3000a1A.,;:!?…-—_*[](){}<>&'\"`~#|/\\=@é中。」”\0\u0301"
ANYWHERE = " \na1."
OF_SEGMENTS = "frontend.text.normalisation."
SEGMENTS_CHARS = 4_000  # ten times as long as any
PARTS = 12  # of the patterns; to find them all takes longer than to try some
OWN = 6  # so many characters of a pattern are mixed with each other
PHRASES = (
    "a b ",
    'a b="c" ',
    "[a](b",
    "[1,1",
    "1:1:1 --> ",
    "a-a-",
    "{\\a",
    "http://a.",
    "Dr. A. ",
    "a, ",
)

# Patterns that are only ever used on a part of a text, with how many characters it has.
BOUNDED = {
    "frontend.jobs.readers.work._LAST_WORD": 20,
    "frontend.text.candidate._MARKS": 40,
}


def texts(found: Found) -> Iterator[str]:
    own = own_characters(found.pattern.pattern)
    mixed = itertools.permutations(own[:OWN], 2)
    yield from (phrase * (MIXED_CHARS // len(phrase)) for phrase in PHRASES)
    for one, other in mixed:
        yield (one + other) * (MIXED_CHARS // 2)
        yield one + other * MIXED_CHARS
        yield one * (MIXED_CHARS // 2) + other * (MIXED_CHARS // 2)
    yield from (f"{start}{char * MIXED_CHARS}" for start in words(found) for char in own[:OWN])
    yield from (char * MIXED_CHARS for char in dict.fromkeys([*own[:30], *OTHERS]))
    yield from (char * CHARS for char in dict.fromkeys([*own[:OWN], *ANYWHERE]))


def own_characters(pattern: str | bytes) -> list[str]:
    """Return the characters that a pattern names, one of each kind first."""
    text = pattern if isinstance(pattern, str) else pattern.decode("latin-1")
    spelled = re.sub(r"\\[dwsWSDbBAZ]", "", text)
    kinds = {" ": r"\s" in text, "a": r"\w" in text or "a-z" in text, "1": r"\d" in text}
    present = [char for char, is_in in kinds.items() if is_in]
    marks = [char for char in dict.fromkeys(spelled) if char not in string.ascii_letters]
    letters = [char for char in dict.fromkeys(spelled) if char in string.ascii_letters]
    return list(dict.fromkeys([*present, *marks, *letters]))


def words(found: Found) -> list[str]:
    """Return beginnings that a pattern may take for its own."""
    text = found.pattern.pattern
    text = text if isinstance(text, str) else text.decode("latin-1")
    known = re.findall(r"[A-Za-z]{3,}", text)
    return list(dict.fromkeys(["[pause ", "<a ", "Chapter ", *known]))[:6]


@cache
def all_patterns() -> list[Found]:
    return patterns()


def test_all_are_found() -> None:
    names = {found.name for found in all_patterns()}
    assert len(names) > 80
    assert names >= {"frontend.jobs.readers.work._PART_END", *BOUNDED}


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("most_chars", [QUICKLY_CHARS, pytest.param(CHARS, marks=pytest.mark.fuzz)])
def test_each_takes_time_in_proportion(most_chars: int, part: int) -> None:
    some = all_patterns()[part::PARTS]
    slow = {found.name: text for found in some for text in slow_texts(found, most_chars)}
    assert not slow, f"slow on these, over and over: { {k: v[:40] for k, v in slow.items()} }"


def slow_texts(found: Found, most_chars: int) -> Iterator[str]:
    """Return the first text that is slow for it, if any is."""
    limit = BOUNDED.get(found.name, min(limit_of(found), most_chars))
    return islice((text for text in texts(found) if not is_quick(found, ends(text, limit))), 1)


def ends(text: str, most_chars: int) -> str:
    """Return the beginning and the end of a text, of which one alone may show nothing."""
    half = most_chars // 2
    return text if len(text) <= most_chars else text[:half] + text[half - most_chars :]


def limit_of(found: Found) -> int:
    """Return how many characters it is tried on: one that is of segments alone sees no more."""
    return SEGMENTS_CHARS if found.name.startswith(OF_SEGMENTS) else CHARS


def is_quick(found: Found, text: str) -> bool:
    """Compare it with a part of the text where it seems slow: other programs slow it down, too."""
    given: Any = text if isinstance(found.pattern.pattern, str) else text.encode()
    whole_s = cpu_s(found, given)
    if whole_s <= SUSPICIOUS_S * len(given) + 1e-3:
        return True
    whole_s = min(whole_s, cpu_s(found, given))  # garbage may have been looked for meanwhile
    if whole_s > MOST_S * len(given):
        return False
    part = shortened(given)
    wholes_s, parts_s = [whole_s], [cpu_s(found, part)]
    for _ in range(ROUNDS):
        wholes_s.append(cpu_s(found, given))
        parts_s.append(cpu_s(found, part))
        times = min(wholes_s) / max(min(parts_s), 1e-6)
        if not CLEARLY_QUICK < times < CLEARLY_SLOW and len(parts_s) > LEAST_ROUNDS:
            break
    return times < TOO_MANY_TIMES


def shortened(text: Any) -> Any:
    """Return the beginning and the end of a text, which have of all characters what it has."""
    eighth = len(text) // TIMES_AS_LONG // 2
    return text[:eighth] + text[-eighth:]


def cpu_s(found: Found, text: Any) -> float:
    began = time.thread_time()
    run(found, text)
    return time.thread_time() - began


def test_one_that_goes_through_a_text_again_and_again_is_noticed() -> None:
    for slow in (r"[.!?…]+[\"'”’»)\]]*(?=\s)", r"\s+$", r"<[^>]*>"):
        found = Found("slow", re.compile(slow), frozenset({"finditer"}))
        assert not all(is_quick(found, ends(text, QUICKLY_CHARS)) for text in texts(found))


@pytest.mark.parametrize(
    ("pattern", "count"),
    [
        (r"(?:a(?=b))?+", 1),
        (r"x(?:(?:ab)*+c|d)+", 1),
        (r"(?=(?:ab){2,3}+)", 1),
        (r"(?>(?:a(?=b))?)[0-9]++\.?+.*+", 0),
    ],
)
def test_groups_that_are_repeated_possessively_are_seen(pattern: str, count: int) -> None:
    assert possessive_groups(pattern) == count


def test_none_repeats_a_group_possessively() -> None:
    found = [one.name for one in all_patterns() if _repeats_a_group(one.pattern)]
    assert found == []


def _repeats_a_group(pattern: re.Pattern[str] | re.Pattern[bytes]) -> bool:
    return possessive_groups(pattern.pattern, pattern.flags) > 0
