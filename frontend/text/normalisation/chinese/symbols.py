"""Formulas, signs and characters that voices leave out."""

import re

from frontend.text.normalisation.chinese.words import spoken
from frontend.text.normalisation.rule import Rule

_POWERS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_INDICES = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "零一二三四五六七八九")
_NAMED_POWERS = {"2": "平方", "3": "立方"}
_GREEK = {
    "α": "阿尔法", "β": "贝塔", "γ": "伽马", "δ": "德尔塔", "Δ": "德尔塔", "ε": "艾普西隆",
    "θ": "西塔", "λ": "兰姆达", "μ": "缪", "π": "派", "ρ": "柔", "σ": "西格马", "Σ": "西格马",
    "τ": "陶", "φ": "斐", "ω": "欧米伽", "Ω": "欧米伽",
}  # fmt: skip
_BETWEEN = {"+": "加", "=": "等于", "×": "乘", "÷": "除以", "<": "小于", ">": "大于",
            "≤": "小于等于",
            "≥": "大于等于", "≠": "不等于", "≈": "约等于", "±": "正负", "*": "乘"}  # fmt: skip
_ALONE = {"&": "和", "√": "根号", "∞": "无穷大", "°": "度", "±": "正负", "≈": "约等于",
          "≥": "大于等于",
          "≤": "小于等于", "≠": "不等于", "→": "到", "№": "编号", "§": "第"}  # fmt: skip
_SIDE = r"[0-9A-Za-z\u0370-\u03ff²³)π]"
_OTHER_SIDE = r"[0-9A-Za-z\u0370-\u03ff√(]"


def raised(power: str) -> str:
    return f"的{_NAMED_POWERS.get(power) or f'{spoken(power)}次方'}"


# Of an amount alone: <5%.
_LIMIT = re.compile(r"(?<![0-9A-Za-z\u0370-\u03ff\u4e00-\u9fff<>=)\-])(?P<sign>[<>])(?=[0-9])")
_ZERO = re.compile("〇|(?<=[一二三四五六七八九])[○Ｏ](?=[一二三四五六七八九○])")
_POWER = re.compile(r"(?<=[0-9A-Za-z)\u0370-\u03ff])(?P<power>[⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,6})")
_INDEX = re.compile("[₀₁₂₃₄₅₆₇₈₉]{1,9}")
_OPERATOR = re.compile(
    rf"(?<={_SIDE})\s?(?P<sign>[{re.escape(''.join(_BETWEEN))}])\s?(?={_OTHER_SIDE})"
)
_SIGN = re.compile(f"[{re.escape(''.join(_ALONE))}]")
_GREEK_LETTER = re.compile(f"(?<![\u0370-\u03ff])[{''.join(_GREEK)}](?![\u0370-\u03ff])")

_EQUALS = re.compile(r"(?<=[^\s=<>!])\s?=\s?(?=[^\s=>])")
# After words: "用手机>4小时".
_COMPARED = re.compile(
    r"(?<=[\u4e00-\u9fff])\s?(?P<sign>[<>≤≥])\s?(?=[0-9零一二三四五六七八九十百])"
)
_OR_OLDER = re.compile(r"(?<=岁)\+")
_OR_MORE = re.compile(r"(?<=[0-9万亿千百十%])\+(?=[，。；、！？）)\s]|$)")
_PLUS = re.compile(r"(?<![0-9A-Za-z+])\+(?=[0-9零一二三四五六七八九十百])")

RULES = [
    Rule("zero", _ZERO, lambda _: "零", needs="〇○"),
    Rule(
        "power", _POWER, lambda match: raised(match["power"].translate(_POWERS)), needs="⁰¹²³⁴⁵⁶⁷⁸⁹"
    ),
    Rule("index", _INDEX, lambda match: match[0].translate(_INDICES), needs="₀₁₂₃₄₅₆₇₈₉"),
    Rule("operator", _OPERATOR, lambda match: _BETWEEN[match["sign"]], needs="".join(_BETWEEN)),
    Rule("equals", _EQUALS, lambda _: "等于", needs="="),
    Rule("compared", _COMPARED, lambda match: _BETWEEN[match["sign"]], needs="<>≤≥"),
    Rule("limit", _LIMIT, lambda match: _BETWEEN[match["sign"]], needs="<>"),
    Rule("or older", _OR_OLDER, lambda _: "以上", needs="+"),
    Rule("or more", _OR_MORE, lambda _: "加", needs="+"),
    Rule("plus", _PLUS, lambda _: "加", needs="+"),
    Rule("sign", _SIGN, lambda match: _ALONE[match[0]], needs="".join(_ALONE)),
    Rule("Greek letter", _GREEK_LETTER, lambda match: _GREEK[match[0]], needs="".join(_GREEK)),
]
