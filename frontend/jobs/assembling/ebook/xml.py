"""Text as XML has it."""

import html
import re

XML = '<?xml version="1.0" encoding="utf-8"?>'
HTML_HEAD = (
    XML + '\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" '
    'xmlns:epub="http://www.idpf.org/2007/ops" lang="{language}" xml:lang="{language}">\n'
    '<head><title>{title}</title><link rel="stylesheet" type="text/css" href="style.css"/></head>\n'
)
# Control characters, halves of pairs, and what is no character.
_IMPOSSIBLE = re.compile(
    r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]"
)


def visible(text: str) -> str:
    """Return what is left of a title to be seen; "" if nothing is."""
    return " ".join(_IMPOSSIBLE.sub("", text).split())


def escaped(text: str) -> str:
    """Return the text for an element or an attribute, without what XML cannot have."""
    return html.escape(_IMPOSSIBLE.sub("", text))
