"""The server's own lexicon: a YAML file of words and how they are said.

GIF: jif
Nguyen: /ŋʷĩən/
fr:              # of French texts only
  Brieuc: brieu
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from backend_queues.errors import InvalidConfiguration
from frontend.protocol.wording import MAX_SAID_CHARS, MAX_WORD_CHARS
from frontend.text.normalisation.pronunciations import Lexicon

MOST_ENTRIES = 100_000
ALL = ""  # the section of what holds for all languages


def read_lexicons(path: str) -> dict[str, Lexicon]:
    """Return the lexicons of the file by language, in lower case; "" is that of all languages.

    Raises:
        InvalidConfiguration: the file cannot be read; the message says where and why.
    """
    if not path:
        return {}
    try:
        # Loads no objects, only what YAML itself has.
        read = yaml.load(Path(path).expanduser().read_text("utf-8"), yaml.CSafeLoader)  # nosec B506
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InvalidConfiguration(f"VOICE_SERVER_PRONUNCIATIONS: {path}: {error}") from error
    sections = _sections(read, path)
    if sum(map(len, sections.values())) > MOST_ENTRIES:
        raise _wrong(path, f"it has more than {MOST_ENTRIES:,} words")
    return {language: Lexicon(words.items()) for language, words in sections.items()}


def _sections(read: Any, path: str) -> dict[str, dict[str, str]]:
    if not isinstance(read, dict):
        raise _wrong(path, "it is no mapping of words")
    sections: dict[str, dict[str, str]] = {ALL: {}}
    for word, said in read.items():
        if isinstance(said, dict):
            section = sections.setdefault(str(word).lower(), {})
            section |= dict(_entry(*entry, path) for entry in said.items())
        else:
            sections[ALL] |= [_entry(word, said, path)]
    return sections


def _entry(word: Any, said: Any, path: str) -> tuple[str, str]:
    if not isinstance(word, str) or not isinstance(said, str):
        raise _wrong(path, f"{word!r}: write the word and how it is said in quotes")
    if not 0 < len(word) <= MAX_WORD_CHARS or len(said) > MAX_SAID_CHARS:
        raise _wrong(
            path,
            f"{word[:MAX_WORD_CHARS]!r}: a word has up to {MAX_WORD_CHARS} characters, how it is "
            f"said up to {MAX_SAID_CHARS}",
        )
    return word, said


def _wrong(path: str, why: str) -> InvalidConfiguration:
    return InvalidConfiguration(f"VOICE_SERVER_PRONUNCIATIONS: {path}: {why}.")
