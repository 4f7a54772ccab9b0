"""Small DOCX files, made for the tests."""

import io
import zipfile
from html import escape
from typing import Any

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_P = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>The Paper</dc:title>'
    "<dc:creator>Ann One</dc:creator><dc:language>en-GB</dc:language></cp:coreProperties>"
)
_STYLES = {"Title": "Title", "Heading1": "heading 1", "Heading2": "heading 2", "TOC1": "toc 1"}
RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
NOTE = '<w:r><w:footnoteReference w:id="1"/></w:r>'


def run(text: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*runs: str, style: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}{''.join(runs)}</w:p>"


def docx(*paragraphs: str, footnote: Any = "", **files: Any) -> bytes:
    """Return a document; `files` are put in the place of others, or left out."""
    body = "".join(paragraphs)
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/></w:style>'
        for id, name in _STYLES.items()
    )
    note = f'<w:footnote w:id="1">{paragraph(run(footnote))}</w:footnote>'
    parts: dict[str, str | bytes | None] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
        "word/_rels/document.xml.rels": _relations(
            {"styles": "styles.xml", "footnotes": "footnotes.xml"}
        ),
        "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {_W}>{styles}</w:styles>",
        "word/footnotes.xml": f"<w:footnotes {_W}>{note}</w:footnotes>",
        "docProps/core.xml": _CORE,
        **files,
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            if data is not None:
                archive.writestr(name, data)
    return content.getvalue()


def _relations(targets: dict[str, str]) -> str:
    relations = "".join(
        f'<Relationship Id="r{number}" Type="{_R}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{_P}">{relations}</Relationships>'
