"""Square brackets: links say their text, citations nothing, and other words are spoken."""

import pytest

from frontend.text import SpeakableFilter, drop_tags
from tests.frontend.text.texts import spoken, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "He cast [Fireball] at the wolf. [Level Up] You gained 100 exp. Press [Enter], dear "
            "[Your Name]. [T]he court ruled.",
            "He cast Fireball at the wolf. Level Up You gained 100 exp. Press Enter, dear Your "
            "Name. The court ruled.",
        ),
        ("[laugh] He [sighs] went [Clears throat] on.", "He went on."),
        ("[Shift][Enter] it is", "Shift Enter it is"),
        (
            "a[i], list[str], dog[s], un[for]given [Level Up]You",
            "a i, list str, dogs, unforgiven Level Up You",
        ),
        ("[Alice]: Hello there.", "Alice: Hello there."),
        ("[a [b] c] and [sic]", "a b c and sic"),
        ("the interval [1, 5] of [2024]", "the interval [1, 5] of [2024]"),
    ],
)
def test_words_in_brackets_are_spoken(text: str, expected: str) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See [the report](my file.pdf).", "See the report."),
        ("See [it](</a b/c d.html>) and [x](./my notes/a).", "See it and x."),
        ("See [the docs][docs-1] and [this][].", "See the docs and this."),
        ("[see [the docs]](u.html) now", "see the docs now"),
        ("see [this]( https://a.b ) now", "see this now"),
        ("[docs](/docs/) and [a](/a/b/)", "docs and a"),
        ("[docs]: https://a.b/c 'The docs'\nNext line", "Next line"),
        ("See [the docs][1].\n\n[1]: https://a.b/c\nNext line", "See the docs. Next line"),
        ("![a cat](my cat.png) here", "a cat here"),
        ("[Fireball](see page three) hits", "Fireball(see page three) hits"),
        ("go to https://a.b/c?d=1 now", "go to https://a.b/c?d=1 now"),
    ],
)
def test_links_say_their_text(text: str, expected: str) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is so[1]. And so [2, 3]; so [4-6] too[7–9].", "It is so. And so ; so too."),
        ("As shown[^1] and[^a-note].", "As shown and."),
        ("[^1]: The note itself.", "The note itself."),
        ("x[1](#n1) y [[2]](#n2)", "x y"),
    ],
)
def test_marks_of_notes_and_sources_are_silent(text: str, expected: str) -> None:
    assert words(text) == expected


PHONEMES = "[Kokoro](/kˈOkəɹO wˈʌn. tˈu, θɹˈi/)"


def test_phonemes_come_through_as_one() -> None:
    assert words(f"{PHONEMES} is small.") == f"{PHONEMES} is small."
    long = "word " * 70
    cut = [segment.text for segment in spoken(f"{long}{PHONEMES} {long}")]
    assert sum(PHONEMES in text for text in cut) == 1


def test_what_is_too_long_for_phonemes_is_an_address() -> None:
    assert words(f"[a](/{'ˈa' * 101}/) b") == "a b"
    assert words(f"[a](/{'ˈa' * 99}/) b") == f"[a](/{'ˈa' * 99}/) b"


def test_a_link_within_a_word_of_brackets_needs_no_end() -> None:
    speech = SpeakableFilter()
    said = "".join(map(speech.push, "[a" * 200)) + speech.flush()
    assert drop_tags(said, ()).count("a") == 200
