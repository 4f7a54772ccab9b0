"""Emphasis within a line: which marks are marks."""

from frontend.text.script import is_cjk


def is_literal(run: str, before: str, after: str) -> bool:
    """Return whether a run of `*`, `_`, `~` or `=` is text, no emphasis, by its two neighbours."""
    if run == "~":
        return True  # "~5 minutes"
    if run[0] == "=":
        return run != "==" or not _is_highlight(before, after)
    if before.isspace() and after.isspace():
        return run == "*"  # "3 * 4"
    if not (before.isalnum() and after.isalnum()) or "~" in run:
        return False
    if "_" in run:
        return True  # "snake_case"
    if before.isdigit() and after.isdigit():
        return True  # "2**10"
    return run == "*" and (before.isdigit() or after.isdigit())  # "2*x"


def _is_highlight(before: str, after: str) -> bool:
    """Return whether "==" marks words, and does not compare."""
    if before.isspace() and after.isspace():
        return False
    is_between_words = before.isalnum() and after.isalnum()
    return not is_between_words or is_cjk(before) or is_cjk(after)
