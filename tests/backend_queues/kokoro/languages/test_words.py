"""Words of Chinese and Japanese have the names that are written, and misaki's phonemes."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from backend_queues.provisioning.install import prepare
from tests.backend_queues.rendering import run_in_environment

pytestmark = pytest.mark.weights

# Texts of which every phoneme is misaki's.
SAME = [
    ("zh", "今天天气很好，我们走吧。"),
    ("zh", "“你好”，他说：我们走吧……（笑）"),
    ("zh", "，开头有标点"),
    ("zh", "我有3个苹果，25%的人，2024年5月3日。"),
    ("zh", "《红楼梦》是一部书？北京—上海！"),
    ("zh", "价格5.5元\n第二行  很好"),
    ("zh", "二零二四年，价格三千五百点五零元。"),
    ("zh", "𠮷野家【方】『引号』"),
    ("ja", "今日はいい天気です。"),
    ("ja", "「こんにちは」と言った。"),
    ("ja", "行ってきます。「あっ」と言って、ちょっと待って！"),
    ("ja", "えっ？まさか…（笑）"),
    ("ja", "東京タワー・大阪城"),
    ("ja", "5〜10人ください、1500円です"),
    ("ja", "、始まり　全角スペース"),
    ("ja", "ｶﾀｶﾅと１２３"),
    ("ja", "😊楽しい人々、〃ゝ"),
    ("ja", "価格は千五百円、円周率は三点一四です。"),
]
CHINESE_NUMBERS = "电话一三八零零一三八零零零，价格三千五百点五零元。"
JAPANESE_NUMBERS = "十月一日と五月三日、四時十分に三本、電話はゼロキュウゼロ。"
MIXED = [("zh", "我们用GPT写 hello world 吧"), ("ja", "GPTとiPhoneを使う。")]
TEXTS = [*SAME, ("zh", CHINESE_NUMBERS), ("ja", JAPANESE_NUMBERS), *MIXED]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    prepare("kokoro", print)
    folder = tmp_path_factory.mktemp("words")
    texts, report = folder / "texts.json", folder / "report.json"
    texts.write_text(json.dumps(TEXTS))
    run_in_environment("kokoro", Path(__file__).with_name("probe.py"), str(texts), str(report))
    result: list[dict[str, Any]] = json.loads(report.read_text())
    return result


def of(found: list[dict[str, Any]], text: str) -> dict[str, Any]:
    return next(one for one, (_, own) in zip(found, TEXTS, strict=True) if own == text)


@pytest.mark.parametrize("text", [text for _, text in SAME])
def test_the_phonemes_are_misakis(found: list[dict[str, Any]], text: str) -> None:
    assert of(found, text)["own"] == of(found, text)["misaki"]


@pytest.mark.parametrize("text", [text for _, text in TEXTS])
def test_the_words_are_the_texts(found: list[dict[str, Any]], text: str) -> None:
    words = of(found, text)["words"]
    position = 0
    for word in words:
        position = text.index(word, position) + len(word)
    assert re.sub(r"\W", "", "".join(words)) == re.sub(r"[\W〃ゝ𠮷]", "", text)


def test_words_are_those_of_the_dictionary(found: list[dict[str, Any]]) -> None:
    assert of(found, SAME[0][1])["words"] == ["今天天气", "很", "好", "我们", "走", "吧"]
    assert of(found, SAME[8][1])["words"] == ["今日", "は", "いい", "天気", "です"]
    assert of(found, MIXED[1][1])["words"] == ["GPT", "と", "iPhone", "を", "使う"]


def test_each_digit_of_a_chinese_telephone_number_is_heard(found: list[dict[str, Any]]) -> None:
    phonemes = of(found, CHINESE_NUMBERS)["phonemes"].replace(" ", "")
    assert "i→sa→npa→li↗ŋli↗ŋi→sa→npa→li↗ŋli↗ŋli↗ŋ" in phonemes
    assert "sa→nʨʰjɛ→nu↓pai↓tjɛ↓nu↓li↗ŋ" in phonemes


def test_japanese_dates_times_and_counters_are_read_as_people_say_them(
    found: list[dict[str, Any]],
) -> None:
    result = of(found, JAPANESE_NUMBERS)
    heard = dict(zip(result["words"], result["heard"], strict=True))
    assert heard["一日"] == "ʦɨitaʨi"
    assert heard["三日"] == "mʲiʔka"
    assert heard["四時"] == "joʥi"
    assert heard["十分"] == "ʥɨʔpɯɴ"
    assert heard["三本"] == "samboɴ"
    assert heard["ゼロキュウゼロ"] == "ʣeɾokʲɨɯʣeɾo"
