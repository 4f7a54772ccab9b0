"""A document of marks to its elements; nothing that it names is read for it."""

import re
from html.entities import html5

from lxml import etree
from lxml import html as lxml_html

from frontend.jobs.readers.xhtml.encoding import text_of

_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31};)")
# What XHTML closes at once would take in all that follows in HTML, where it cannot.
_CLOSED = re.compile(
    r"<(title|script|style|textarea|iframe|a|span)(\s[^<>]{0,500})?/>", re.IGNORECASE
)
_XML_ENTITIES = frozenset(("amp;", "lt;", "gt;", "quot;", "apos;"))


def parsed_xml(content: bytes) -> etree._Element | None:
    """Return the root of an XML file, errors passed over; None if it is none.

    No entity but those of HTML is expanded, and nothing else is read for it.
    """
    return _as_xml(text_of(content), is_lenient=True)


def parsed_page(content: bytes) -> etree._Element | None:
    """Return the root of an XHTML page, or of what a browser makes of it; None if it is empty."""
    text = text_of(content)
    root = _as_xml(text, is_lenient=False)
    return root if root is not None else _as_html(text)


def _as_xml(text: str, is_lenient: bool) -> etree._Element | None:
    parser = etree.XMLParser(
        recover=is_lenient,
        encoding="utf-8",  # as it is handed over, whatever it says of itself
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(_bytes(_ENTITY.sub(_as_number, text)), parser)
    except etree.XMLSyntaxError:
        return None
    if root is not None:
        etree.strip_tags(root, etree.Entity)
    return root


def _as_html(text: str) -> etree._Element | None:
    parser = lxml_html.HTMLParser(no_network=True, huge_tree=False, encoding="utf-8")
    try:
        return lxml_html.document_fromstring(_bytes(_CLOSED.sub(r"<\1\2></\1>", text)), parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def _bytes(text: str) -> bytes:
    return text.lstrip().encode("utf-8", "ignore")


def _as_number(found: re.Match[str]) -> str:
    """Return an entity of HTML as a number, which XML knows without a definition."""
    if found[1] in _XML_ENTITIES or (text := html5.get(found[1])) is None:
        return found[0]
    return "".join(f"&#{ord(char)};" for char in text)
