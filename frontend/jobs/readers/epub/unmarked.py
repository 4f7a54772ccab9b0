"""Pages that nobody reads aloud, told by what stands on them where the EPUB does not name them.

A page is left out only if it is sure to be one of these; the work's warnings name it.
"""

import re

from backend_queues.errors import shown
from frontend.jobs.readers.work import Warnings
from frontend.jobs.readers.xhtml.document import Document
from frontend.jobs.readers.zipped.archive import resolved
from frontend.text.script import is_speakable

MAX_RIGHTS_CHARS = 3000  # a longer page has more to say than who has rights
MAX_LINE_CHARS = 150  # of a table of contents
MIN_LINES = 4
MOST = 0.8  # of a page's lines

_ISBN = re.compile(r"\bISBN\b[^\d\n]{0,30}\d[\d\s-]{8,16}[\dX]")
_OTHER_RIGHTS = (
    re.compile(r"(?:©|\(c\)|\bcopyright\b)[^\n]{0,40}\b(?:1[5-9]|20)\d\d\b", re.IGNORECASE),
    re.compile(
        r"all rights reserved|alle rechte vorbehalten|tous droits r[ée]serv[ée]s|"
        r"todos los derechos reservados|tutti i diritti (?:sono )?riservati|"
        r"todos os direitos reservados|alle rechten voorbehouden|"
        r"wszelkie prawa zastrzeżone|все права защищены|版权所有|版權所有|無断転載",
        re.IGNORECASE,
    ),
    re.compile(
        r"library of congress|british library catalog|deutsche nationalbibliothek|dépôt légal",
        re.IGNORECASE,
    ),
)
_NOTES_TITLES = re.compile(
    r"notes|footnotes|endnotes|anmerkungen|fußnoten|endnoten|notas|note|noten|voetnoten|eindnoten|"
    r"przypisy|примечания|注|注釈|脚注|尾注|注释|टिप्पणियाँ",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\d{1,4}[.:)]|[\[(]\d{1,4}[\])]")


def leave_out_pages(
    documents: dict[str, Document], warnings: Warnings, *, with_notes: bool
) -> None:
    """Empty the documents that only hold rights, contents or, unless they are wanted, notes.

    A book that has nothing else keeps them.
    """
    found = {
        name: kind for name, document in documents.items() if (kind := kind_of(document, name))
    }
    if with_notes:
        found = {name: kind for name, kind in found.items() if kind != "notes"}
    rest = (document for name, document in documents.items() if name not in found)
    if not any(is_speakable(text) for document in rest for text in document.paragraphs):
        return
    for name, kind in found.items():
        documents[name].paragraphs[:] = [""] * len(documents[name].paragraphs)
        warnings.add(f"The page {shown(name)} is not spoken: it holds {kind}.")


def kind_of(document: Document, name: str) -> str:
    """Return what the document `name` holds: "rights", "the contents", "notes", or "" for text."""
    if _holds_rights(document):
        return "rights"
    if _holds_contents(document, name):
        return "the contents"
    return "notes" if _holds_notes(document) else ""


def _holds_rights(document: Document) -> bool:
    """Tell by the number of the book, or by two other signs: a story may have one of them."""
    if sum(map(len, document.paragraphs)) > MAX_RIGHTS_CHARS:
        return False
    text = "\n".join(document.paragraphs)
    signs = sum(1 for sign in _OTHER_RIGHTS if sign.search(text))
    return _ISBN.search(text) is not None or signs > 1


def _holds_contents(document: Document, name: str) -> bool:
    """Tell by its lines, almost all of which lead to other documents of the book."""
    headings = {heading.paragraph for heading in document.headings}
    lines = {
        number: text
        for number, text in enumerate(document.paragraphs)
        if number not in headings and text
    }
    leading = {
        link.paragraph
        for link in document.links
        if not link.is_mark and ":" not in link.href and resolved(name, link.href)[0] != name
    }
    if len(lines) < MIN_LINES or any(len(text) > MAX_LINE_CHARS for text in lines.values()):
        return False
    return len(leading & lines.keys()) >= MOST * len(lines)


def _holds_notes(document: Document) -> bool:
    """Tell by its title, and by the number before each of its notes."""
    titles = [heading for heading in document.headings if not heading.paragraph]
    if not titles or not _NOTES_TITLES.fullmatch(titles[0].text.strip(" .:")):
        return False
    notes = [text for text in document.paragraphs[1:] if text]
    numbered = sum(1 for text in notes if _NUMBERED.match(text))
    return 2 * numbered >= len(notes) > 0
