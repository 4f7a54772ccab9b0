"""What an EPUB 3 says of itself: its package document, its contents, its container."""

import re
import time
import uuid
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from frontend.audio.cover import Cover
from frontend.jobs.assembling.ebook.xml import HTML_HEAD, XML, escaped
from frontend.jobs.assembling.tags import Label
from frontend.protocol.jobs import Output

_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")  # as EPUB has it
_UNKNOWN = "und"  # the language
_IDENTIFIERS = uuid.UUID("5a6e0c0e-8f0f-4b6c-9d3f-3a1f5c0d7e21")


class ChapterEntry(NamedTuple):
    stem: str
    title: str
    seconds: float


def language_of(label: Label) -> str:
    return label.language or _UNKNOWN


def container() -> str:
    return (
        f'{XML}\n<container version="1.0" '
        'xmlns="urn:oasis:names:tc:opendocument:xmlns:container">\n'
        '<rootfiles><rootfile full-path="EPUB/package.opf" '
        'media-type="application/oebps-package+xml"/></rootfiles>\n</container>\n'
    )


def nav(label: Label, chapters: Sequence[ChapterEntry]) -> Iterator[str]:
    title = escaped(label.title)
    yield HTML_HEAD.format(language=escaped(language_of(label)), title=title) + "<body>"
    yield f'<nav epub:type="toc" id="toc"><h1>{title}</h1><ol>'
    for chapter in chapters:
        yield f'<li><a href="{chapter.stem}.xhtml">{escaped(chapter.title)}</a></li>'
    yield "</ol></nav>\n</body>\n</html>"


def package(
    output: Output, label: Label, chapters: Sequence[ChapterEntry], cover: Cover | None
) -> Iterator[str]:
    """Yield the package document's lines."""
    yield (
        f'{XML}\n<package xmlns="http://www.idpf.org/2007/opf" version="3.0" '
        'unique-identifier="id" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    )
    yield from _metadata(output, label, chapters)
    yield "<manifest>"
    yield '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    yield '<item id="style" href="style.css" media-type="text/css"/>'
    if cover:
        yield (
            f'<item id="cover" href="cover{cover.suffix}" media-type="{cover.media_type}" '
            'properties="cover-image"/>'
        )
    for stem, _, _ in chapters:
        yield (
            f'<item id="t{stem}" href="{stem}.xhtml" media-type="application/xhtml+xml" '
            f'media-overlay="s{stem}"/>'
        )
        yield f'<item id="s{stem}" href="{stem}.smil" media-type="application/smil+xml"/>'
        yield f'<item id="a{stem}" href="{stem}.mp3" media-type="audio/mpeg"/>'
    yield "</manifest>\n<spine>"
    for stem, _, _ in chapters:
        yield f'<itemref idref="t{stem}"/>'
    yield "</spine>\n</package>"


def _metadata(output: Output, label: Label, chapters: Sequence[ChapterEntry]) -> Iterator[str]:
    title = escaped(label.title)
    identifier = uuid.uuid5(_IDENTIFIERS, label.source + label.title)
    yield f'<metadata><dc:identifier id="id">urn:uuid:{identifier}</dc:identifier>'
    yield f"<dc:title>{title}</dc:title>"
    yield f"<dc:language>{escaped(language_of(label))}</dc:language>"
    if author := escaped(output.author).strip():
        yield f"<dc:creator>{author}</dc:creator>"
    if _DATE.fullmatch(output.date):
        yield f"<dc:date>{output.date}</dc:date>"
    modified = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(label.made_at))
    yield f'<meta property="dcterms:modified">{modified}</meta>'
    yield '<meta property="media:active-class">spoken</meta>'
    yield f'<meta property="media:duration">{sum(c.seconds for c in chapters):.3f}s</meta>'
    for stem, _, seconds in chapters:
        yield f'<meta property="media:duration" refines="#s{stem}">{seconds:.3f}s</meta>'
    yield "</metadata>"
