"""What is read digit by digit or sign by sign: telephones, identifiers, versions, addresses."""

import re

from frontend.text.normalisation.asian.addresses import Addresses
from frontend.text.normalisation.asian.numbers import follows
from frontend.text.normalisation.japanese.words import said, spoken
from frontend.text.normalisation.rule import DIGIT, Rule

_NAMED = re.compile(
    "(?:電話番号|電話|携帯|番号|会員番号|口座番号|受付番号|暗証番号|郵便番号|口座|コード|パスワード|"
    "FAX|TEL|Tel|ID|フリーダイヤル|内線|ISBN(?:-1[03])?)"
    r"(?:は|が|の|、|:|\.|\s){0,3}\Z"
)
_SIGNS = {".": "ドット", "@": "アットマーク", "/": "スラッシュ", "-": "ハイフン",
          "_": "アンダーバー", ":": "コロン", "?": "クエスチョン", "=": "イコール", "&": "アンド",
          "#": "シャープ", "+": "プラス", "%": "パーセント", "~": "チルダ"}  # fmt: skip
_POINT = "点"
_FEWEST_DIALLED = 7  # digits


def _digits(match: re.Match[str]) -> str:
    plus = "プラス" if match[0].startswith("+") else ""
    groups = re.findall(r"[0-9]{1,400}", match[0])
    return f"{plus}{'、'.join(map(said, groups))}"


def _telephone(match: re.Match[str]) -> str | None:
    digits = sum(map(str.isdecimal, match[0]))
    return _digits(match) if digits >= _FEWEST_DIALLED else None  # a rise: "+123円"


def _named(match: re.Match[str]) -> str | None:
    return _digits(match) if follows(_NAMED, match) else None


def _dotted(match: re.Match[str]) -> str:
    return "ドット".join(map(said, match[0].split(".")))


def _version(match: re.Match[str]) -> str:
    return _POINT.join(map(spoken, match["number"].split(".")))


def _named_version(match: re.Match[str]) -> str:
    return f"バージョン{_version(match)}"


_IP_ADDRESS = re.compile(r"(?<![0-9.])[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?![0-9]|\.[0-9])")
_NAMED_VERSION = re.compile(
    r"(?<![A-Za-z])[vV](?:er\.?)?\s?(?P<number>[0-9]{1,4}(?:\.[0-9]{1,6}){0,3})"
    r"(?![0-9A-Za-z]|\.[0-9])"
)
_VERSION = re.compile(
    r"(?<![0-9.MTSHR])(?<![MTSHR]\.)"
    r"(?!(?:19|20)[0-9]{2}\.[0-9]{1,2}\.[0-9]{1,2}(?![0-9.]))"
    r"(?P<number>[0-9]{1,4}(?:\.[0-9]{1,6}){2,3})(?![0-9]|\.[0-9])"
)
_NAMED_NUMBER = re.compile(
    r"(?<![0-9])(?<![0-9][.,/:\-])[0-9]{3,40}(?:[- ][0-9]{1,12}){0,4}"
    r"(?![0-9]|[.,/:][0-9]|[年月日円個人本時分])"
)
_TELEPHONE = re.compile(
    r"(?<![0-9A-Za-z.\-])(?:"
    r"\+[0-9]{1,3}(?:[- ]?\(?[0-9]{1,5}\)?){2,5}"
    r"|\(?0[0-9]{1,4}\)?[- ]?[0-9]{1,4}[- ][0-9]{3,4}|\(0[0-9]{1,4}\)[0-9]{1,4}-?[0-9]{4}"
    r"|0[5789]0[0-9]{8}|0120[0-9]{6}"
    r"|0[0-9]{1,4}\([0-9]{1,4}\)[0-9]{4}"
    r")(?![0-9]|[-.][0-9])"
)
_POSTAL_CODE = re.compile(r"〒\s?(?:[0-9]{3}-?[0-9]{4})(?![0-9])")
_IDENTIFIER = re.compile(r"(?<![0-9.,])(?:[0-9]{13,400}|0[0-9]{2,11})(?![0-9]|[.,][0-9])")

_STOREY = re.compile(r"(?<![0-9A-Za-z.\-])(?P<below>B)?(?P<storey>[1-9][0-9]?)F(?![0-9A-Za-z])")
_NUMBER_SIGN = re.compile(r"(?<![0-9A-Za-z#&/])#\s?(?=[0-9]{1,9}(?![0-9A-Za-z#]))")
# Of a batter or a team: 打率.310.
_BATTING = re.compile(
    r"(?:(?<=打率)|(?<=勝率)|(?<=塁率))[は：:]?\s?0?\.(?P<tenths>[0-9])(?P<more>[0-9]{2})(?![0-9])"
)

_BLOOD_PRESSURE = re.compile(
    r"血圧(?:は|が|も|:|\s){0,2}(?P<here>(?P<upper>[0-9]{2,3})/(?P<lower>[0-9]{2,3})"
    r"(?P<unit>\s?mmHg)?)(?![0-9/])"
)


def _storey(match: re.Match[str]) -> str:
    return f"{'地下' if match['below'] else ''}{spoken(match['storey'])}階"


def _batting(match: re.Match[str]) -> str:
    digits = match["tenths"] + match["more"]
    parts = zip(digits, ("割", "分", "厘"), strict=True)
    return "".join(f"{spoken(digit)}{name}" for digit, name in parts if digit != "0")


def _blood_pressure(match: re.Match[str]) -> str:
    unit = "ミリメートルエイチジー" if match["unit"] else ""
    return f"{spoken(match['upper'])}の{spoken(match['lower'])}{unit}"


RULES = [
    Rule("blood pressure", _BLOOD_PRESSURE, _blood_pressure, needs="/"),
    Rule("batting average", _BATTING, _batting, needs="率"),
    Rule("storey", _STOREY, _storey, needs="F"),
    Rule("number sign", _NUMBER_SIGN, lambda _: "ナンバー", needs="#"),
    *Addresses(_SIGNS, said).rules(),
    Rule("IP address", _IP_ADDRESS, _dotted, needs=DIGIT),
    Rule("named version", _NAMED_VERSION, _named_version, needs="vV"),
    Rule("version", _VERSION, _version, needs=DIGIT),
    Rule("named number", _NAMED_NUMBER, _named, needs=DIGIT),
    Rule("telephone", _TELEPHONE, _telephone, needs=DIGIT),
    Rule("postal code", _POSTAL_CODE, _digits, needs="〒"),
    Rule("identifier", _IDENTIFIER, _digits, needs=DIGIT),
]
