"""SSML to what is spoken: each element, what is not known, and what is no SSML."""

import time

import pytest

from backend_queues.errors import InvalidRequest
from frontend.text.cues.cue import Cue, Mark, Stretch
from frontend.text.ssml.reading import read_ssml

SPEAK = '<speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis">{}</speak>'


def said(content: str) -> list[str]:
    """Return the stretches' texts, white space tidied, and the marks in angle brackets."""
    pieces = read_ssml(SPEAK.format(content)).pieces
    texts = [f"<{p.name}>" if isinstance(p, Mark) else " ".join(p.text.split()) for p in pieces]
    return [text for text in texts if text]


def cue_of(content: str, word: str) -> Cue:
    """Return how a word is spoken."""
    pieces = read_ssml(SPEAK.format(content)).pieces
    return next(p.cue for p in pieces if isinstance(p, Stretch) and word in p.text)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("Hello\n  there.", "Hello there."),
        ('One<break time="800ms"/>two', "One [pause 0.800] two"),
        ('One<break time="1.5s"/>two', "One [pause 1.500] two"),
        ('One<break time="99s"/>two', "One [pause 10.000] two"),
        ("One<break/>two", "One [pause 0.500] two"),
        ('One<break strength="x-strong"/>two', "One [pause 1.000] two"),
        ('One<break strength="none"/>two', "Onetwo"),
        ('The <sub alias="World Wide Web">WWW</sub>.', "The World Wide Web."),
        ('<phoneme ph="təˈmeɪtoʊ">tomato</phoneme>!', "[tomato](/təˈmeɪtoʊ/)!"),
        ('<phoneme alphabet="x-sampa" ph="a">tomato</phoneme>!', "tomato!"),
        ('<phoneme ph="a)[/b">to [mato]</phoneme>!', "[to mato](/a b/)!"),
        ('<say-as interpret-as="characters">Nasa</say-as>', "N A S A"),
        ('<say-as interpret-as="spell-out">a1</say-as>', "A 1"),
        ('<say-as interpret-as="digits">20 24</say-as>', "2 0 2 4"),
        (
            '<say-as interpret-as="telephone">+1 (800) 555-0199</say-as>',
            "+ 1, 8 0 0, 5 5 5, 0 1 9 9",
        ),
        ('<say-as interpret-as="ordinal">3</say-as>', "3rd"),
        ('<say-as interpret-as="ordinal">112</say-as>', "112th"),
        ('<say-as interpret-as="cardinal">12</say-as>', "12"),
        ('<say-as interpret-as="date" format="mdy">1/2/2024</say-as>', "1/2/2024"),
        ('<say-as interpret-as="currency">$12.50</say-as>', "$12.50"),
        ("Very <emphasis>good</emphasis>.", "Very good."),
        ('<audio src="x.mp3">A bark<desc>a dog</desc></audio>.', "A bark."),
        ("<metadata>x</metadata><meta/><lexicon uri='x'/>One", "One"),
        ("Tom &amp; Jerry&nbsp;&eacute; &lt;3", "Tom & Jerry é <3"),
        ("One <!-- two --><?three four?>five", "One five"),
    ],
)
def test_an_element_is_said(content: str, text: str) -> None:
    assert said(content) == [text]


def test_sentences_and_paragraphs_end() -> None:
    pieces = read_ssml(SPEAK.format("<p><s>One</s><s>two</s></p><p>three</p>four")).pieces
    begun = [(p.text.strip(), p.begins) for p in pieces if isinstance(p, Stretch) if p.text.strip()]
    assert begun == [("One", True), ("two", True), ("three", True), ("four", True)]
    assert "".join(p.text for p in pieces if isinstance(p, Stretch)).count("\n") == 4


@pytest.mark.parametrize(
    ("content", "cue"),
    [
        ('<voice name="bf_emma">word</voice>', Cue("bf_emma")),
        ('<voice gender="male" xml:lang="de">word</voice>', Cue(language="de", gender="male")),
        ('<voice languages="fr it">word</voice>', Cue(language="fr")),
        ('<lang xml:lang="fr-FR">word</lang>', Cue(language="fr-FR")),
        ('<p xml:lang="de">word</p>', Cue(language="de")),
        ('<prosody rate="slow">word</prosody>', Cue(rate=0.75)),
        ('<prosody rate="80%">word</prosody>', Cue(rate=0.8)),
        ('<prosody rate="+50%">word</prosody>', Cue(rate=1.5)),
        ('<prosody rate="-50%">word</prosody>', Cue(rate=0.5)),
        ('<prosody rate="1.2">word</prosody>', Cue(rate=1.2)),
        ('<prosody rate="2"><prosody rate="0.5">word</prosody></prosody>', Cue()),
        ('<voice name="a"><prosody rate="2">x</prosody>word</voice>', Cue("a")),
        ('<voice name="a"><voice name="b">x</voice></voice>word', Cue()),
    ],
)
def test_how_a_word_is_spoken(content: str, cue: Cue) -> None:
    assert cue_of(content, "word") == cue


def test_a_mark_ends_no_sentence() -> None:
    assert said('One <mark name="here"/>two <mark name="end"/>') == [
        "One",
        "<here>",
        "two",
        "<end>",
    ]
    pieces = read_ssml(SPEAK.format('One <mark name="here"/>two')).pieces
    assert not any(p.begins for p in pieces if isinstance(p, Stretch))


@pytest.mark.parametrize(
    ("content", "warning"),
    [
        ("<foo>bar</foo>", "There is no element 'foo' here; its text is spoken."),
        ("<amazon:effect name='whispered'>bar</amazon:effect>", "There is no element 'effect'"),
        ("<prosody pitch='high'>bar</prosody>", "and not the pitch"),
        ("<prosody rate='quick'>bar</prosody>", "A rate is"),
        ("<break time='soon'/>bar", "A break has"),
        ("<audio>bar</audio>", "Audio is not played"),
    ],
)
def test_what_is_not_known_is_spoken_with_a_warning(content: str, warning: str) -> None:
    read = read_ssml(SPEAK.format(content))
    assert "bar" in "".join(p.text for p in read.pieces if isinstance(p, Stretch))
    assert any(warning in one for one in read.warnings)


def test_warnings_are_told_once_and_are_few() -> None:
    many = "".join(f"<e{n}/><e0/>" for n in range(100))
    assert len(read_ssml(SPEAK.format(many)).warnings) == 20


@pytest.mark.parametrize(
    "text",
    [
        "Hello <break/> there",
        "<p>Hello <break/> there</p>",
        '<?xml version="1.0" encoding="utf-16"?>\n<speak>Hello <break/> there</speak>',
        '<!DOCTYPE speak PUBLIC "-//W3C//DTD SYNTHESIS 1.0//EN" "http://www.w3.org/synthesis.dtd">'
        "<speak>Hello <break/> there</speak>",
        "<!-- a comment --><speak>Hello <break/> there</speak>",
    ],
)
def test_documents_and_fragments_are_read(text: str) -> None:
    [stretch] = [p for p in read_ssml(text).pieces if isinstance(p, Stretch) if p.text.strip()]
    assert " ".join(stretch.text.split()) == "Hello [pause 0.500] there"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("<speak>\nHello <b>there</speak>", "line 2, column "),
        ("a & b", "line 1, column 4:"),
        ("<speak>", "line 1, column "),
        ("<speak>x</speak>y", "line 1, column "),
        ("<speak>&unknown;</speak>", "line 1, column "),
        ("<speak>\0</speak>", "line 1, column "),
        ("<a>" * 300 + "</a>" * 300, "line 1, column "),
        ("<a/>" * 50_000, "more than 20,000 elements"),
        ('<!DOCTYPE s [<!ENTITY a "b">]><speak>&a;</speak>', "a document type of its own"),
        ('<!-- --><!DOCTYPE s [<!ENTITY a "b">]><speak>&a;</speak>', "line 1"),
    ],
)
def test_what_is_no_ssml_is_refused_with_its_place(text: str, place: str) -> None:
    with pytest.raises(InvalidRequest, match="The SSML cannot be read: line") as raised:
        read_ssml(text)
    assert place in raised.value.message


def test_no_file_is_read_and_no_entity_expanded() -> None:
    """Neither by a document type of its own, nor by an XInclude, which stays an element."""
    xinclude = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd"/>'
    read = read_ssml(SPEAK.format(f"One {xinclude}two"))
    assert "".join(p.text for p in read.pieces if isinstance(p, Stretch)) == "One two"
    lol = '<!DOCTYPE s [<!ENTITY a "' + "ha" * 1000 + '">' + "]><speak>" + "&a;" * 1000 + "</speak>"
    with pytest.raises(InvalidRequest):
        read_ssml(lol)


@pytest.mark.parametrize(
    "text",
    [
        "<s>a</s>" * 9_000,
        '<mark name="x"/>a' * 9_000,
        "&eacute;" * 25_000,
        "<a " + " ".join(f'x{n}="1"' for n in range(15_000)) + "/>",
        "<e>" * 200 + "x" * 150_000 + "</e>" * 200,
        " " * 200_000,
    ],
)
def test_a_long_document_takes_time_in_proportion(text: str) -> None:
    began = time.process_time()
    read_ssml(text)
    assert time.process_time() - began < 30
