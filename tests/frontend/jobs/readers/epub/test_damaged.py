"""Books that are not what they say: what is there is spoken, and what is missing is told."""

import io
import time
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from backend_queues.errors import InvalidRequest
from frontend.jobs.readers.read import read_items
from frontend.jobs.readers.work import MAX_WARNINGS, Work
from frontend.jobs.readers.zipped.salvage import salvaged
from tests.frontend.jobs.readers.epubs import CONTAINER, epub, epub3, package, page, zipped

PAGES = {"a.xhtml": "<p>The first.</p>", "b.xhtml": "<p>The second.</p>"}
BODIES = {f"OEBPS/{name}": page(body) for name, body in PAGES.items()}


def read(content: bytes) -> Work:
    return read_items("book.epub", content)


def said(work: Work) -> str:
    return " ".join(item.text for item in work.items)


def members(**files: Any) -> bytes:
    """Return the usual book with other files in it; None is left out."""
    basis = {"META-INF/container.xml": CONTAINER, "OEBPS/content.opf": package(PAGES), **BODIES}
    return zipped({name: data for name, data in {**basis, **files}.items() if data is not None})


def test_what_the_spine_names_and_nobody_lists_is_passed_over() -> None:
    spine = '<itemref idref="cover"/><itemref idref="i0"/><itemref idref="i1"/>'
    work = read(epub(PAGES, spine))
    assert said(work) == "The first. The second."
    assert work.warnings == ["Its spine names 'cover', its manifest does not."]


def test_a_missing_chapter_is_told_of_and_the_others_are_spoken() -> None:
    work = read(members(**{"OEBPS/b.xhtml": None}))
    assert said(work) == "The first."
    assert work.warnings == ["The file 'OEBPS/b.xhtml', which it names, is not in it."]


def test_a_damaged_chapter_is_told_of_and_the_others_are_spoken() -> None:
    content = bytearray(epub({**PAGES, "c.xhtml": "<p>" + "word " * 200 + "</p>"}))
    start = content.index(b"c.xhtml") + 10
    content[start : start + 20] = b"\xff" * 20
    work = read(bytes(content))
    assert said(work) == "The first. The second."
    assert "'OEBPS/c.xhtml' in it is damaged" in work.warnings[0]


@pytest.mark.parametrize(
    ("in_zip", "named"),
    [
        ("OEBPS\\b.xhtml", "b.xhtml"),
        ("oebps/B.XHTML", "b.xhtml"),
        ("OEBPS/b c.xhtml", "b%20c.xhtml"),
        ("OEBPS/b%20c.xhtml", "b c.xhtml"),
        ("OEBPS/b%20c.xhtml", "b%2520c.xhtml"),
        ("./OEBPS/b.xhtml", "b.xhtml"),
        ("OEBPS/b.xhtml", "./b.xhtml"),
        ("OEBPS/b.xhtml", "/OEBPS/b.xhtml"),
        ("OEBPS/b.xhtml", "OEBPS/b.xhtml"),
        ("OEBPS/text/b.xhtml", "text\\b.xhtml"),
        ("OEBPS/text/b.xhtml", "b.xhtml"),
        ("b.xhtml", "text/b.xhtml"),
        ("OEBPS/../../b.xhtml", "../../b.xhtml"),
        ("OEBPS/bücher.xhtml", "b%C3%BCcher.xhtml"),
        ("OEBPS/bu\u0308cher.xhtml", "bücher.xhtml"),
    ],
)
def test_names_are_found_however_they_are_written(in_zip: str, named: str) -> None:
    opf = package({"a.xhtml": "", named: ""})
    files: dict[str, Any] = {"OEBPS/b.xhtml": None, "OEBPS/content.opf": opf}
    work = read(members(**{**files, in_zip: page("<p>The second.</p>")}))
    assert (said(work), work.warnings) == ("The first. The second.", [])


def test_a_book_that_is_cut_off_is_read_up_to_there() -> None:
    content = members()
    whole = "The first. The second."
    for lacking in (10, 100):  # its table of contents, or a part of it
        work = read(content[:-lacking])
        assert said(work) == whole
        assert work.warnings == ["It is damaged, or cut off: what can be unpacked of it is read."]
    cut = content[: content.index(b"OEBPS/b.xhtml") + 100]
    work = read(cut)
    assert said(work).startswith("The first.")
    assert work.warnings[0].startswith("It is damaged")


def test_what_is_left_of_a_bomb_is_no_larger_than_a_book() -> None:
    body = page("<p>" + "a" * (40 * 2**20) + "</p>")
    rest = salvaged(members(**{"OEBPS/b.xhtml": body})[:-10], 2**20, 100)
    with zipfile.ZipFile(io.BytesIO(rest or b"")) as archive:
        sizes = {info.filename: info.file_size for info in archive.infolist()}
    assert len(sizes) == 5 and 2**19 < sizes["OEBPS/b.xhtml"] < 2**20 + 2**17


@pytest.mark.parametrize(
    "piece",
    [b"PK\x03\x04", b"PK\x03\x04" + bytes(22) + b"\1\0\0\0a"]
    + [b"PK\x03\x04" + bytes(22) + b"\1\0\0\0\0"],
)
def test_a_thousand_headers_are_gone_through_once(piece: bytes) -> None:
    began = time.thread_time()
    with pytest.raises(InvalidRequest):
        read(piece * 200_000)
    assert time.thread_time() - began < 20


def test_names_of_another_encoding_than_the_zip_files_are_found() -> None:
    opf = package({"a.xhtml": "", "bü.xhtml": ""})
    files: dict[str, Any] = {"OEBPS/b.xhtml": None, "OEBPS/content.opf": opf}
    content = members(**{**files, "OEBPS/b__.xhtml": page("<p>The second.</p>")})
    assert said(read(content.replace(b"b__.xhtml", "bü.xhtml".encode()))).endswith("The second.")


def test_one_file_does_not_stand_for_a_missing_one_of_its_name() -> None:
    opf = package({"one/a.xhtml": "", "two/a.xhtml": ""})
    files: dict[str, Any] = {**dict.fromkeys(BODIES), "OEBPS/content.opf": opf}
    work = read(members(**files, **{"OEBPS/one/a.xhtml": page("<p>The first.</p>")}))
    assert said(work) == "The first."
    assert work.warnings == ["The file 'OEBPS/two/a.xhtml', which it names, is not in it."]


@pytest.mark.parametrize(
    "container", [None, "", "<container/>", "PK\0\1", CONTAINER.replace("content", "x")]
)
def test_a_broken_container_gives_way_to_the_only_package(container: str | None) -> None:
    work = read(members(**{"META-INF/container.xml": container}))
    assert (work.title, said(work)) == ("The Book", "The first. The second.")
    assert "What it is made of is read from 'OEBPS/content.opf'" in work.warnings[0]


@pytest.mark.parametrize("opf", [None, "", "\0\0", "<package/>", "not xml at all"])
def test_a_book_without_a_package_is_its_pages(opf: str | None) -> None:
    pages = {f"OEBPS/c{n}.html": page(f"<p>Page {n}.</p>") for n in (10, 9, 1)}
    files: dict[str, Any] = {**dict.fromkeys(BODIES), "OEBPS/content.opf": opf}
    work = read(members(**files, **pages))
    assert said(work) == "Page 1. Page 9. Page 10."
    assert "in the order of their names" in work.warnings[-1]


def test_the_mimetype_may_be_missing_or_wrong() -> None:
    for mimetype in (None, "application/zip\n"):
        content = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(members())) as there, zipfile.ZipFile(content, "w") as new:
            for name in there.namelist():
                if name != "mimetype":
                    new.writestr(name, there.read(name))
            if mimetype:
                new.writestr("mimetype", mimetype)
        assert said(read(content.getvalue())) == "The first. The second."


def test_of_two_files_with_one_id_both_are_spoken() -> None:
    opf = package(PAGES, '<itemref idref="i0"/><itemref idref="i0"/>').replace('"i1"', '"i0"')
    assert said(read(members(**{"OEBPS/content.opf": opf}))) == "The first. The second."


def test_a_page_is_one_by_its_name_if_its_type_is_wrong() -> None:
    opf = package(PAGES).replace("application/xhtml+xml", "text/plain", 1)
    assert said(read(members(**{"OEBPS/content.opf": opf}))) == "The first. The second."


def test_without_a_spine_pages_come_as_they_are_listed() -> None:
    opf = package({"b.xhtml": "", "a.xhtml": ""}, '<itemref idref="none"/>')
    work = read(members(**{"OEBPS/content.opf": opf}))
    assert said(work) == "The second. The first."
    assert len(work.warnings) == 2


def broken(text: str, encoding: str, declared: str) -> bytes:
    return members(
        **{"OEBPS/b.xhtml": page(f"<p>{text}</p>").replace("utf-8", declared).encode(encoding)}
    )


GREEK, RUSSIAN, JAPANESE = (
    "Καλημέρα σε όλους",
    "Доброе утро всем, кто здесь",
    "おはようございます。今日は",
)


@pytest.mark.parametrize(
    ("text", "encoding", "declared"),
    [
        ("Größe – “gut” çà", "utf-8", "iso-8859-1"),
        ("Größe – “gut” çà", "utf-8", "utf-16"),
        ("Größe – “gut” çà", "utf-8", "no-such-thing"),
        ("Größe – “gut” çà", "cp1252", "iso-8859-1"),
        ("Größe – “gut” çà", "cp1252", "windows-1252"),
        (f"{RUSSIAN}, {RUSSIAN.lower()}.", "cp1251", "utf-8"),
        (GREEK, "iso-8859-7", "iso-8859-7"),
        (JAPANESE * 5, "shift_jis", "utf-8"),
        (JAPANESE, "iso-2022-jp", "iso-2022-jp"),
        (JAPANESE, "utf-16", "utf-8"),
        (JAPANESE, "utf-16-le", "utf-16"),
        (GREEK, "utf-8-sig", "utf-8"),
    ],
)
def test_pages_are_read_in_what_they_are_really_written_in(
    text: str, encoding: str, declared: str
) -> None:
    assert said(read(broken(text, encoding, declared))) == f"The first. {text}"


def test_one_wrong_byte_does_not_make_a_page_another_encodings() -> None:
    body = page(f"<p>{RUSSIAN}</p>").encode().replace(RUSSIAN[5:6].encode(), b"\xff", 1)
    assert said(read(members(**{"OEBPS/b.xhtml": body}))).startswith("The first. Добро")


@pytest.mark.parametrize(
    "body",
    [
        "<p>One<br>two & <b>three",
        "<p>One<p>two & three</div></p>",
        "<a id='x'/><p>One two & three</p><p",
        "<title/><script src='x'/><p>One<br/>two & three</p>",
    ],
)
def test_broken_pages_are_read_as_a_browser_would(body: str) -> None:
    assert " ".join(said(read(epub({"a.xhtml": body}))).split()) == "One two & three"


def test_a_page_that_breaks_off_is_read_up_to_there() -> None:
    whole = page("<p>One.</p><p>Two.</p><p>Three.</p>")
    body = whole[: whole.index("ree")]
    assert said(read(members(**{"OEBPS/b.xhtml": body}))).split()[-2:] == ["Two.", "Th"]


def test_contents_that_lead_nowhere_do_not_count() -> None:
    pages = {"a.xhtml": "<h1>One</h1><p>a</p>", "b.xhtml": "<h1>Two</h1><p>b</p>"}
    work = read(epub3(pages, [("Gone", "gone.xhtml")]))
    assert [item.chapter for item in work.items] == ["One", "Two"]


def test_damaged_contents_are_told_of_and_headings_stand_for_them() -> None:
    content = bytearray(epub3({"a.xhtml": "<h1>One</h1>", "b.xhtml": "<h1>Two</h1>"}, []))
    start = content.index(b"text/nav.xhtml") + 20
    content[start : start + 30] = b"\xff" * 30
    work = read(bytes(content))
    assert said(work).split() == ["One", "Two"]
    assert "The table of contents is left out." in work.warnings[0]


def test_without_contents_headings_in_a_single_file_begin_chapters() -> None:
    body = "<h1>The Book</h1>" + "".join(f"<h2>No {n}</h2><p>Text {n}.</p>" for n in range(3))
    chapters = [item.chapter for item in read(epub({"a.xhtml": body})).items]
    assert chapters == ["No 0", "No 1", "No 2"]


def test_without_headings_each_file_is_a_chapter() -> None:
    assert [item.chapter for item in read(epub(PAGES)).items] == ["The Book", "The Book (2)"]
    titled = {
        f"OEBPS/{name}": page(body, f"<title>Of {name[0]}</title>") for name, body in PAGES.items()
    }
    assert [item.chapter for item in read(members(**titled)).items] == ["Of a", "Of b"]


@pytest.mark.parametrize("name", ["cover.xhtml", "titlepage.xhtml"])
def test_a_cover_is_not_described(name: str) -> None:
    opf = package(
        {name: "", **PAGES}, guide=f'<guide><reference type="cover" href="{name}"/></guide>'
    )
    cover = page("<img src='c.jpg' alt='A painting of the sea'/>")
    work = read(members(**{"OEBPS/content.opf": opf, f"OEBPS/{name}": cover}))
    assert said(work) == "The first. The second."


def test_warnings_have_bounds() -> None:
    spine = "".join(f'<itemref idref="x{n}"/>' for n in range(1000)) + '<itemref idref="i0"/>'
    work = read(epub(PAGES, spine))
    assert len(work.warnings) == MAX_WARNINGS
    assert work.warnings[-1] == "More is missing than these things."


@pytest.mark.parametrize(
    "make", [lambda: epub({"a.xhtml": "<p> </p>"}), lambda: members(**dict.fromkeys(BODIES))]
)
def test_only_a_book_without_any_text_is_refused(make: Callable[[], bytes]) -> None:
    with pytest.raises(InvalidRequest, match="'book.epub' holds nothing to speak"):
        read(make())
