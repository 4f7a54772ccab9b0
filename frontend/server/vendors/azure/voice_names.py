"""Azure's names of voices, in documents and in its list. Pure."""

import re

# en-US-JennyNeural, zh-CN-liaoning-XiaobeiNeural, en-US-Ava:DragonHDLatestNeural
_SHORT = re.compile(r"([a-z]{2,3}-(?:[A-Z][a-z]{3}-)?[A-Z]{2})-.+")
_LONG_NAME = "Microsoft Server Speech Text to Speech Voice"
_LONG = re.compile(rf"{_LONG_NAME} \(([A-Za-z-]{{2,20}}), (.{{1,100}})\)")
_FIRST = re.compile(r"<voice\b[^<>]{0,200}?\bname\s?=\s?[\"']([^\"'<>]{1,200})[\"']")


def first_voice(document: str) -> str:
    """Return the name of the first voice of a document, "" if it has none."""
    found = _FIRST.search(document)
    return found[1].strip() if found else ""


def plain_name(name: str) -> str:
    """Return a voice's short name: what is in a long one."""
    found = _LONG.fullmatch(name)
    return found[2] if found else name


def locale_of(name: str) -> str:
    """Return the language that a name of Azure's begins with, "" for other names."""
    found = _LONG.fullmatch(name)
    if found:
        return found[1]
    short = _SHORT.fullmatch(name)
    return short[1] if short else ""


def long_name(name: str, locale: str) -> str:
    return f"{_LONG_NAME} ({locale}, {name})"


def as_locale(language: str) -> str:
    """Return a language tag with the capitals that Azure's have."""
    first, *rest = language.split("-")
    return "-".join([first.lower(), *(tag.upper() if len(tag) == 2 else tag for tag in rest)])
