"""How Japanese numbers are read with what they count: 三本 is さんぼん, 五月三日 ごがつみっか.

The dictionary reads number and counter each by itself. Long vowels are written ー.
"""

import re
from collections.abc import Mapping

import msgspec

DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")}
UNITS = {"十": 10, "百": 100, "千": 1000}
LARGE = {"万": 10**4, "億": 10**8, "兆": 10**12}
_UNITS_KANA = ((1000, "せん"), (100, "ひゃく"), (10, "じゅー"))
_DIGITS_KANA = ("", "いち", "に", "さん", "よん", "ご", "ろく", "なな", "はち", "きゅー")
_CHANGED = {
    "さんひゃく": "さんびゃく", "ろくひゃく": "ろっぴゃく", "はちひゃく": "はっぴゃく",
    "さんせん": "さんぜん", "はちせん": "はっせん", "いちちょー": "いっちょー",
    "はちちょー": "はっちょー", "じゅーちょー": "じゅっちょー",
}  # fmt: skip
# What a number ends with when a stop follows: いっ, ろっ, はっ, じゅっ, ひゃっ.
_STOPPED = {"いち": "いっ", "ろく": "ろっ", "はち": "はっ", "じゅー": "じゅっ", "ひゃく": "ひゃっ",
            "びゃく": "びゃっ", "ぴゃく": "ぴゃっ"}  # fmt: skip
_BEFORE = {"k": tuple(_STOPPED), "h": tuple(_STOPPED), "s": ("いち", "はち", "じゅー")}
_VOICED = str.maketrans("はひふへほかきくけこさしすせそ", "ばびぶべぼがぎぐげござじずぜぞ")
_PLOSIVE = str.maketrans("はひふへほ", "ぱぴぷぺぽ")


class Counter(msgspec.Struct, frozen=True):
    """Its kana, how its beginning and the number's end change, and readings of some numbers.

    A kind is "k", "s" or "h" by its first sound; after さん and せん it is `after_n` in its first
    sound: "b" voiced, "p" plosive.
    """

    kana: str
    kind: str = ""
    after_n: str = ""
    four: str = "よん"
    seven: str = "なな"
    nine: str = "きゅー"
    whole: Mapping[int, str] = {}


class Reading(msgspec.Struct, frozen=True):
    """The kana of `text[start:end]`."""

    start: int
    end: int
    kana: str


_DAYS = {2: "ふつか", 3: "みっか", 4: "よっか", 5: "いつか", 6: "むいか", 7: "なのか", 8: "よーか",
         9: "ここのか", 10: "とーか", 14: "じゅーよっか",
         20: "はつか", 24: "にじゅーよっか"}  # fmt: skip
COUNTERS = {
    "月": Counter("がつ", four="し", seven="しち", nine="く"),
    "日": Counter("にち", seven="しち", nine="く", whole=_DAYS),
    "年": Counter("ねん", four="よ"),
    "時": Counter("じ", four="よ", seven="しち", nine="く"),
    "分": Counter("ふん", "h", "p"),
    "時間": Counter("じかん", four="よ", nine="く"),
    "分間": Counter("ふんかん", "h", "p"),
    "年間": Counter("ねんかん", four="よ"),
    "日間": Counter("にちかん", whole={day: f"{kana}かん" for day, kana in _DAYS.items()}),
    "秒": Counter("びょー"),
    "円": Counter("えん", four="よ"),
    "人": Counter("にん", four="よ", whole={1: "ひとり", 2: "ふたり"}),
    "名": Counter("めい"),
    "本": Counter("ほん", "h", "b"),
    "匹": Counter("ひき", "h", "b"),
    "杯": Counter("はい", "h", "b"),
    "泊": Counter("はく", "h", "p"),
    "個": Counter("こ", "k"),
    "回": Counter("かい", "k"),
    "階": Counter("かい", "k", "b"),
    "巻": Counter("かん", "k"),
    "件": Counter("けん", "k"),
    "曲": Counter("きょく", "k"),
    "歳": Counter("さい", "s", whole={20: "はたち"}),
    "才": Counter("さい", "s", whole={20: "はたち"}),
    "冊": Counter("さつ", "s"),
    "足": Counter("そく", "s", "b"),
    "週間": Counter("しゅーかん", "s"),
    "世紀": Counter("せーき", "s"),
    "頭": Counter("とー", "s"),
    "着": Counter("ちゃく", "s"),
    "通": Counter("つー", "s"),
    "枚": Counter("まい"),
    "台": Counter("だい"),
    "番": Counter("ばん"),
    "度": Counter("ど"),
    "か月": Counter("かげつ", "k"),
    "か所": Counter("かしょ", "k"),
}
_SMALL_KA = re.compile("[ヶケヵカ箇]")
_NUMERALS = "".join((*DIGITS, *UNITS, *LARGE))
_COUNTED = re.compile(
    rf"(?<![{_NUMERALS}〇・.])(?P<number>[{_NUMERALS}]{{1,24}})"
    rf"(?P<counter>[ヶケヵカ箇か][月所]|{'|'.join(sorted(COUNTERS, key=len, reverse=True))})"
)
# Where it is another word: 三日月, 一人前, 十分な, 三分の一, 六本木, 一本気.
_ANOTHER = {
    "日": "月酔", "月": "雨蝿", "人": "前称", "分": "のな", "本": "木気", "番": "街", "回": "り",
    "度": "々", "足": "り先", "頭": "身", "通": "り常",
}  # fmt: skip
_OF_TIME = re.compile("[時後前約間計]\\Z")
_MINUTES = ("間", "後", "前", "以内", "ほど", "くらい", "ぐらい", "おき", "遅", "早", "過")


def readings(text: str) -> list[Reading]:
    """Return how the numbers of a text are read with their counters, where that is sure."""
    found = []
    for match in _COUNTED.finditer(text):
        number = value(match["number"])
        if number is not None and not _is_another(match, number):
            kana = counted(number, COUNTERS[_SMALL_KA.sub("か", match["counter"])])
            found.append(Reading(*match.span(), _in_context(match, number, kana)))
    return found


def _is_another(match: re.Match[str], number: int) -> bool:
    counter, before, after = (
        match["counter"],
        match.string[: match.start()],
        match.string[match.end() :],
    )
    if after[:1] and after[0] in _ANOTHER.get(counter, ""):
        return True
    if counter == "日" and number == 1:
        return not before.endswith("月")
    is_enough = counter == "分" and number == 10
    return is_enough and not (_OF_TIME.search(before[-1:]) or after.startswith(_MINUTES))


def _in_context(match: re.Match[str], number: int, kana: str) -> str:
    return "ついたち" if match["counter"] == "日" and number == 1 else kana


def value(numerals: str) -> int | None:
    """Return what is written in units, None for digits one after another, such as 一三八."""
    total = part = 0
    digit: int | None = None
    for char in numerals:
        if char in DIGITS:
            if digit is not None:
                return None
            digit = DIGITS[char]
        elif char in UNITS:
            part += (1 if digit is None else digit) * UNITS[char]
            digit = None
        else:
            total += (part + (digit or 0) or 1) * LARGE[char]
            part, digit = 0, None
    return total + part + (digit or 0)


def counted(number: int, counter: Counter) -> str:
    """Return the kana of a number with its counter."""
    if number in counter.whole:
        return counter.whole[number]
    number_kana = _with_ending(number, counter)
    for ending in _BEFORE.get(counter.kind, ()):
        if number_kana.endswith(ending):
            stopped = number_kana.removesuffix(ending) + _STOPPED[ending]
            return stopped + _first(counter.kana, "p" if counter.kind == "h" else "")
    voiced = number_kana.endswith(("さん", "せん", "まん")) or (
        counter.after_n == "p" and number_kana.endswith("よん")
    )
    return number_kana + _first(counter.kana, counter.after_n if voiced else "")


def _with_ending(number: int, counter: Counter) -> str:
    last = {4: counter.four, 7: counter.seven, 9: counter.nine}.get(number % 10)
    if not last:
        return kana_of(number)
    return (kana_of(number - number % 10) if number >= 10 else "") + last


def _first(kana: str, change: str) -> str:
    table = {"b": _VOICED, "p": _PLOSIVE}.get(change)
    return kana[0].translate(table) + kana[1:] if table else kana


def kana_of(number: int) -> str:
    if number == 0:
        return "れー"
    kana = ""
    for name, unit in (("ちょー", 10**12), ("おく", 10**8), ("まん", 10**4)):
        if number >= unit:
            kana += _below(number // unit, full=True) + name
            number %= unit
    kana += _below(number)
    for plain, changed in _CHANGED.items():
        kana = kana.replace(plain, changed)
    return kana


def _below(number: int, *, full: bool = False) -> str:
    """Return the kana of a number below 10,000; `full` is 一千 rather than 千."""
    kana = ""
    for unit, name in _UNITS_KANA:
        many, number = divmod(number, unit)
        if many:
            one = "いっ" if full and unit == 1000 else ""
            kana += (_DIGITS_KANA[many] if many > 1 else one) + name
    return kana + _DIGITS_KANA[number]
