"""Titles, formulas and signs."""

import re

from frontend.text.normalisation.hindi.words import SIGNED, by_digit, spoken
from frontend.text.normalisation.rule import Rule

_TITLES = {
    "डॉ": "डॉक्टर", "डा": "डॉक्टर", "प्रो": "प्रोफेसर", "इं": "इंजीनियर", "ले": "लेफ्टिनेंट", "वै": "वैज्ञानिक",
    "कु": "कुमारी", "मा": "मास्टर", "पं": "पंडित", "श्रीम": "श्रीमती", "मो": "मोहम्मद", 
    "सं": "संख्या", "पृ": "पृष्ठ", "नं": "नंबर", "श्री": "श्री", "क्र.सं": "क्रम संख्या", "क्र": "क्रमांक",
}  # fmt: skip
_POWERS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_INDICES = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_NAMED_POWERS = {"2": "का वर्ग", "3": "का घन"}
_GREEK = {
    "α": "अल्फ़ा", "β": "बीटा", "γ": "गामा", "δ": "डेल्टा", "Δ": "डेल्टा", "ε": "एप्सिलॉन",
    "θ": "थीटा", "λ": "लैम्डा", "μ": "म्यू", "π": "पाई", "ρ": "रो", "σ": "सिग्मा", "Σ": "सिग्मा",
    "τ": "टाउ", "φ": "फ़ाई", "ω": "ओमेगा", "Ω": "ओमेगा",
}  # fmt: skip
_BETWEEN = {"+": "प्लस", "=": "बराबर", "×": "गुणा", "÷": "भाग", "<": "से कम", ">": "से अधिक",
            "≤": "से कम या बराबर", "≥": "से अधिक या बराबर", "≠": "बराबर नहीं", "≈": "लगभग बराबर",
            "±": "प्लस माइनस", "*": "गुणा"}  # fmt: skip
_ALONE = {"&": "और", "√": "वर्गमूल", "∞": "अनंत", "°": "डिग्री", "±": "प्लस माइनस", "≈": "लगभग",
          "→": "से", "№": "नंबर"}  # fmt: skip
_SIDE = r"[0-9A-Za-z\u0370-\u03ff²³)]"
_OTHER_SIDE = r"[0-9A-Za-z\u0370-\u03ff√(]"


def _power(match: re.Match[str]) -> str:
    power = match["power"].translate(_POWERS)
    return f"{_NAMED_POWERS.get(power) or f'की घात {spoken(power)}'}"


def _comparison(match: re.Match[str]) -> str:
    """Return x ≤ 5 in the order of Hindi, which ends in the comparison."""
    return f"{match['side']} {spoken(match['other'])} {_BETWEEN[match['sign']]}"


_TITLE = re.compile(
    rf"(?<![\u0900-\u0963])(?P<title>{'|'.join(_TITLES)})\.(?=\s?[\u0900-\u0963A-Z0-9])|(?<![\u0900-\u0963])(?P<doctor>डॉ)(?=\s)"
)
_POWER = re.compile(r"(?<=[0-9A-Za-z)\u0370-\u03ff])(?P<power>[⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,6})")
_INDEX = re.compile("[₀₁₂₃₄₅₆₇₈₉]{1,9}")
_OPERATOR = re.compile(
    rf"(?<={_SIDE})\s?(?P<sign>[{re.escape(''.join(_BETWEEN))}])\s?(?={_OTHER_SIDE})"
)
_SIGN = re.compile(f"[{re.escape(''.join(_ALONE))}]")
_GREEK_LETTER = re.compile(f"(?<![\u0370-\u03ff])[{''.join(_GREEK)}](?![\u0370-\u03ff])")

_COMPARISON = re.compile(
    rf"(?<![0-9A-Za-z+*/=<>≤≥-])(?P<side>[A-Za-z\u0370-\u03ff]{{1,20}})\s?(?P<sign>[<>≤≥])\s?"
    rf"(?P<other>{SIGNED})(?![0-9A-Za-z.,]|\s?[-+*/=<>≤≥×÷])"
)
_EQUALS = re.compile(r"(?<=[^\s=<>!])\s?=\s?(?=[^\s=>])")
_ABOUT = re.compile(r"(?<![0-9A-Za-z\u0900-\u0963~])~\s?(?=[0-9₹$€£])")
_PLUS = re.compile(r"(?<![0-9A-Za-z+])\+(?=[0-9])")

COMPARISONS = [  # before numbers
    Rule("comparison", _COMPARISON, _comparison, needs="<>≤≥"),
    Rule("about", _ABOUT, lambda _: "लगभग", needs="~"),
]
RULES = [
    Rule("title", _TITLE, lambda match: _TITLES[match["title"] or match["doctor"]], needs=".डॉ"),
    Rule("power", _POWER, _power, needs="⁰¹²³⁴⁵⁶⁷⁸⁹"),
    Rule("index", _INDEX, lambda match: by_digit(match[0].translate(_INDICES)), needs="₀₁₂₃₄₅₆₇₈₉"),
    Rule("operator", _OPERATOR, lambda match: _BETWEEN[match["sign"]], needs="".join(_BETWEEN)),
    Rule("equals", _EQUALS, lambda _: "बराबर", needs="="),
    Rule("plus", _PLUS, lambda _: "प्लस", needs="+"),
    Rule("sign", _SIGN, lambda match: _ALONE[match[0]], needs="".join(_ALONE)),
    Rule("Greek letter", _GREEK_LETTER, lambda match: _GREEK[match[0]], needs="".join(_GREEK)),
]
