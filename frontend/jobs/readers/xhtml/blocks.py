"""Which elements part the text into paragraphs."""

from lxml import etree

from frontend.jobs.readers.xhtml.marks import name_of

_BLOCK_NAMES = (
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main ol p pre section "
    "summary table tbody tfoot thead tr ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
HEADINGS = {f"h{level}": level for level in range(1, 7)}
CELLS = frozenset(("td", "th"))


def parts_text(element: etree._Element, name: str) -> bool:
    """Return whether a paragraph ends before the element, and after it.

    All that is in a cell of a table is not one, but belongs to its row.
    """
    if name not in _BLOCKS:
        return False
    parent = element.getparent()
    is_alone = name == "p" and parent is not None and len(parent) == 1
    return not (is_alone and parent is not None and name_of(parent) in CELLS)
