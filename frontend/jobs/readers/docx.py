"""Word's documents, by mammoth: their text with headings, as HTML, which is read like a book's.

mammoth unpacks and parses whatever it is given. So it is given a zip file with no more than the
parts that it needs, which have been unpacked within the bounds of `Archive` before.
"""

import io
import zipfile
from typing import Any
from xml.parsers.expat import ExpatError

import mammoth

from backend_queues.errors import InvalidRequest
from frontend.jobs.readers.work import Warnings, Work, book_items
from frontend.jobs.readers.xhtml.chapters import chapters_of
from frontend.jobs.readers.xhtml.document import read_document
from frontend.jobs.readers.xhtml.notes import leave_out_notes
from frontend.jobs.readers.xhtml.xml import parsed_xml
from frontend.jobs.readers.zipped.archive import Archive, Unreadable

_mammoth: Any = mammoth  # its functions have no types
_OLD_FORMAT = b"\xd0\xcf\x11\xe0"  # which documents with a password have, too
_PARTS = (".xml", ".rels")
_CORE = "docProps/core.xml"
_DTD = b"<!DOCTYPE"
_STYLES = "\n".join(
    [
        "p[style-name='Title'] => h1:fresh",
        "p[style-name='TOC Heading'] => !",
        *(
            f"p[style-name='{name} {level}'] => !"
            for name in ("toc", "TOC")
            for level in range(1, 10)
        ),
    ]
)
# What mammoth raises for documents that are not as Word makes them.
_BROKEN = (
    ArithmeticError,
    AttributeError,
    ExpatError,
    LookupError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)


def read_docx(content: bytes, title: str, with_notes: bool = False) -> Work:
    """Read the headings and paragraphs; `with_notes`: also footnotes and endnotes, at the end."""
    if content.startswith(_OLD_FORMAT):
        raise InvalidRequest(
            "It is protected by a password, or in the format of Word before 2007: save it as .docx "
            "without a password."
        )
    warnings = Warnings()
    archive = Archive(content, "DOCX", warnings)
    packed = _packed(archive, warnings)
    document = read_document(_html(packed).encode(), with_notes)
    if not with_notes:
        leave_out_notes({"": document}, lambda name: name, warnings)
    core = _core(archive)
    title = core.get("title") or title
    return Work(
        title=title,
        author=core.get("creator", ""),
        language=core.get("language", ""),
        items=book_items(chapters_of([document], title)),
        warnings=warnings,
    )


def _packed(archive: Archive, warnings: Warnings) -> io.BytesIO:
    """Return a zip file with the parts that hold text and what is said of it."""
    names = [name for name in archive.names if name.lower().endswith(_PARTS)]
    archive.refuse_large(names)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as parts:
        for name in names:
            try:
                part = archive.read(name)
            except Unreadable as error:
                warnings.add(str(error))
                continue
            if _DTD in part:
                raise InvalidRequest("It is no DOCX: its XML defines entities.")
            parts.writestr(name.replace("\\", "/"), part)
    return packed


def _html(packed: io.BytesIO) -> str:
    try:
        made = _mammoth.convert_to_html(
            packed,
            style_map=_STYLES,
            include_embedded_style_map=False,
            external_file_access=False,
            convert_image=_mammoth.images.img_element(lambda image: {"src": ""}),
        )
    except _BROKEN as error:
        raise InvalidRequest("It is no DOCX, or a damaged one.") from error
    return f"<html><body>{made.value}</body></html>"


def _core(archive: Archive) -> dict[str, str]:
    """Return the document's properties by their names: title, creator, language."""
    try:
        root = parsed_xml(archive.read(_CORE))
    except Unreadable:
        return {}
    elements = () if root is None else root.iterchildren(tag="{*}*")
    return {
        str(element.tag).rpartition("}")[2]: " ".join((element.text or "").split())
        for element in elements
    }
