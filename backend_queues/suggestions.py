"""What somebody may have meant who names what there is not."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

MOST_LISTED = 12  # names; more of them tell nobody anything
MOST_COMPARED = 300
COMPARED_CHARS = 40
ALIKE = 0.6

_PARTS = re.compile(r"[_\-/ ]")


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return a sentence with the names that are most like it, with a space before; "" if none is.

    A part of a name is like it too: heart is af_heart.
    """
    found = nearest(name, known)
    return f" Did you mean {' or '.join(found)}?" if found else ""


def nearest(name: str, known: Iterable[str]) -> list[str]:
    """Return at most two of the names, the likeliest first."""
    wanted = name[:COMPARED_CHARS].casefold()
    by_form: dict[str, str] = {}
    for _, each in zip(range(MOST_COMPARED), known, strict=False):
        by_form.setdefault(each.casefold(), each)
    parts = [each for form, each in by_form.items() if wanted in _PARTS.split(form)]
    return (parts or [by_form[it] for it in get_close_matches(wanted, by_form, 2, ALIKE)])[:2]


def is_like(name: str, known: str) -> bool:
    """Tell whether somebody may have meant the one by the other."""
    return bool(nearest(name, [known]))


def unknown(kind: str, name: str, quoted: str, known: Iterable[str], where: str) -> str:
    """Return the sentences for a name that is not known: what is like it, and what there is.

    Long lists are left to `where`, which says how to see all: "all 54: GET /v1/voices".
    """
    names = list(known)
    meant = did_you_mean(name, names)
    if len(names) > MOST_LISTED:
        return f"There is no {kind} {quoted}.{meant} All {len(names)}: {where}."
    return f"There is no {kind} {quoted}; there are: {', '.join(names)}.{meant}"
