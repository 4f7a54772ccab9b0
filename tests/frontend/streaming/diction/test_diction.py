"""Who decides how written words are said: the text, the request, the server, the backend."""

from dataclasses import replace
from pathlib import Path

import pytest

from backend_queues.errors import InvalidConfiguration
from frontend.protocol.wording import MAX_SAID_CHARS, MAX_WORD_CHARS, Normalisation, Wording
from frontend.streaming.diction.diction import Diction
from frontend.streaming.diction.lexicon_file import read_lexicons
from frontend.text.normalisation.pronunciations import Lexicon
from frontend.voices.voice_settings import VoiceSettings
from tests.support.core import VOICE
from tests.support.spelled import ASKED

ENGLISH = replace(VOICE, language="en-US")
SERVER = {"": Lexicon([("GIF", "jif")]), "fr": Lexicon([("GIF", "guif"), ("oui", "ouais")])}


def settings(asked: Normalisation = "", reads: tuple[str, ...] = (), **said: str) -> VoiceSettings:
    return replace(ENGLISH, wording=Wording(asked, said), reads=reads)


def test_the_words_of_a_request_go_before_those_of_the_server() -> None:
    diction = Diction("off", SERVER)
    assert diction.spoken("A GIF.", settings()).text == "A jif."
    assert diction.spoken("A GIF.", settings(GIF="gift")).text == "A gift."


def test_the_words_of_a_language_go_before_those_of_all() -> None:
    diction = Diction("off", SERVER)
    french = replace(ENGLISH, language="fr-FR")
    assert diction.spoken("GIF, oui.", french).text == "guif, ouais."
    assert diction.spoken("GIF, oui.", ENGLISH).text == "jif, oui."


def test_phonemes_reach_only_a_backend_that_takes_them() -> None:
    text = "[Kokoro](/kˈOkəɹO/) is small."
    plain = Diction("off").spoken(text, ENGLISH)
    assert (plain.written, plain.text) == ("Kokoro is small.", "Kokoro is small.")
    taken = Diction("off").spoken(text, replace(ENGLISH, phonemes=True))
    assert (taken.written, taken.text) == ("Kokoro is small.", text)


@pytest.mark.parametrize(
    ("server", "asked", "reads", "is_words"),
    [
        ("auto", "", (), True),
        ("auto", "", ("*",), False),
        ("auto", "", ("en",), False),
        ("auto", "", ("en-GB", "de"), True),
        ("auto", "on", ("*",), True),
        ("auto", "off", (), False),
        ("off", "", (), False),
        ("off", "auto", (), True),
        ("on", "", ("*",), True),
    ],
)
async def test_numbers_become_words_where_the_backend_does_not_read_them(
    server: Normalisation, asked: Normalisation, reads: tuple[str, ...], is_words: bool
) -> None:
    diction, voice_settings = Diction(server), settings(asked, reads)
    await diction.prepare(voice_settings)
    spoken = diction.spoken("I have 12 cats.", voice_settings).text
    assert spoken == ("I have twelve cats." if is_words else "I have 12 cats.")


def test_a_file_has_words_for_all_languages_and_for_some(tmp_path: Path) -> None:
    file = tmp_path / "words.yaml"
    file.write_text("GIF: jif\nfr:\n  oui: ouais\n")
    diction = Diction("off", read_lexicons(str(file)))
    assert diction.spoken("GIF, oui.", ENGLISH).text == "jif, oui."
    assert diction.spoken("GIF, oui.", replace(ENGLISH, language="fr")).text == "jif, ouais."
    assert read_lexicons("") == {}


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("- GIF", "no mapping"),
        ("5: five", "in quotes"),
        ("GIF: [1]", "in quotes"),
        ("a: b: c", "line 1"),
        ("!!python/object:os.system x", "python"),
        (f"{'x' * 81}: y", "80"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_of(tmp_path: Path, content: str, what: str) -> None:
    file = tmp_path / "words.yaml"
    file.write_text(content)
    with pytest.raises(InvalidConfiguration, match=what):
        read_lexicons(str(file))


@pytest.mark.parametrize(
    ("language", "reads", "is_words"),
    [
        ("en", ("en",), False),
        ("en", ("EN",), False),
        ("en-US", ("de", "en-US"), False),
        ("de-DE", ("en",), True),
        ("", ("en",), False),  # none is English
        ("", ("de",), True),
    ],
)
def test_what_a_backend_reads_in_a_language_it_reads_in_all_its_regions(
    language: str, reads: tuple[str, ...], is_words: bool
) -> None:
    voice_settings = replace(settings(reads=reads), language=language)
    assert ("12" not in Diction().spoken("I have 12 cats.", voice_settings).text) == is_words


@pytest.mark.parametrize(
    ("word", "said", "is_taken"),
    [
        ("x", "y", True),
        ("", "y", False),
        ("x" * MAX_WORD_CHARS, "y" * MAX_SAID_CHARS, True),
        ("x" * (MAX_WORD_CHARS + 1), "y", False),
        ("x", "y" * (MAX_SAID_CHARS + 1), False),
    ],
)
def test_a_word_of_a_file_has_some_length_and_how_it_is_said_too(
    tmp_path: Path, word: str, said: str, is_taken: bool
) -> None:
    file = tmp_path / "words.yaml"
    file.write_text(f'"{word}": "{said}"\n')
    if is_taken:
        assert read_lexicons(str(file))
        return
    with pytest.raises(InvalidConfiguration, match="a word has up to"):
        read_lexicons(str(file))


def test_a_file_has_so_many_words_in_all_its_sections(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("frontend.streaming.diction.lexicon_file.MOST_ENTRIES", 3)
    file = tmp_path / "words.yaml"
    file.write_text("GIF: jif\nfr:\n  oui: ouais\n  GIF: guif\n")
    assert len(read_lexicons(str(file))) == 2
    file.write_text(file.read_text() + "PNG: ping\n")
    with pytest.raises(InvalidConfiguration, match="more than 3 words"):
        read_lexicons(str(file))


@pytest.mark.parametrize(("fallback", "prepared"), [(True, {"en-US"}), (False, set())])
async def test_what_a_fallback_may_need_is_loaded_before(
    fallback: bool, prepared: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The backend reads numbers by itself, and those that may go on in its place do not."""
    loaded: set[str] = set()
    monkeypatch.setattr("frontend.streaming.diction.diction.prepare", loaded.add)
    await Diction().prepare(replace(ASKED, reads=("*",), fallback=fallback))
    assert loaded == prepared
