"""A language is the same however it is written, and nonsense is none."""

import pytest

from frontend.voices.languages import known_language, language_tag


@pytest.mark.parametrize(
    ("spelling", "tag"),
    [
        ("en", "en"),
        ("en-US", "en-US"),
        ("en_US", "en-US"),
        ("EN-us", "en-US"),
        ("en-us", "en-US"),
        ("en_US.UTF-8", "en-US"),
        ("de_DE@euro", "de-DE"),
        (" en  us ", "en-US"),
        ("en-UK", "en-GB"),
        ("eng", "en"),
        ("ENG", "en"),
        ("eng-GB", "en-GB"),
        ("deu", "de"),
        ("ger", "de"),
        ("fre", "fr"),
        ("English", "en"),
        ("american english", "en-US"),
        ("British English", "en-GB"),
        ("English (US)", "en-US"),
        ("English (United Kingdom)", "en-GB"),
        ("Portuguese (Brazil)", "pt-BR"),
        ("Brazilian Portuguese", "pt-BR"),
        ("Deutsch", "de"),
        ("français", "fr"),
        ("FRANÇAIS", "fr"),
        ("español", "es"),
        ("中文", "zh"),
        ("日本語", "ja"),
        ("हिन्दी", "hi"),
        ("Mandarin", "zh"),
        ("cmn", "zh"),
        ("zh-cmn-Hans-CN", "zh-Hans-CN"),
        ("zh_Hans_CN", "zh-Hans-CN"),
        ("zh-hant", "zh-Hant"),
        ("zh-yue", "yue"),
        ("pt_br", "pt-BR"),
        ("ptbr", "ptbr"),
        ("iw", "he"),
        ("jp", "ja-JP"),
        ("cn", "zh-CN"),
        ("es-419", "es-419"),
        ("sl-rozaj", "sl"),
        ("und", ""),
        ("mul", ""),
        ("", ""),
        ("klingonese", "klingonese"),
        ("???", "???"),
        ("-", "-"),
        ("e" * 40, "e" * 40),
    ],
)
def test_a_language_has_one_tag(spelling: str, tag: str) -> None:
    assert language_tag(spelling) == tag


@pytest.mark.parametrize("spelling", ["und", "klingonese", "???", "-", "x" * 400, "ptbr", "\0"])
def test_what_is_no_language_is_none(spelling: str) -> None:
    assert known_language(spelling) == ""
