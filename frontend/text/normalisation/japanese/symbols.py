"""Formulas, signs and characters that voices leave out."""

import re

from frontend.text.normalisation.japanese.words import MINUS_WORD, said, spoken
from frontend.text.normalisation.rule import Rule

_POWERS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_INDICES = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_GREEK = {
    "α": "アルファ", "β": "ベータ", "γ": "ガンマ", "δ": "デルタ", "Δ": "デルタ", "ε": "イプシロン",
    "θ": "シータ", "λ": "ラムダ", "μ": "ミュー", "π": "パイ", "ρ": "ロー", "σ": "シグマ",
    "Σ": "シグマ", "τ": "タウ", "φ": "ファイ", "ω": "オメガ", "Ω": "オメガ",
}  # fmt: skip
_BETWEEN = {"+": "プラス", "=": "イコール", "×": "かける", "÷": "割る", "<": "小なり",
            ">": "大なり",
            "≤": "小なりイコール", "≥": "大なりイコール",
            "≠": "ノットイコール", "≈": "ニアリーイコール", "≒": "ニアリーイコール",
            "±": "プラスマイナス", "*": "かける"}  # fmt: skip
_ALONE = {"&": "アンド", "∞": "無限大", "°": "度", "±": "プラスマイナス", "≈": "約", "≒": "約",
          "№": "ナンバー", "℡": "電話",
          "→": "から", "〒": "郵便番号"}  # fmt: skip
_SIDE = r"[0-9A-Za-z\u0370-\u03ff²³)]"
_OTHER_SIDE = r"[0-9A-Za-z\u0370-\u03ff√(]"


def raised(power: str) -> str:
    return f"の{spoken(power)}乗"


_COMPANIES = {"株": "株式会社", "有": "有限会社", "㈱": "株式会社", "㈲": "有限会社"}
_COMPANY = re.compile(r"[(（](?P<short>[株有])[)）]|(?P<sign>[㈱㈲])")
_OR_MORE = re.compile(r"(?<=[0-9])\+(?=[、。）)\s]|\Z)")
_OR_OLDER = re.compile(r"(?<=[歳才人名個点])\+(?![0-9A-Za-z])")
_ZERO = re.compile("(?<=[一二三四五六七八九〇])〇|〇(?=[一二三四五六七八九])")
_POWER = re.compile(r"(?<=[0-9A-Za-z)\u0370-\u03ff])(?P<power>[⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,6})")
_INDEX = re.compile("[₀₁₂₃₄₅₆₇₈₉]{1,9}")
_OPERATOR = re.compile(
    rf"(?<={_SIDE})\s?(?P<sign>[{re.escape(''.join(_BETWEEN))}])\s?(?={_OTHER_SIDE})"
)
_SIGN = re.compile(f"[{re.escape(''.join(_ALONE))}]")
_GREEK_LETTER = re.compile(f"(?<![\u0370-\u03ff])[{''.join(_GREEK)}](?![\u0370-\u03ff])")

_EQUALS = re.compile(r"(?<=[^\s=<>!])\s?=\s?(?=[^\s=>])")
_PLUS = re.compile(r"(?<![0-9A-Za-z+])\+(?=[0-9])")
_FALLEN = re.compile(r"[▲△]\s?(?=[¥￥$]?\s?[0-9])")  # how accounts mark what is less
_TRIANGLE = re.compile("[▲△]")

RULES = [
    Rule(
        "company",
        _COMPANY,
        lambda match: _COMPANIES[match["short"] or match["sign"]],
        needs="株有㈱㈲",
    ),
    Rule("zero", _ZERO, lambda _: "ゼロ", needs="〇"),
    Rule(
        "power",
        _POWER,
        lambda match: raised(match["power"].translate(_POWERS)),
        needs="⁰¹²³⁴⁵⁶⁷⁸⁹",
    ),
    Rule("index", _INDEX, lambda match: said(match[0].translate(_INDICES)), needs="₀₁₂₃₄₅₆₇₈₉"),
    Rule("operator", _OPERATOR, lambda match: _BETWEEN[match["sign"]], needs="".join(_BETWEEN)),
    Rule("equals", _EQUALS, lambda _: "イコール", needs="="),
    Rule("or more", _OR_MORE, lambda _: "プラス", needs="+"),
    Rule("or older", _OR_OLDER, lambda _: "以上", needs="+"),
    Rule("plus", _PLUS, lambda _: "プラス", needs="+"),
    Rule("fallen", _FALLEN, lambda _: MINUS_WORD, needs="▲△"),
    Rule("triangle", _TRIANGLE, lambda _: "", needs="▲△"),
    Rule("sign", _SIGN, lambda match: _ALONE[match[0]], needs="".join(_ALONE)),
    Rule("Greek letter", _GREEK_LETTER, lambda match: _GREEK[match[0]], needs="".join(_GREEK)),
]
