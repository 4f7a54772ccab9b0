"""Titles and other abbreviations: Dr. Evil, St. James St., e.g., No., Jr., J. K. Rowling."""

from __future__ import annotations

import re

from frontend.text.abbreviations.english import DETERMINERS
from frontend.text.normalisation.common.pronounceable import is_pronounceable
from frontend.text.normalisation.english.fragments import DOT, after, before, word_before
from frontend.text.normalisation.rule import Rule

# Before a name, also without a full stop where it may be missing.
_TITLES = {
    "Mr": "Mister", "Mrs": "Misses", "Dr": "Doctor", "Prof": "Professor", "Gov": "Governor",
    "Sen": "Senator", "Rep": "Representative", "Gen": "General", "Col": "Colonel",
    "Lt": "Lieutenant", "Sgt": "Sergeant", "Capt": "Captain", "Cpl": "Corporal", "Maj": "Major",
    "Cmdr": "Commander", "Adm": "Admiral", "Pvt": "Private", "Rev": "Reverend", "Hon": "Honorable",
    "Pres": "President", "Fr": "Father", "Mt": "Mount", "Ft": "Fort", "Messrs": "Messieurs",
    "Supt": "Superintendent", "Insp": "Inspector", "Revd": "Reverend", "Mme": "Madame",
    "Mlle": "Mademoiselle",
    "Geo": "George", "Wm": "William", "Chas": "Charles", "Jas": "James", "Thos": "Thomas",
    "Det": "Detective", "Amb": "Ambassador", "Atty": "Attorney", "Br": "Brother",
    "Ofc": "Officer", "Cllr": "Councillor", "Cpt": "Captain", "Spc": "Specialist",
}  # fmt: skip
_BARE_TITLES = "Mr|Mrs|Dr|Prof|Gov|Lt|Sgt|Capt|Col"
_CAPITAL_TITLES = {title.upper(): word for title, word in _TITLES.items()}
_DOTTED_TITLES = "|".join([*_TITLES, *_CAPITAL_TITLES])
_TITLE = re.compile(
    rf"\b(?:(?P<dotted>{_DOTTED_TITLES})\.(?!\sZ\b)(?=\s(?:[A-Z\"“&]|and\s|de\s))|"
    rf"(?P<bare>{_BARE_TITLES})(?=\s[A-Z][a-z]))"
)
_AFTER_NAMES = {"Jr": "Junior", "Sr": "Senior", "Esq": "Esquire"}
# What may be named after somebody: Martin Luther King Jr. Blvd.
_NAMESAKE = (
    r"\.(?=\s(?:Blvd|St|Ave|Dr|Rd|Pkwy|Way|Boulevard|Street|Avenue|Drive|Road|Day|High|Middle|"
    r"Elementary|School|Hospital|Library|Park|Memorial|Bridge|Center|Centre|Airport)\b)"
)
_AFTER_NAME = re.compile(
    rf"(?:(?<=[a-zA-Z],\s)|(?<=[a-z]\s))(?P<word>Jr|Sr|Esq)\b(?:{_NAMESAKE}|{DOT})"
)
_WORDS = {
    "etc": "et cetera", "e.g": "for example", "i.e": "that is", "approx": "approximately",
    "dept": "department", "inc": "Incorporated", "ltd": "Limited", "corp": "Corporation",
    "bros": "Brothers", "ave": "Avenue", "blvd": "Boulevard", "rd": "Road", "hwy": "Highway",
    "avg": "average", "max": "maximum", "min": "minimum", "tel": "telephone", "ext": "extension",
    "a.k.a": "also known as", "cf": "compare", "viz": "namely", "assn": "Association",
    "govt": "government", "intl": "international", "univ": "University",
    "asst": "Assistant", "attn": "attention", "est": "established",
    "incl": "including", "excl": "excluding", "hrs": "hours", "mins": "minutes", "secs": "seconds",
    "yrs": "years", "lbs": "pounds", "oz": "ounces", 
    "ca": "circa", "c": "circa",
    "vol": "volume", "vols": "volumes", "ch": "chapter",
    "chap": "chapter", "chs": "chapters", "cl": "clause",
    "fig": "figure", "figs": "figures", "sec": "section", "p": "page", "pp": "pages",
    "eq": "equation", "art": "article", "para": "paragraph", "op": "opus", "app": "appendix",
    "wk": "week", "wks": "weeks",
    "apt": "apartment", "rm": "room", "pt": "part", "ste": "suite", "bldg": "building",
    "fn": "footnote", "fns": "footnotes",
    "rte": "Route", "ea": "each", "bk": "book", "bks": "books", "sc": "scene",
}  # fmt: skip
# These are so only before a number.
_COUNTED = (
    "vol|vols|chs|ch|chap|cl|figs|fig|sec|pp|eq|art|para|op|app|est|ca|max|min|tel|ext|hrs|mins|secs|"
    "yrs|fns?|wks?|apt|rm|pt|ste|bldg|rte|bks|bk|sc"
)
_WITHIN = r"e\.g|i\.e|a\.k\.a|approx|cf|viz|attn|incl|excl|avg|asst"  # these end no sentence
_LAST = "|".join(
    re.escape(word)
    for word in _WORDS
    if word not in f"p|c|{_COUNTED}|{_WITHIN}".replace("\\", "").split("|")
)
_WORD = re.compile(
    rf"(?<![\w.@/])(?:(?:{_WITHIN})\.|(?:{_LAST})(?=\.){DOT})(?!\.?\w)", re.IGNORECASE
)
_BEFORE_NUMBER = re.compile(
    rf"(?<![\w.@/])(?P<here>(?:{_COUNTED}|(?-i:p|c))\.)(?=\s?(?:[0-9#$]|[ivx]{{1,6}}\b)|:)",
    re.IGNORECASE,
)
# These are words too, and end a sentence after an article.
_ALSO_WORDS = dict.fromkeys(("app", "sec", "art", "fig"), DETERMINERS) | {"max": {"the", "to"}}
_ITEM = re.compile(r" ?[0-9]{1,2}\)")
_APPENDIX = re.compile(r"(?<!\w)(?P<word>App|Fig|Sec|Ch|Pt)\.(?=\s[A-Z](?!\w|\.))")
# Of a life or a reign: "b. 1452, d. 1519; r. 1509–1547".
_LIFE = re.compile(
    r"(?:(?<=[,;]\s)|(?<=\())(?P<word>[bdr]|fl)\.(?=\s(?:c\.\s?)?[12]?[0-9]{3}(?![0-9]))"
)
_LIVED = {"b": "born", "d": "died", "r": "reigned", "fl": "flourished"}
_YEARS_OLD = re.compile(r"(?<=[0-9])\s?y/?o(?!\w)")
_BARE_WORD = re.compile(r"(?<![\w.])(?:Hwy|Rm|Rte|Ste|Bldg)(?=\s[0-9])")
_EXTENSION = re.compile(r"\b[Ee]xt(?=\s[0-9])")
_FLOOR = re.compile(r"(?<=[0-9](?:st|nd|rd|th)\s)[Ff]l(?:\.(?=[\s,;)])|(?=[,;)]))")
_COUNTY = re.compile(r"(?<!\w)Co\.\sRd\.?(?=\s[0-9])")
_RIGHT = re.compile(r"\bRt\.?(?=\s(?:Hon|Revd?)\b)")
_MOST = re.compile(r"(?<![\w.])(?:[Mm]ax|Min)\.(?=\s[a-z])")
_INCLUDING = re.compile(r"(?<![\w.@/])inc\.(?=\s[\w£$€])")
_EDITION = re.compile(r"(?<=[0-9](?:st|nd|rd|th)\s)ed\b(?=\.)" + DOT)
_VERSUS = re.compile(
    r"(?<=[a-zA-Z.]\s)(?:vs?\.|vs)(?=\s[A-Z\w])|(?<=[0-9,;%)]\s)vs\b\.?(?=\s[\w$£€])"
)
_SAINT = re.compile(r"(?<!\w)S(?:[tT]|te)\.(?=\s[A-Z])|(?<!\w)St(?=\s[A-Z][a-z])")
_STREET = re.compile(r"(?<=[a-z\d]\s)St\b" + DOT)
# Before what stands in a street: "the Wall St. Journal", "Oak St. School".
_STREET_OF = re.compile(
    r"(?<=[a-z]\s)St\.(?=\s(?:Journal|School|Elementary|Bakery|Station|"
    r"Bank|Bridge|Theat(?:er|re)|Market|Pub|Caf[eé]|Coffee|Bar|Grill|Hotel|Library|Hospital|Clinic|"
    r"Office|Pier|Shop|Store|Deli|Diner|Gallery|Garage|Inn|Tavern|Studios?|Books|Bookstore|Pharmacy|"
    r"Pizza|Apartments|Garden|Gym|Ferry|Blues|Historic|District|Tower|Building|Parking|Cemetery)\b)"
)
_STREETS = re.compile(
    r"(?<!\w)(?:(?P<saints>Sts\.(?=\s[A-Z][a-z]{1,20}\s(?:and|&)))|(?<=[a-z]\s)Sts\.?(?!\w))"
)
_COMPANY = re.compile(r"(?<=[A-Za-z&]\s)Co\b(?=\.)(?:\.(?=,?\s(?:Ltd|Inc))|" + DOT + ")")
_WORLD_WAR = re.compile(r"\bWW(I{1,2}|[12])(?!\w)")
_PERSON = re.compile(r" (?:man|woman|boy|girl|male|female|patient|child|lady|kid)")
_DEGREE = re.compile(
    r"(?<![\w.])(Ph|M|B|D|Ed)\.\s?(D|Sc|Phil|Eng|Ed|Mus|Tech)\b"
    r"(?:\.(?!\s{1,3}(?:I|He|She|It|They|We|You|The|This|That|His|Her|Their|Then|But|After|In)\b))?"
)
_WITH = re.compile(r"(?<![\w/])(w/o(?!\w)|w/(?=\s?\w))|(?<!\w)(c/o|&c)(?!\w)" + DOT)
_WITHS = {"w/o": "without", "w/": "with", "c/o": "care of", "&c": "et cetera"}
_INITIALS = re.compile(
    r"(?<![\w.&-])[A-Z](?:(?>(?:\.[A-Z]){1,5})(?![\w&])\.?|\.(?>(?:\s[A-Z]\.(?!\w)){1,4}))"
    r"(?=(?P<name>\s[A-Z][a-z])?)"
)
# Of figures that grow: "up 5% YoY".
_GROWTH = re.compile(r"(?<!\w)(?P<span>[YQMW])o(?P=span)(?!\w)")
_SPANS = {"Y": "year", "Q": "quarter", "M": "month", "W": "week"}
# A house, or a word that goes before a street, and up to three words of its name.
_BEFORE_STREET = re.compile(
    r"\b(?:[0-9]{1,5}[A-Z]?|[Oo]n|[Aa]t|of|to|from|[Ii]n|down|along|off|near|across)"
    r"\s(?:[A-Z][\w'’]{0,20}\s|[0-9]{1,3}(?:st|nd|rd|th)\s){1,3}$"
)
_GOES_ON = re.compile(r"[,;:)]|\s[a-z0-9(]")
_NUMBERED = re.compile(r"[0-9](?:st|nd|rd|th)\s$")
_NAME = re.compile(r"(?:[A-Z][\w'’]{0,30}|[0-9]{1,3}(?:st|nd|rd|th))\s$")
_SPELLED = frozenset(("US", "UK", "UN", "EU", "USA", "UAE", "LA", "PO"))
_NEARBY = 70  # characters


def abbreviation_rules() -> list[Rule]:
    return [
        Rule("county road", _COUNTY, lambda _: "County Road", needs="C"),
        Rule("including", _INCLUDING, _including, needs="."),
        Rule("title", _TITLE, _title, needs="MDPGSRCLAHFIBO"),
        Rule("street of something", _STREET_OF, _street_of, needs="S"),
        Rule("street", _STREET, _street, needs="S"),
        Rule("saint", _SAINT, _saint, needs="S"),
        Rule("after a name", _AFTER_NAME, lambda m: _AFTER_NAMES[m["word"]], needs="JSE"),
        Rule("world war", _WORLD_WAR, _world_war, needs="W"),
        Rule("degree", _DEGREE, lambda match: match[1] + match[2], needs="."),
        Rule("initials", _INITIALS, _initials, needs="."),
        Rule("appendix", _APPENDIX, lambda match: _WORDS[match["word"].lower()], needs="."),
        Rule("life", _LIFE, lambda match: _LIVED[match["word"]], needs="."),
        Rule("years old", _YEARS_OLD, _years_old, needs="y"),
        Rule("abbreviation before a number", _BEFORE_NUMBER, _numbered, needs="."),
        Rule("abbreviation", _WORD, _word, needs="."),
        Rule("without its point", _BARE_WORD, _word, needs="HRSB"),
        Rule("extension", _EXTENSION, lambda _: "extension", needs="x"),
        Rule("floor", _FLOOR, lambda _: "floor", needs="fF"),
        Rule("Right", _RIGHT, lambda _: "Right", needs="R"),
        Rule("the most, the least", _MOST, _most, needs="."),
        Rule("edition", _EDITION, lambda _: "edition", needs="."),
        Rule("versus", _VERSUS, lambda _: "versus", needs="v"),
        Rule("company", _COMPANY, lambda _: "Company", needs="C"),
        Rule("streets or saints", _STREETS, _streets, needs="S"),
        Rule("with", _WITH, lambda match: _WITHS[match[0].rstrip(".")], needs="/&"),
        Rule("growth", _GROWTH, _growth, needs="o"),
    ]


def _title(match: re.Match[str]) -> str:
    title = match["dotted"] or match["bare"]
    return _TITLES.get(title) or _CAPITAL_TITLES[title].lower()


def _years_old(match: re.Match[str]) -> str:
    is_before_noun = _PERSON.match(match.string, match.end()) is not None
    return f" year{'' if is_before_noun else 's'} old"


def _most(match: re.Match[str]) -> str:
    return _WORDS[match[0].rstrip(".").lower()]


def _including(match: re.Match[str]) -> str | None:
    """Read inc., unless a company's name goes before it."""
    return None if _NAME.search(match.string, 0, match.start()) else "including"


def _word(match: re.Match[str]) -> str:
    return _WORDS[match[0].rstrip(".").lower()]


def _numbered(match: re.Match[str]) -> str | None:
    """Read "sec. 3", but not "Wait a sec. 3 more minutes" or "1) Open the app. 2) Tap"."""
    word = match["here"].rstrip(".")
    if word in _ALSO_WORDS and word_before(match) in _ALSO_WORDS[word]:
        return None
    if word in _ALSO_WORDS and _ITEM.match(after(match)) and "(" not in before(match):
        return None
    return _WORDS[match["here"].rstrip(".").lower()]


def _growth(match: re.Match[str]) -> str:
    return f"{_SPANS[match['span']]} over {_SPANS[match['span']]}"


def _saint(match: re.Match[str]) -> str:
    return "Sainte" if match[0].startswith("Ste") else "Saint"


def _street(match: re.Match[str]) -> str | None:
    """Read St. after a name as Street, if another word tells that it is one."""
    written = match.string[max(0, match.start() - _NEARBY) : match.start()]
    if not _NAME.search(written):
        return None
    if written[-2:-1].isalpha() and _NUMBERED.search(written):
        return "Street"
    goes_on = _GOES_ON.match(match.string, match.end())
    return "Street" if goes_on or _BEFORE_STREET.search(written) else None


def _street_of(match: re.Match[str]) -> str | None:
    is_named = _NAME.search(match.string, max(0, match.start() - _NEARBY), match.start())
    return "Street" if is_named else None


def _world_war(match: re.Match[str]) -> str:
    return f"World War {'one' if match[1] in ('I', '1') else 'two'}"


def _streets(match: re.Match[str]) -> str:
    """Read "33rd & 34th Sts.", and "Sts. Peter and Paul"."""
    if match["saints"]:
        return "Saints"
    return f"Streets{'' if match.string[match.end() :].strip() else '.'}"


def _initials(match: re.Match[str]) -> str:
    """Join letters that are read one by one: U.S. and J. K. Rowling, but not A. N. Wilson."""
    letters = match[0].replace(".", "").replace(" ", "")
    is_name = bool(match["name"]) and letters not in _SPELLED
    said = " ".join(letters) if is_name and is_pronounceable(letters) else letters
    return said if match.end() < len(match.string.rstrip()) else f"{said}."
