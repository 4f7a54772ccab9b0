"""EPUB 2 and 3, as books are made and as attacks are."""

import io
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from backend_queues.errors import InvalidRequest
from frontend.jobs.job import Item
from frontend.jobs.readers.read import read_items
from frontend.jobs.readers.zipped.archive import MAX_MEMBERS
from tests.frontend.jobs.readers.epubs import CONTAINER, epub, epub2, epub3, package, page, zipped

LONG = "word " * 150


def items_of(content: bytes) -> list[Item]:
    return read_items("book.epub", content).items


def text_of(body: str) -> str:
    """Return what is said of a body."""
    return "\n\n".join(item.text for item in items_of(epub({"a.xhtml": f"<p>Start.</p>{body}"})))[
        len("Start.\n\n") :
    ]


def refused(content: bytes) -> str:
    with pytest.raises(InvalidRequest) as caught:
        read_items("book.epub", content)
    assert caught.value.message.startswith("'book.epub' ")
    return caught.value.message


PAGES = {
    "a.xhtml": "<p>For Eve.</p>",
    "b.xhtml": "<h1>One</h1><p>First text.</p><h2 id='two'>Two</h2><p>Second text.</p>",
    "c.xhtml": "<p>Still the second.</p>",
    "d.xhtml": "<h1>Part</h1>",
    "e.xhtml": "<h1>Three</h1><p>Third <a id='x'/>text.</p>",
}
CONTENTS = [("One", "b.xhtml"), ("Two", "b.xhtml#two"), ("Part", "d.xhtml"), ("Three", "e.xhtml#x")]


@pytest.mark.parametrize("make", [epub2, epub3])
def test_chapters_begin_where_the_contents_point_to(make: Callable[..., bytes]) -> None:
    work = read_items("x/Book.EPUB", make(PAGES, CONTENTS))
    assert (work.title, work.author, work.language) == ("The Book", "Ann One, Bob Two", "en-GB")
    assert [(item.id, item.chapter, item.text) for item in work.items] == [
        ("0001-0001", "The Book", "For Eve."),
        ("0002-0001", "One", "One\n\nFirst text."),
        ("0003-0001", "Two", "Two\n\nSecond text.\n\nStill the second."),
        ("0004-0001", "Part", "Part\n\nThree"),
        ("0005-0001", "Three", "Third text."),
    ]


def test_a_part_of_a_title_alone_is_said_in_the_next_chapter() -> None:
    contents = [("Part", "d.xhtml"), ("Three", "e.xhtml")]
    pages = {name: PAGES[name] for name in ("d.xhtml", "e.xhtml")}
    assert [(item.chapter, item.text) for item in items_of(epub3(pages, contents))] == [
        ("Three", "Part\n\nThree\n\nThird text.")
    ]


def test_without_contents_a_heading_begins_a_chapter() -> None:
    pages = {"a.xhtml": "<p>a</p>", "b.xhtml": "<h2>B</h2><p>b</p>", "c.xhtml": "<p>c</p>"}
    assert [(item.chapter, item.text) for item in items_of(epub(pages))] == [
        ("The Book", "a"),
        ("B", "B\n\nb\n\nc"),
    ]


def test_the_order_is_the_spines_without_what_is_beside_it() -> None:
    pages = {"a.xhtml": "<p>a</p>", "b.xhtml": "<p>b</p>", "list.xhtml": "<p>contents</p>"}
    spine = '<itemref idref="i1"/><itemref linear="no" idref="i2"/><itemref idref="i0"/>'
    assert [item.text for item in items_of(epub(pages, spine))] == ["b", "a"]
    assert [item.text for item in items_of(epub2(pages, []))] == ["a", "b"]  # a toc of the guide


def test_a_document_that_the_spine_repeats_is_said_once() -> None:
    assert items_of(epub({"a.xhtml": "<p>a</p>"}, '<itemref idref="i0"/>' * 3))[0].text == "a"


def test_pictures_in_the_spine_are_no_text() -> None:
    item = '<item id="p" href="p.svg" media-type="image/svg+xml"/>'
    opf = package({"a.xhtml": ""}, '<itemref idref="p"/><itemref idref="i0"/>', item)
    content = epub(
        {"a.xhtml": "<p>a</p>"}, **{"OEBPS/content.opf": opf, "OEBPS/p.svg": "<svg>x</svg>"}
    )
    assert [item.text for item in items_of(content)] == ["a"]


def test_names_with_spaces_and_folders_are_found() -> None:
    pages = {"a%20b.xhtml": ""}
    content = epub(pages, **{"OEBPS/a b.xhtml": page("<p>a</p>")})
    assert items_of(content)[0].text == "a"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<p>One\n  two&#160;<b>th</b>ree.</p><p>Four.</p>", "One two three.\n\nFour."),
        ("<div>One<p>two</p>three<ul><li>a</li><li>b</li></ul></div>", "One|two|three|a|b"),
        ("<p>Rose<br/>red</p>", "Rose\nred"),
        ("<pre>a  b\nc</pre><p>d\ne</p>", "a b\nc|d e"),
        (
            "<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>",
            "A: 1. B: 2.",
        ),
        ("<p>a<script>x</script><style>y</style>b</p><nav>n</nav><p hidden=''>h</p>", "ab"),
        ("<p>caf&eacute;&nbsp;&amp; &lt;b&gt;</p>", "café & <b>"),
        ("<p>a<!-- no --><?no no?>b<![CDATA[<c>]]></p>", "ab<c>"),
        ("<p>So<a epub:type='noteref' href='#n'>1</a> it is.</p>", "So it is."),
        (
            "<p>So<sup><a href='#n'>12</a></sup> it<a href='#n'><sup>*</sup></a> is.</p>",
            "So it is.",
        ),
        ("<p>1<sup>st</sup> <a href='x'>link</a> m<sup>2</sup></p>", "1st link m²"),
        ("<p>a</p><aside epub:type='footnote'>note</aside><aside>b</aside>", "a|b"),
        ("<p>a<span epub:type='pagebreak' title='7'>7</span>b</p>", "ab"),
        ("<p>a<span class='pagenum'>[7]</span>b<span role='doc-pagebreak'>8</span></p>", "ab"),
        ("<p><img src='t.png' alt='T'/>he <img src='x'/><img alt='img_01.jpg'/>end</p>", "The end"),
        ("<p>a</p><img alt='Cover'/><figure><img alt='A map of it'/></figure>", "a|A map of it"),
        ("<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</rt></ruby>だ</p>", "漢字だ"),
        ("<p>x <math alttext='a squared'><mi>a</mi></math> y</p>", "x a squared y"),
        ("<svg><text>no</text></svg><p>a</p>", "a"),
    ],
)
def test_what_is_said_of_a_page(body: str, said: str) -> None:
    assert text_of(body) == said.replace("|", "\n\n")


def test_a_page_of_bad_xml_is_read_as_html() -> None:
    assert text_of("<p>One<br>two & <b>three<p>Fünf&nbsp;six") == "One\ntwo & three\n\nFünf six"


def test_a_page_may_be_in_another_encoding() -> None:
    for encoding in ("iso-8859-1", "utf-16"):
        text = page("<p>Fünf</p>").replace("utf-8", encoding).encode(encoding)
        files: dict[str, Any] = {"OEBPS/a.xhtml": text}
        content = epub({"a.xhtml": ""}, **files)
        assert items_of(content)[0].text == "Fünf"


def test_long_chapters_are_several_passages() -> None:
    items = items_of(epub({"a.xhtml": f"<h1>A</h1><p>{LONG}</p><p>{LONG}</p>"}))
    assert [item.id for item in items] == ["0001-0001", "0001-0002"]
    assert {item.chapter for item in items} == {"A"}


def test_chapters_of_one_title_that_follow_each_other_stay_apart() -> None:
    pages = {f"{n}.xhtml": f"<h1>Night</h1><p>{n}</p>" for n in range(3)}
    titles = [item.chapter for item in items_of(epub(pages))]
    assert titles == ["Night", "Night (2)", "Night (3)"]
    names = ["Night", "Night", "Night (2)", "Day", "Night"]
    pages = {f"{n}.xhtml": f"<h1>{name}</h1><p>{n}</p>" for n, name in enumerate(names)}
    titles = [item.chapter for item in items_of(epub(pages))]
    assert titles == ["Night", "Night (2)", "Night (2) (2)", "Day", "Night"]


def test_obfuscated_fonts_are_no_protection_and_drm_is() -> None:
    def encrypted(algorithm: str) -> bytes:
        xml = (
            '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" '
            'xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>'
            f'<enc:EncryptionMethod Algorithm="{algorithm}"/></enc:EncryptedData></encryption>'
        )
        return epub({"a.xhtml": "<p>a</p>"}, **{"META-INF/encryption.xml": xml})

    assert items_of(encrypted("http://www.idpf.org/2008/embedding"))[0].text == "a"
    message = refused(encrypted("http://www.w3.org/2001/04/xmlenc#aes128-cbc"))
    assert "DRM" in message


def test_a_zip_with_a_password_is_refused() -> None:
    content = bytearray(epub({"a.xhtml": "<p>a</p>"}))
    for header in re.finditer(rb"PK\x01\x02", bytes(content)):
        content[header.start() + 8] |= 1
    assert "password" in refused(bytes(content))


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    body = "<p>" + "a" * (9 * 2**20) + "</p>"
    pages = {f"{n}.xhtml": body for n in range(4)}
    content = epub(pages)
    assert len(content) < 100_000
    assert "more than 32 MB" in refused(content)
    many = zipped({f"f{n}": b"" for n in range(MAX_MEMBERS + 1)})
    assert f"more than {MAX_MEMBERS} files" in refused(many)


def test_a_member_that_lies_about_its_size_gives_no_more_than_that() -> None:
    content = epub({"a.xhtml": "<p>" + "a" * 100_000 + "</p>"})
    real = zipfile.ZipFile(io.BytesIO(content)).getinfo("OEBPS/a.xhtml").file_size
    lying = content.replace(struct.pack("<L", real), struct.pack("<L", 10))
    assert "damaged" in refused(lying)


ENTITIES = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))


@pytest.mark.parametrize(
    "body", ["<p>a&l9;b</p>", "<p>ab<img alt='&l9;'/></p>", "<p>a&file;b</p>", "<p>a&ext;b</p>"]
)
def test_entities_are_not_expanded(body: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    doctype = (
        f'<!DOCTYPE html [{ENTITIES}<!ENTITY file SYSTEM "file://{secret}">'
        '<!ENTITY ext SYSTEM "http://127.0.0.1:9/x">]>'
    )
    text = page(body).replace("<!DOCTYPE html>", doctype)
    said = items_of(epub({"a.xhtml": ""}, "", **{"OEBPS/a.xhtml": text}))[0].text
    assert "lol" not in said and "secret" not in said and len(said) < 100
    assert "a" in said and "b" in said


def test_deep_nesting_ends_no_process() -> None:
    body = "<p>a</p>" + "<div>" * 100_000 + "b" + "</div>" * 100_000
    assert items_of(epub({"a.xhtml": body}))[0].text.startswith("a")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no EPUB"),
        (b"PK\x03\x04 but not really", "no EPUB"),
        (zipped({"a": "b"}), "has no META-INF/container.xml"),
        (zipped({"META-INF/container.xml": ""}), "container.xml' in it is no XML"),
        (zipped({"META-INF/container.xml": "<container/>"}), "The file ''"),
        (zipped({"META-INF/container.xml": CONTAINER}), "'OEBPS/content.opf', which it names"),
        (
            zipped({"META-INF/container.xml": CONTAINER, "OEBPS/content.opf": package({})}),
            "nothing",
        ),
        (epub({}, **{"OEBPS/content.opf": package({"a.xhtml": ""})}), "'OEBPS/a.xhtml', which"),
        (epub({"a.xhtml": "<p> </p>"}), "nothing to speak"),
    ],
)
def test_what_is_no_book_is_told_of(content: bytes, reason: str) -> None:
    assert reason in refused(content)


def test_a_damaged_book_is_told_of() -> None:
    content = bytearray(epub({"a.xhtml": f"<p>{LONG}</p>"}))
    start = content.index(b"a.xhtml") + 10
    content[start : start + 20] = b"\xff" * 20
    assert "'OEBPS/a.xhtml' in it is damaged" in refused(bytes(content))
    assert "no EPUB, or a damaged one" in refused(bytes(content[:30]))
