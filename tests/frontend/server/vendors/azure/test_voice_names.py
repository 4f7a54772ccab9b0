"""What Azure's names of voices tell, and where a document has the first."""

import pytest

from frontend.server.vendors.azure.voice_names import (
    as_locale,
    first_voice,
    locale_of,
    long_name,
    plain_name,
)

LONG = "Microsoft Server Speech Text to Speech Voice (de-DE, KatjaNeural)"


@pytest.mark.parametrize(
    ("name", "locale"),
    [
        ("en-US-JennyNeural", "en-US"),
        ("zh-CN-liaoning-XiaobeiNeural", "zh-CN"),
        ("sr-Latn-RS-NicholasNeural", "sr-Latn-RS"),
        ("fil-PH-BlessicaNeural", "fil-PH"),
        ("en-US-Ava:DragonHDLatestNeural", "en-US"),
        (LONG, "de-DE"),
        ("af_heart", ""),
        ("en_US-joe-medium", ""),
        ("en-US", ""),
        ("", ""),
    ],
)
def test_a_name_begins_with_its_language(name: str, locale: str) -> None:
    assert locale_of(name) == locale


def test_a_long_name_has_the_short_one() -> None:
    assert plain_name(LONG) == "KatjaNeural"
    assert plain_name(long_name("af_heart", "en-US")) == "af_heart"
    assert plain_name("en-US-JennyNeural") == "en-US-JennyNeural"


@pytest.mark.parametrize(
    ("document", "name"),
    [
        ("<speak><voice name='one'>a</voice><voice name='two'>b</voice></speak>", "one"),
        ('<speak><voice xml:lang="de-DE"\n  name = " x y ">a</voice></speak>', "x y"),
        ("<speak><voice gender='female'>a</voice></speak>", ""),
        ("<speak><voice name=''>a</voice></speak>", ""),
        ("<speak>name='one'</speak>", ""),
        ("<voice " * 10_000, ""),
    ],
)
def test_the_first_voice_of_a_document(document: str, name: str) -> None:
    assert first_voice(document) == name


@pytest.mark.parametrize(
    ("language", "locale"), [("en-us", "en-US"), ("DE", "de"), ("zh-Hans-cn", "zh-Hans-CN")]
)
def test_a_locale_has_azures_capitals(language: str, locale: str) -> None:
    assert as_locale(language) == locale
