"""Chapter headings of plain text. Only what can hardly be anything else is taken for one."""

import re

MAX_HEADING_CHARS = 80

_NUMBERED = (
    "chapter part book volume canto act scene kapitel teil buch band akt chapitre partie livre "
    "capítulo capitulo parte libro capitolo livro hoofdstuk deel rozdział część kapitola глава "
    "часть книга"
)
_ALONE = (
    "prologue epilogue preface foreword introduction afterword prolog epilog vorwort nachwort "
    "einleitung préface prólogo epílogo prefacio introducción prologo epilogo prefazione "
    "introduzione prefácio introdução inleiding voorwoord nawoord wstęp пролог эпилог предисловие"
)
_UNITS = "one two three four five six seven eight nine"
_NUMBER_WORDS = (
    f"{_UNITS} ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen "
    "twenty thirty forty fifty sixty seventy eighty ninety first second third fourth fifth sixth "
    "seventh eighth ninth tenth last eins zwei drei vier fünf sechs sieben acht neun zehn elf "
    "zwölf un une deux trois quatre cinq sept huit neuf dix premier première uno dos tres cuatro "
    "cinco seis siete ocho nueve diez primera primero due tre quattro cinque sei sette otto nove "
    "dieci primo prima één twee drie zes zeven negen tien"
)
_ORDINALS = "erste zweite dritte vierte fünfte sechste siebente siebte achte neunte zehnte letzte"


def _any_of(words: str) -> str:
    return "|".join(words.split())


_NUMBER = (
    rf"(?:\d{{1,3}}|[ivxlc]{{1,8}}|(?:{_any_of(_NUMBER_WORDS)})(?:[- ](?:{_any_of(_UNITS)}))?)"
)
_HEADING = re.compile(
    rf"(?:(?:the\s+)?(?:{_any_of(_NUMBERED)})\s+{_NUMBER}"
    rf"|(?:\d{{1,3}}\.|(?:{_any_of(_ORDINALS)})[rs]?)\s+(?:kapitel|teil|buch|akt)"
    rf"|(?:{_any_of(_ALONE)})"
    r"|第[0-9０-９〇零一二三四五六七八九十百千]{1,8}[章回节節部卷話话])"
    r"(?P<rest>.*)",
    re.IGNORECASE,
)
_PARTING = re.compile(r"\s*[.:—–-]|[\s　]+(?=[^\W\d_])")


def heading_of(block: list[str]) -> str:
    """Return the heading that the lines of a paragraph are, or "".

    "Chapter 12", "CHAPTER XII. The title", "Zweites Kapitel", "Prologue": a line of its own,
    perhaps with the title on a second one.
    """
    line = block[0]
    if len(block) > 2 or len(line) > MAX_HEADING_CHARS:
        return ""
    found = _HEADING.fullmatch(line)
    if found is None or not _is_title(found["rest"]):
        return ""
    if len(block) == 1:
        return line
    return _with_title(line, block[1])


def _is_title(rest: str) -> bool:
    """Return whether a title may follow the number so: "Part One of the plan" is none."""
    if not rest:
        return True
    parting = _PARTING.match(rest)
    if parting is None:
        return False
    title = rest[parting.end() :]
    if not parting[0].isspace():
        return True
    return not title[:1].islower() and not title.endswith((".", ",", ";", "?", "!"))


def _with_title(line: str, title: str) -> str:
    is_text = len(title) > MAX_HEADING_CHARS or title.endswith((",", ";")) or title[0].islower()
    if is_text or _HEADING.fullmatch(title):  # two of a table of contents
        return ""
    return f"{line} {title}" if line.endswith((".", ":")) else f"{line}. {title}"
