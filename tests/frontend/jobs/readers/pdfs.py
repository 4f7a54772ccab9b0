"""Small PDFs, made for the tests: Helvetica, a line below the other, a picture if asked for."""

from collections.abc import Sequence

TOP, LINE = 760, 14
_IMAGE = "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray"


def pdf(
    pages: Sequence[Sequence[str]],
    outline: Sequence[tuple[str, int]] = (),
    info: str = "",
    pictures: Sequence[int] = (),
    trailer: str = "",
) -> bytes:
    """Return a PDF of pages of lines. `outline`: titles, and the pages they are on, from 0."""
    first_page, n = 6 + len(outline), len(pages)
    kids = " ".join(f"{first_page + 2 * number} 0 R" for number in range(n))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) {'/Outlines 4 0 R' if outline else ''} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {n} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< /Type /Outlines /First 6 0 R /Last {5 + len(outline)} 0 R /Count {len(outline)} >>",
        f"{_IMAGE} /BitsPerComponent 8 /Length 1 >>\nstream\n0\nendstream",
    ]
    for number, (title, page) in enumerate(outline):
        links = f"/Next {7 + number} 0 R" if number + 1 < len(outline) else ""
        to = f"[{first_page + 2 * page} 0 R /XYZ 0 {TOP} 0]"
        objects.append(f"<< /Title ({title}) /Parent 4 0 R {links} /Dest {to} >>")
    for number, lines in enumerate(pages):
        image = "/XObject << /I 5 0 R >>" if number in pictures else ""
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents "
            f"{first_page + 2 * number + 1} 0 R /Resources << /Font << /F 3 0 R >> {image} >> >>"
        )
        shown = "".join(f"({_escaped(line)}) Tj 0 -{LINE} Td\n" for line in lines)
        text = f"BT /F 12 Tf 50 {TOP} Td\n{shown}ET"
        objects.append(f"<< /Length {len(text)} >>\nstream\n{text}\nendstream")
    objects.append(f"<< {info} >>")
    return _file(objects, f"/Info {len(objects)} 0 R {trailer}")


def _file(objects: Sequence[str], trailer: str) -> bytes:
    content = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, text in enumerate(objects, 1):
        offsets.append(len(content))
        content += f"{number} 0 obj\n{text}\nendobj\n".encode("cp1252")
    start = len(content)
    entries = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    content += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{entries}".encode()
    content += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\n".encode()
    return bytes(content + f"startxref\n{start}\n%%EOF\n".encode())


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
