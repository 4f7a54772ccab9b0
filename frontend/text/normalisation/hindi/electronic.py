"""Addresses of the web, of mail, of files and of machines, and letters by their names."""

import re

from frontend.text.normalisation.asian.addresses import FILE, MAIL, WEB
from frontend.text.normalisation.hindi.words import by_digit
from frontend.text.normalisation.rule import DIGIT, Rule

_LETTER_NAMES = (
    "ए", "बी", "सी", "डी", "ई", "एफ", "जी", "एच", "आई", "जे", "के", "एल", "एम", "एन", "ओ", "पी",
    "क्यू", "आर", "एस", "टी", "यू", "वी", "डब्ल्यू", "एक्स", "वाई", "ज़ेड",
)  # fmt: skip
_LETTERS = dict(zip("abcdefghijklmnopqrstuvwxyz", _LETTER_NAMES, strict=True))
# Names that are said as words; all others are spelled.
_WORDS = {
    "gmail": "जीमेल", "yahoo": "याहू", "hotmail": "हॉटमेल", "google": "गूगल", "live": "लाइव",
    "outlook": "आउटलुक", "rediffmail": "रेडिफ़मेल", "github": "गिटहब", "wikipedia": "विकिपीडिया",
    "amazon": "अमेज़ोन", "facebook": "फ़ेसबुक", "twitter": "ट्विटर", "youtube": "यूट्यूब",
    "instagram": "इंस्टाग्राम", "whatsapp": "व्हाट्सऐप", "linkedin": "लिंक्डइन",
    "netflix": "नेटफ़्लिक्स", "flipkart": "फ्लिपकार्ट", "microsoft": "माइक्रोसॉफ़्ट",
    "apple": "एप्पल", "zoom": "ज़ूम", "apache": "अपाची", "python": "पाइथन", "java": "जावा",
    "com": "कॉम", "org": "ऑर्ग", "net": "नेट", "info": "इन्फो", "in": "इन", "co": "को",
    "mail": "मेल", "email": "ईमेल", "blog": "ब्लॉग", "about": "अबाउट", "search": "सर्च",
    "home": "होम", "help": "हेल्प", "news": "न्यूज़", "shop": "शॉप", "user": "यूज़र",
    "users": "यूज़र्स", "data": "डेटा", "file": "फ़ाइल", "files": "फ़ाइल्स", "image": "इमेज",
    "images": "इमेजेज़", "video": "वीडियो", "index": "इंडेक्स", "login": "लॉगिन", "page": "पेज",
    "contact": "कॉन्टैक्ट", "support": "सपोर्ट", "admin": "एडमिन", "test": "टेस्ट",
    "desktop": "डेस्कटॉप", "downloads": "डाउनलोड्स", "download": "डाउनलोड",
    "documents": "डॉक्युमेंट्स", "document": "डॉक्युमेंट", "pictures": "पिक्चर्स",
    "music": "म्यूज़िक", "videos": "वीडियोज़", "program": "प्रोग्राम", "var": "वार",
    "local": "लोकल", "root": "रूट", "share": "शेयर", "green": "ग्रीन", "red": "रेड",
    "blue": "ब्लू", "black": "ब्लैक", "white": "व्हाइट", "india": "इंडिया", "delhi": "दिल्ली",
    "mumbai": "मुंबई", "office": "ऑफ़िस",
}  # fmt: skip
_SIGNS = {".": "डॉट", "@": "एट", "/": "फॉरवर्ड स्लैश", "\\": "बैकवर्ड स्लैश", ":": "कोलन",
          "-": "हाइफ़न", "_": "अंडरस्कोर", "?": "प्रश्न चिह्न", "=": "इक्वल", "&": "एंड",
          "#": "हैश", "+": "प्लस", "%": "परसेंट", "~": "टिल्ड"}  # fmt: skip
_PIECE = re.compile(r"[0-9]{1,500}|[A-Za-z]{1,500}|[^0-9A-Za-z]")


def letters(text: str) -> str:
    return " ".join(_LETTERS[letter] for letter in text.lower())


def spelled(address: str) -> str:
    said = (_said(piece) for piece in _PIECE.findall(address))
    return " ".join(words for words in said if words)


def _said(piece: str) -> str:
    if piece.isdecimal():
        return by_digit(piece)
    if piece.isascii() and piece.isalpha():
        return _WORDS.get(piece.lower()) or letters(piece)
    return _SIGNS.get(piece, "")


def _address(match: re.Match[str]) -> str:
    return spelled(match[0])


_FOLDERS = re.compile(
    r"(?<![0-9A-Za-z/\\.])(?:[A-Za-z]:)?(?:[/\\][A-Za-z0-9._-]{1,60}){2,20}[/\\]?(?![0-9A-Za-z])"
)
_IP_ADDRESS = re.compile(r"(?<![0-9.])[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?![0-9]|\.[0-9])")
_IP = re.compile(r"(?i)\bip address\b")

RULES = [
    Rule("mail address", MAIL, _address, needs="@"),
    Rule("web address", WEB, _address, needs="."),
    Rule("file name", FILE, _address, needs="."),
    Rule("folders", _FOLDERS, _address, needs="/\\"),
    Rule("IP address", _IP_ADDRESS, _address, needs=DIGIT),
    Rule("IP", _IP, lambda _: "आई पी एड्रेस", needs="iI"),
]
