"""Words of other scripts in a text in Latin letters are transliterated, or left out."""

import pytest

from frontend.text.normalisation import Reading, Replaced, normalise

CASE = "東京 is Tokyo. Привет means hello. 你好!"


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        (CASE, "Dong Jing is Tokyo. Privet means hello. Ni Hao!"),
        ("She said Здравствуйте, Пётр.", "She said Zdravstvuyte, Pyotr."),
        ("Ельцин left the СССР for Москва.", "Yeltsin left the SSSR for Moskva."),
        ("Киев and София", "Kiev and Sofiya"),
        ("Αθήνα is Athens, λόγος a word.", "Athina is Athens, logos a word."),
        ("ラーメン and すし in とうきょう", "ramen and sushi in tokyo"),
        ("ちょっと, がっこう, シャツ, マッチ", "chotto, gakko, shatsu, matchi"),
        ("パーティー and ジャズ", "pati and jazu"),
        ("こんにちは, all", "konnichiwa, all"),
        ("안녕하세요 is Korean", "Annyeonghaseyo is Korean"),
        ("नमस्ते, हिन्दी and தமிழ்", "namaste, hindi and tamil"),
        ("สวัสดี means hello", "swasdi means hello"),
        ("ბათუმი and Երևան", "batumi and Erevan"),
        ("你好，世界。Next", "Ni Hao, Shi Jie. Next"),
        ("（東京）", "(Dong Jing)"),
        ("Дом 5", "Dom five"),
    ],
)
def test_a_word_is_said_as_it_would_be_written_in_latin_letters(written: str, spoken: str) -> None:
    assert normalise(written, "en-US").text == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("مرحبا means hello", " means hello"),
        ("They say שלום there.", "They say  there."),
        ("食べる means to eat", " means to eat"),
        ("東京（とうきょう）is it", "(tokyo) is it"),
    ],
)
def test_what_would_be_said_wrongly_is_left_out(written: str, spoken: str) -> None:
    assert normalise(written, "en").text == spoken


@pytest.mark.parametrize("written", ["مرحبا", "食べる", "東京です"])
def test_a_text_without_other_words_is_not_left_without_any(written: str) -> None:
    assert normalise(written, "en").text.strip(" .").isascii()
    assert any(map(str.isalpha, normalise(written, "en").text))


@pytest.mark.parametrize(
    ("language", "spoken"),
    [
        ("en", "the angle alpha, phi and delta t"),
        ("es", "the angle alfa, fi and delta t"),
        ("sv", "the angle alfa, fi and delta t"),
    ],
)
def test_a_greek_letter_that_stands_alone_is_named(language: str, spoken: str) -> None:
    assert normalise("the angle α, φ and Δt", language).text == spoken


@pytest.mark.parametrize("language", ["ru", "zh", "ja", "hi", "el", "ar", "ko", "und", "", "tlh"])
def test_it_is_only_done_where_latin_letters_are_the_languages_own(language: str) -> None:
    text = "Привет, Tokyo 東京 and Αθήνα"
    assert normalise(text, language).text == text


def test_it_is_not_done_for_a_backend_that_reads_other_scripts() -> None:
    assert normalise(CASE, "en", foreign=False).text == CASE


def test_words_of_latin_letters_with_marks_are_not_foreign() -> None:
    text = "Ærø, naïve café, Łódź, Đà Nẵng"
    assert normalise(text, "en").text == text


def test_it_is_known_which_word_stands_for_which() -> None:
    text = normalise("Say Привет now", "en")
    assert text.replaced == (Replaced(4, 10, 4, 10),)
    assert text.text[4:10] == "Privet"


def test_what_is_kept_stays() -> None:
    assert normalise("你好 and 你好", "en", given=[Reading(0, 2, "你好")]).text == "你好 and Ni Hao"


@pytest.mark.parametrize(
    ("written", "language", "spoken"),
    [
        ("Er hat ٣ Hunde", "de", "Er hat drei Hunde"),
        ("٣", "en", "three"),
        ("In १९८४ came ২০ of them", "en", "In nineteen eighty-four came twenty of them"),
        ("٣٥ चीज़ें", "hi", "पैंतीस चीज़ें"),
        ("共२०人", "zh", "共二十人"),
    ],
)
def test_digits_of_any_script_are_numbers(written: str, language: str, spoken: str) -> None:
    assert normalise(written, language).text == spoken
