"""No regular expression repeats a group possessively.

Before 3.11.5, which Debian 12 does not have, Python took what such a group had matched for matched
even if the rest of the group failed: `(?:a(?=b))?+` swallowed any a (CPython's issue 106052). An
atomic group around the repetition, `(?>(?:a(?=b))?)`, is the same and right everywhere.
"""

from importlib import import_module
from typing import Any

import pytest

from tests.support.patterns import Found, patterns

parser = import_module("re._parser")
SINGLE = {"LITERAL", "NOT_LITERAL", "ANY", "IN"}


def possessive_groups(parsed: Any) -> int:
    """Count the groups of a parsed pattern that are repeated possessively."""
    found = 0
    for operation, argument in parsed:
        if str(operation) == "POSSESSIVE_REPEAT":
            body = argument[2]
            found += not (len(body) == 1 and str(body[0][0]) in SINGLE)
        found += sum(possessive_groups(part) for part in _parts(argument))
    return found


def _parts(argument: Any) -> list[Any]:
    """Return the patterns inside an operation's argument."""
    if isinstance(argument, parser.SubPattern):
        return [argument]
    if isinstance(argument, tuple | list):
        return [part for inner in argument for part in _parts(inner)]
    return []


@pytest.mark.parametrize(
    ("pattern", "count"),
    [
        (r"(?:a(?=b))?+", 1),
        (r"x(?:(?:ab)*+c|d)+", 1),
        (r"(?=(?:ab){2,3}+)", 1),
        (r"(?>(?:a(?=b))?)[0-9]++\.?+.*+", 0),
    ],
)
def test_such_groups_are_seen(pattern: str, count: int) -> None:
    assert possessive_groups(parser.parse(pattern)) == count


def test_no_group_is_repeated_possessively() -> None:
    assert [found.name for found in patterns() if _has_one(found)] == []


def _has_one(found: Found) -> bool:
    pattern = found.pattern
    return possessive_groups(parser.parse(pattern.pattern, pattern.flags)) > 0
