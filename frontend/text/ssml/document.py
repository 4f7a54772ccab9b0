"""An SSML document as a tree, read from a client's text.

Nothing but the text itself is read: no DTD, no entity of the document's own, no file, no network.
libxml2 bounds the depth, and what it may expand.
"""

import re
from html.entities import html5
from typing import NamedTuple

from lxml import etree

MAX_ELEMENTS = 20_000
SPEAK = "speak"
OWN_TYPE = "it declares a document type of its own, which is not read"

_DECLARATION = re.compile(r"\s{0,100}<\?xml[^<>]{0,200}\?>")
_DOCTYPE = re.compile(r"\s{0,100}<!DOCTYPE[^<>\[\]]{0,500}>", re.IGNORECASE)
_OWN_TYPE = re.compile(r"\s*+<!DOCTYPE", re.IGNORECASE)
_ROOT = re.compile(r"\s*+<(?:[\w.-]{1,40}:)?speak[\s/>]")
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31};)")
_XML_ENTITIES = frozenset(("amp;", "lt;", "gt;", "quot;", "apos;"))
_NAMESPACES = etree.ErrorDomains.NAMESPACE


class SSMLProblem(NamedTuple):
    """What is wrong with a document, and where, counted from 1."""

    reason: str
    line: int
    column: int


def parsed(text: str) -> etree._Element | SSMLProblem:
    """Return the root of a document; a text without `<speak>` around it is what is within one."""
    if text.count("<") > 2 * MAX_ELEMENTS:
        return SSMLProblem(f"it has more than {MAX_ELEMENTS:,} elements", 1, 1)
    text = _without_prolog(text)
    if _OWN_TYPE.match(text):
        return SSMLProblem(OWN_TYPE, 1, 1)
    opening = "" if _ROOT.match(text) else f"<{SPEAK}>"
    closing = f"</{SPEAK}>" if opening else ""
    content = opening + _ENTITY.sub(_as_character, text) + closing
    parser = etree.XMLParser(
        recover=True,  # undeclared prefixes are errors that do no harm; all others are told of
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content.encode("utf-8", "ignore"), parser)
    except etree.XMLSyntaxError:
        root = None
    return _problem(parser, len(opening)) or _checked(root)


def local_name(element: etree._Element) -> str:
    """Return an element's name without its namespace or prefix."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def _problem(parser: etree.XMLParser, shift: int) -> SSMLProblem | None:
    """Return the first error; the first line begins `shift` characters late."""
    for entry in parser.error_log:
        if entry.domain != _NAMESPACES and entry.level > etree.ErrorLevels.WARNING:
            column = entry.column - (shift if entry.line == 1 else 0)
            reason = entry.message.partition(", use XML_PARSE_HUGE")[0].rstrip(". \n")
            return SSMLProblem(reason, entry.line, max(1, column))
    return None


def _checked(root: etree._Element | None) -> etree._Element | SSMLProblem:
    if root is None:
        return SSMLProblem("it is no document", 1, 1)
    if root.getroottree().docinfo.internalDTD is not None:
        return SSMLProblem(OWN_TYPE, 1, 1)
    etree.strip_tags(root, etree.Entity)
    return root


def _without_prolog(text: str) -> str:
    """Blank out the XML declaration and the name of the document type; places stay the same."""
    for pattern in (_DECLARATION, _DOCTYPE):
        found = pattern.match(text)
        if found:
            text = re.sub(r"[^\n]", " ", found[0]) + text[found.end() :]
    return text


def _as_character(found: re.Match[str]) -> str:
    """Return what an entity of HTML stands for, which XML does not know."""
    if found[1] in _XML_ENTITIES or found[1] not in html5:
        return found[0]
    return html5[found[1]].replace("&", "&amp;").replace("<", "&lt;")
