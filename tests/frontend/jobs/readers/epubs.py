"""Small EPUBs, made for the tests."""

import io
import zipfile

CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>"""
METADATA = """<dc:title>The Book</dc:title><dc:creator>Ann One</dc:creator>
<dc:creator>Bob Two</dc:creator><dc:language>en-GB</dc:language>"""


def zipped(files: dict[str, str | bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        for name, data in files.items():
            archive.writestr(name, data)
    return content.getvalue()


def page(body: str, head: str = "<title>Not said</title>") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        f"<head>{head}</head><body>{body}</body></html>"
    )


def package(pages: dict[str, str], spine: str = "", extra: str = "", guide: str = "") -> str:
    items = "".join(
        f'<item id="i{n}" href="{name}" media-type="application/xhtml+xml"/>'
        for n, name in enumerate(pages)
    )
    spine = spine or "".join(f'<itemref idref="i{n}"/>' for n in range(len(pages)))
    return f"""<?xml version="1.0"?>
<package version="3.0" xmlns="http://www.idpf.org/2007/opf"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>{METADATA}</metadata>
<manifest>{items}{extra}</manifest><spine toc="ncx">{spine}</spine>{guide}</package>"""


def epub(pages: dict[str, str], spine: str = "", **files: str | bytes) -> bytes:
    """Return an EPUB without a table of contents; `files` by name, with the folder."""
    bodies: dict[str, str | bytes] = {f"OEBPS/{name}": page(body) for name, body in pages.items()}
    basis = {"META-INF/container.xml": CONTAINER, "OEBPS/content.opf": package(pages, spine)}
    return zipped({**basis, **bodies, **files})


def epub3(pages: dict[str, str], contents: list[tuple[str, str]]) -> bytes:
    """Return an EPUB 3 with a navigation document that is in the spine, too."""
    links = "".join(f'<li><a href="../{to}">{title}</a></li>' for title, to in contents)
    nav = page(
        f'<nav epub:type="toc"><h1>Contents</h1><ol>{links}</ol></nav>'
        '<nav epub:type="page-list"><ol><li><a href="../a.xhtml">1</a></li></ol></nav>'
    )
    item = (
        '<item id="nav" properties="nav" href="text/nav.xhtml" media-type="application/xhtml+xml"/>'
    )
    spine = '<itemref idref="nav"/>' + "".join(
        f'<itemref idref="i{n}"/>' for n in range(len(pages))
    )
    return epub(
        pages,
        **{"OEBPS/content.opf": package(pages, spine, item), "OEBPS/text/nav.xhtml": nav},
    )


def with_cover(picture: bytes, is_epub_3: bool = True) -> bytes:
    """Return an EPUB whose cover is this picture."""
    property = ' properties="cover-image"' if is_epub_3 else ""
    item = f'<item id="art" href="img/a.png" media-type="image/png"{property}/>'
    opf = package({"a.xhtml": ""}, "", item)
    if not is_epub_3:
        opf = opf.replace("</metadata>", '<meta name="cover" content="art"/></metadata>')
    pages = {"OEBPS/a.xhtml": page("<p>Hello.</p>"), "OEBPS/content.opf": opf}
    return zipped({"META-INF/container.xml": CONTAINER, **pages, "OEBPS/img/a.png": picture})


def epub2(pages: dict[str, str], contents: list[tuple[str, str]]) -> bytes:
    """Return an EPUB 2 with an NCX, whose second entry on is below the first."""
    points = "".join(
        f"<navPoint><navLabel><text>{title}</text></navLabel><content src='{to}'/>"
        for title, to in contents
    )
    ncx = (
        '<?xml version="1.0"?><ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><docTitle><text>'
        f"The Book</text></docTitle><navMap>{points}{'</navPoint>' * len(contents)}</navMap></ncx>"
    )
    item = '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    guide = '<guide><reference type="toc" href="list.xhtml"/></guide>'
    return epub(
        pages,
        **{"OEBPS/content.opf": package(pages, "", item, guide), "OEBPS/toc.ncx": ncx},
    )
