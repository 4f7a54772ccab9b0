"""The YAML between two lines of dashes that a Markdown file may begin with."""

from typing import NamedTuple

import yaml

from backend_queues.errors import InvalidRequest

MAX_LINES = 200  # of which the second line of dashes has to be one
MAX_CHARS = 4_000  # of longer YAML, reading takes too long


class FrontMatter(NamedTuple):
    title: str = ""
    author: str = ""
    language: str = ""
    lines: int = 0  # how many of the file it takes


def split_front_matter(lines: list[str]) -> tuple[FrontMatter, list[str]]:
    """Return the front matter and the lines after it; dashes alone may be a rule, too.

    Raises:
        InvalidRequest: it is no YAML.
    """
    if lines[0].rstrip() != "---":
        return FrontMatter(), lines
    ends = (n for n, line in enumerate(lines[:MAX_LINES]) if line.rstrip() in ("---", "..."))
    end = next((n for n in ends if n), None)
    text = "\n".join(lines[1:end])
    fields = None if end is None or len(text) > MAX_CHARS else _parsed(text)
    if end is None or not isinstance(fields, dict):
        return FrontMatter(), lines
    front = FrontMatter(
        title=_text(fields, "title"),
        author=_text(fields, "author", "authors", "creator"),
        language=_text(fields, "language", "lang"),
        lines=end + 1,
    )
    return front, lines[end + 1 :]


def _parsed(text: str) -> object:
    try:
        # This loader makes strings only, of dates and numbers too.
        return yaml.load(text, yaml.BaseLoader)  # nosec B506
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        problem = error.problem or "it is no YAML"
        raise InvalidRequest(f"Line {line}, in the front matter: {problem}.") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise InvalidRequest(f"The front matter cannot be read as YAML: {error}.") from error


def _text(fields: dict[object, object], *keys: str) -> str:
    """Return the first of the fields that is there; names in a list are joined."""
    for key in keys:
        value = fields.get(key)
        values = value if isinstance(value, list) else [value]
        if texts := [text.strip() for text in values if isinstance(text, str) and text.strip()]:
            return ", ".join(texts)
    return ""
