"""What is said of a page: large first letters, raised and lowered text, marks, and notes."""

import pytest

from frontend.jobs.readers.read import read_items
from frontend.jobs.readers.work import Work
from frontend.jobs.readers.xhtml.document import read_document
from tests.frontend.jobs.readers.epubs import epub, page


def said(body: str) -> str:
    return "|".join(read_document(page(body).encode()).paragraphs)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("10<sup>2</sup> m, πr<sup>2</sup>, 2<sup>3</sup>", "10² m, πr², 2³"),
        ("v<sub>1</sub> and H<sub>2</sub>O, v<sub>max</sub>", "v₁ and H₂O, v max"),
        ("5 m<sup>2</sup>, 3 km<sup>2</sup>, 10<sup>-3</sup> s", "5 m², 3 km², 10⁻³ s"),
        ("x<sup>n</sup> + (a+b)<sup>2</sup>", "xⁿ + (a+b)²"),
        ("Na<sup>+</sup>, Ca<sup>2+</sup>, <sup>14</sup>C", "Na⁺, Ca²⁺, ¹⁴C"),
        ("<span class='superscript'>1</span> 10<span class='sup'>4</span>", "10⁴"),
        ("x<sub>1</sub><sup>2</sup>", "x₁²"),
        ("the 1<sup>st</sup>, 2<sup>nd</sup>, n<sup>th</sup>", "the 1st, 2nd, nth"),
        ("M<sup>me</sup> X, XIX<sup>e</sup> siècle, 1<sup>er</sup>", "Mme X, XIXe siècle, 1er"),
        ("n<sup>o</sup> 5, 1<sup>a</sup>, S<sup>t</sup> Jean", "no 5, 1a, St Jean"),
        (
            "He left.<sup>2</sup> She left<sup>3</sup> too,<sup>4,5</sup> twice",
            "He left. She left too, twice",
        ),
        ("in 1984<sup>3</sup> (he said)<sup>4</sup>", "in 1984 (he said)"),
        ("so<sup>*</sup> it was,<sup>a</sup> then<sup>b</sup>", "so it was, then"),
        ("<sup>1</sup> The note itself", "The note itself"),
        ("E = mc<sup>2</sup>, x<sup>2n</sup>, of it<sup>2</sup>", "E = mc², x²ⁿ, of it"),
        ("<math><mi>r</mi><msup><mi>x</mi><mn>2</mn></msup></math>", "rx²"),
    ],
)
def test_raised_and_lowered_text_says_what_it_stands_for(body: str, text: str) -> None:
    assert said(f"<p>{body}</p>") == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (
            "It was over.<a href='n.xhtml#n1'><span class='super'>1</span></a> Then",
            "It was over. Then",
        ),
        ("he left<a href='#n2'>2</a>.", "he left."),
        ("he left<a href='#n2'>[2]</a>. So [<a href='#n'>3</a>]", "he left. So"),
        ("he left <a href='#n2'>[2]</a>, he <a href='#n'>*</a> said", "he left, he said"),
        ("he left<sup>[<a href='#n2'>2</a>]</sup>.", "he left."),
        (
            "he left<a class='fnref' href='#n2'>2</a>. He <a class='noteref' href='n'>3</a> did",
            "he left. He did",
        ),
        ("he left<a epub:type='noteref' href='#n'>note 2</a>.", "he left."),
        ("he left<span class='footnote-ref'><a href='#n'>2</a></span>.", "he left."),
        (
            "See chapter <a href='#c2'>2</a>, page <a href='b.xhtml'>17</a>.",
            "See chapter 2, page 17.",
        ),
        ("<a href='http://a.b/#c'>A link</a> in it", "A link in it"),
        ("notes<a href='#r1'>1</a><a href='#r2'>2</a><a href='#r3'>3</a>", "notes"),
        ("<a href='#r1'>1</a><a href='#r2'>2</a><a href='#r3'>3</a>", ""),
        ("<a href='#r1'>1</a> <a href='#r2'>2</a> <a href='#r3'>3</a>", ""),
        ("left <sup><a href='#r1'>1</a></sup> <a href='#r2'>2</a>, so", "left, so"),
        ("chapters <a href='#c1'>1</a>, <a href='#c2'>2</a>", "chapters 1, 2"),
    ],
)
def test_a_link_that_only_leads_to_a_note_is_not_said(body: str, text: str) -> None:
    assert said(f"<p>{body}</p>") == text


def test_a_heading_that_leads_to_the_contents_is_said() -> None:
    assert said("<h2><a href='toc.xhtml#c1'>1</a></h2><p><a href='#t'>II</a></p>") == "1|II"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p><span class='dropcap'>O</span>nce upon</p>", "Once upon"),
        ("<p><span>O</span>NCE UPON a time</p>", "ONCE UPON a time"),
        ("<p><span class='drop-cap'>O</span>\n <small>NCE</small> upon</p>", "ONCE upon"),
        ("<p><span class='calibre_dropcaps1'>“O</span> nce upon</p>", "“Once upon"),
        ("<p><b style='font-size: 3em; float: left'>O</b> nce upon</p>", "Once upon"),
        ("<p class='initial'>O</p><p>nce upon</p>", "Once upon"),
        ("<div class='dropcap'><span>O</span></div><div><p>nce upon</p></div>", "Once upon"),
        ("<p><span class='lettrine'>A</span> man and <b>a</b> dog</p>", "A man and a dog"),
        ("<p class='dropcap'>A</p><p>man</p>", "A man"),
        ("<p class='first-letter'>I</p>", "I"),
        ("<p class='initial'>Once upon</p><p>a time</p>", "Once upon|a time"),
    ],
)
def test_a_large_first_letter_belongs_to_its_word(body: str, text: str) -> None:
    assert said(body) == text


@pytest.mark.parametrize(
    "note",
    [
        "<aside epub:type='footnote'>A note.</aside>",
        "<section epub:type='endnotes'><h2>Notes</h2><p>A note.</p></section>",
        "<section role='doc-endnotes'><p>A note.</p></section>",
        "<div class='footnotes'><p>A note.</p></div>",
        "<p class='x foot-note-text'>A note.</p>",
        "<p>Text.<span class='footnote'>A note.</span></p>",
    ],
)
def test_notes_are_said_where_they_stand_only_if_asked_for(note: str) -> None:
    content = page(f"<p>Start.</p>{note}<p>End.</p>").encode()
    document = read_document(content)
    assert "note" not in " ".join(document.paragraphs).lower() and document.notes == 1
    assert "A note." in " ".join(read_document(content, with_notes=True).paragraphs)


def test_layout_is_no_reason_to_leave_out_text() -> None:
    body = (
        "<table role='presentation'><tr><td>a</td></tr></table><img role='presentation' alt='b'/>"
    )
    assert said(f"{body}<p style='color: red; display:none'>c</p>") == "a"


NOTES = {
    "calibre, in a file of their own": (
        "It was over.<a id='r1' href='n.xhtml#n1'><span class='super'>1</span></a> He left.",
        "<p>Notes</p><p id='n1'><a href='a.xhtml#r1'>1</a>. See Smith.</p>",
    ),
    "with the id on the link": (
        "It was over.<sup><a id='r1' href='n.xhtml#n1'>1</a></sup> He left.",
        "<p>Notes</p><p><a id='n1' href='a.xhtml#r1'>1</a> See Smith.</p>",
    ),
    "with an arrow back": (
        "It was over.<a id='r1' href='n.xhtml#n1'>[1]</a> He left.",
        "<p>Notes</p><ol><li id='n1'>See Smith.<p>And <a href='a.xhtml#r1'>↩</a></p></li></ol>",
    ),
}


def book(kind: str, *, with_notes: bool = False) -> Work:
    text, notes = NOTES[kind]
    content = epub({"a.xhtml": f"<p>{text}</p>", "n.xhtml": notes})
    return read_items("book.epub", content, with_notes)


@pytest.mark.parametrize("kind", NOTES)
def test_notes_that_only_their_links_tell_from_text_are_left_out(kind: str) -> None:
    work = book(kind)
    assert " ".join(item.text for item in work.items) == "It was over. He left. Notes"
    assert work.warnings == ["Notes are left out, 1 in all; their marks are not said."]


@pytest.mark.parametrize("kind", NOTES)
def test_who_asks_for_notes_hears_them(kind: str) -> None:
    work = book(kind, with_notes=True)
    assert "It was over. He left." in work.items[0].text
    assert "See Smith." in work.items[1].text and work.warnings == []


def test_a_chapter_that_the_contents_lead_to_is_no_note() -> None:
    contents = (
        "<p><a id='t1' href='b.xhtml#c1'>1</a> Loomings</p><p>and<a href='b.xhtml#c1'>1</a></p>"
    )
    body = (
        "<div id='c1'><p>Loomings</p>" + "<p>Text.</p>" * 30 + "<a href='a.xhtml#t1'>back</a></div>"
    )
    work = read_items("book.epub", epub({"a.xhtml": contents, "b.xhtml": body}))
    assert work.items[-1].text.count("Text.") == 30
