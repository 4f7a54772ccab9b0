"""Whether a regular expression repeats a group possessively, which none may.

Before 3.11.5, which Debian 12 does not have, Python took what such a group had matched for matched
even if the rest of the group failed: `(?:a(?=b))?+` swallowed any a (CPython's issue 106052). An
atomic group around the repetition, `(?>(?:a(?=b))?)`, is the same and right everywhere.
"""

from importlib import import_module
from typing import Any

parser = import_module("re._parser")
SINGLE = {"LITERAL", "NOT_LITERAL", "ANY", "IN"}


def possessive_groups(pattern: str | bytes, flags: int = 0) -> int:
    """Count the groups of a pattern that are repeated possessively."""
    return _count(parser.parse(pattern, flags))


def _count(parsed: Any) -> int:
    found = 0
    for operation, argument in parsed:
        if str(operation) == "POSSESSIVE_REPEAT":
            body = argument[2]
            found += not (len(body) == 1 and str(body[0][0]) in SINGLE)
        found += sum(_count(part) for part in _parts(argument))
    return found


def _parts(argument: Any) -> list[Any]:
    """Return the patterns inside an operation's argument."""
    if isinstance(argument, parser.SubPattern):
        return [argument]
    if isinstance(argument, tuple | list):
        return [part for inner in argument for part in _parts(inner)]
    return []
