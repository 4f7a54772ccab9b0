"""Fractions: ½, 3/4, 1 1/2."""

from __future__ import annotations

import re
import unicodedata
from functools import partial
from typing import TYPE_CHECKING

from frontend.text.listed import words_of
from frontend.text.normalisation.european.grammar import COUNTING
from frontend.text.normalisation.european.rules.context import word_after, words_before
from frontend.text.normalisation.european.written import SPACE, Number
from frontend.text.normalisation.rule import DIGIT, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontend.text.normalisation.european.words import Words

_POINTS = words_of(
    "punkt punkte punkten sterne sternen points étoiles puntos estrellas punti stelle pontos "
    "estrelas punktów gwiazdek punten sterren"
)
SIGNS = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"
FRACTION = re.compile(
    rf"(?<![\w/])(?<![0-9][.,:/])(?P<sign>[-\u2212](?=[0-9]))?(?:(?P<whole>[0-9]{{1,4}}){SPACE})?"
    r"(?P<above>[0-9]{1,6})[/\u2044](?P<below>[0-9]{1,3}(?:\.[0-9]{3}){1,3}|[0-9]{1,7})"
    r"(?![\w/\u2044]|[.,:][0-9])"
)
# Of blood: "120/80 mmHg".
PRESSURE = re.compile(
    rf"(?<![\w.,/])(?P<upper>[0-9]{{1,3}})/(?P<lower>[0-9]{{1,3}})(?P<unit>{SPACE}?mmHg)?"
    r"(?![\w/]|[.,][0-9])"
)
_PRESSURES = words_of(
    "blutdruck presión tensión tension pressione bloeddruk ciśnienie ciśnienia ciśnieniem pressão "
    "arterial artérielle arteriosa krwi"
)
_PRESSURE_SIGN = re.compile(rf"(?<!\w)(?:TA|PA|RR){SPACE}?[:=]?{SPACE}?$")
_SIGN_CHARS = 6
_BETWEEN_PRESSURES = {
    "de": "zu", "es": "sobre", "fr": "sur", "it": "su", "nl": "over", "pl": "na", "pt": "por",
}  # fmt: skip
# A mark, or one of so many steps: "Note : 15/20", "paso 1/3".
OUT_OF = re.compile(
    r"(?<![\w.,/])(?P<number>[0-9]{1,3}(?:[.,][0-9]{1,2})?)/(?P<of>[0-9]{1,3})(?![\w/-]|[.,][0-9])"
)
_OUT_OF = words_of(
    "note notes nota notas bewertung gesamtbewertung wertung puntuación calificación valoración "
    "voto voti valutazione punteggio pontuação avaliação cijfer rapportcijfer score ocena ocenę "
    "wynik"
)
_STEPS = words_of("schritt paso passo passaggio stap krok étape")
_OF_STEPS = {"es": "de", "pt": "de"}
# A law: "8.112/90", "1.234/2005".
LAW = re.compile(
    r"(?<![\w./,])(?P<number>[0-9]{1,3}\.[0-9]{3})/(?P<year>(?:19|20)[0-9]{2}|[0-9]{2})"
    r"(?![\w/]|[.,][0-9])"
)
SIGN = re.compile(
    rf"(?<![\w.,/])(?! )(?P<sign>[-\u2212](?=[0-9]))?(?P<whole>[0-9]{{1,6}})?{SPACE}?"
    rf"(?P<part>[{SIGNS}])"
)
MOST_PARTS = 12
LARGEST = 100  # of what is divided
_YEAR = re.compile("(?:19|20)[0-9]{2}")
HALVES = re.compile(
    rf"(?<![\w.,/])(?P<whole>[0-9]{{1,3}})(?:{SPACE}?½|{SPACE}1/2){SPACE}(?P<word>[a-zà-ÿ]{{3,20}})(?!\w)(?P<point>\.?)"
)
# After a number and what it counts: "2 ans 1/2", "2 años y 1/2", "2 tazas y ½".
AND_A_HALF = re.compile(
    rf"(?<![\w.,/])[0-9]{{1,3}}{SPACE}(?P<word>[a-zà-ÿ]{{2,12}}){SPACE}"
    rf"(?P<here>(?P<and>(?:y|et?){SPACE})?(?:1/2(?![\w/])|½))"
)
_TIMES = words_of(
    "ans années heures mois jours años horas meses días anni ore mesi giorni anos dias"
)
# Of what 7/8 are two versions.
_VERSIONED = words_of(
    "windows android ios macos iphone ipad galaxy pixel office ubuntu debian python java php node "
    "playstation xbox usb directx"
)
OF_UNIT = re.compile(
    rf"(?<![\w/])(?<![0-9][.,:/])(?:(?P<whole>[0-9]{{1,4}})(?:{SPACE}|(?=[{SIGNS}])))?"
    rf"(?P<part>[{SIGNS}]|[0-9]{{1,2}}/[0-9]{{1,2}}){SPACE}?(?P<unit>[A-Za-zµ°]{{1,5}}(?:/[a-z])?)(?![\w/]|['’]\w)"
)


def first_rules(words: Words) -> Iterable[Rule]:
    """Return those that come before a language's own."""
    return (
        Rule("blood pressure", PRESSURE, partial(_pressure, words), "/"),
        Rule("one of several", OUT_OF, partial(_out_of, words), "/"),
    )


def rules(words: Words) -> Iterable[Rule]:
    return (
        Rule("fraction of a unit", OF_UNIT, partial(_of_unit, words), DIGIT + SIGNS),
        Rule("halves", HALVES, partial(_halves, words), "½/"),
        Rule("and a half", AND_A_HALF, partial(_and_a_half, words), "½/"),
        Rule("fraction sign", SIGN, partial(_sign, words), SIGNS),
        Rule("law", LAW, partial(_law, words), "/"),
        Rule("fraction", FRACTION, partial(_fraction, words), "/\u2044"),
    )


def _sign(words: Words, match: re.Match[str]) -> str | None:
    above, _, below = unicodedata.normalize("NFKC", match["part"]).partition("\u2044")
    return _signed(words, match, above, below)


def _of_unit(words: Words, match: re.Match[str]) -> str | None:
    """Read "1/2 l", "3 3/5 m": "medio litro", "tres y tres quintos de metro"."""
    noun = words.units.get(match["unit"])
    above, _, below = unicodedata.normalize("NFKC", match["part"]).partition("\u2044")
    above, _, below = (above, "", below) if below else match["part"].partition("/")
    whole, grammar = match["whole"] or "", words.grammar
    if noun is None:
        return None
    if "°" in match["unit"] and "/" in match["part"] and not whole:  # of a day and a night
        return f"{words.cardinal(above)}, {words.counted(Number(below), noun)}"
    if (above, below) == ("1", "2") and grammar.halves:
        half, and_half = grammar.halves[noun.gender]
        number = Number(whole)
        return (
            f"{words.counted(number, noun)} {and_half}" if whole else f"{half} {noun.form('one')}"
        )
    said = fraction(words, whole, above, below, noun.gender)
    of = grammar.of or (lambda word: word)
    return f"{said} {of(noun.form('one'))}" if said else None


def _halves(words: Words, match: re.Match[str]) -> str | None:
    """Read "2½ horas" as "dos horas y media"."""
    word, halves = match["word"], words.grammar.halves
    if not halves or word in words.grammar.after_degrees:
        return None
    point = match["point"]
    if point and (full := words.grammar.abbreviations.get(f"{word}.")):  # "1½ cdta."
        word, point = full, ""
    gender = _gender(words, word)
    return f"{words.cardinal(match['whole'], gender)} {word} {halves[gender][1]}{point}"


def _and_a_half(words: Words, match: re.Match[str]) -> str | None:
    """Read "2 ans 1/2"; without an "and", a half of something else may follow."""
    word, halves = match["word"], words.grammar.halves
    is_of_both = match["and"] or word in _TIMES
    return halves[_gender(words, word)][1] if halves and is_of_both else None


def _fraction(words: Words, match: re.Match[str]) -> str | None:
    above, below = match["above"], match["below"]
    if _YEAR.fullmatch(above) and _YEAR.fullmatch(below):
        return f"{words.year(above)} {words.year(below)}"
    if _YEAR.fullmatch(below) and above != "1":  # a law: "39/2015"
        return f"{words.cardinal(above)}{words.grammar.year_of}{words.year(below)}"
    if _is_season(above, below):
        return words.season(above, below)
    if word_after(match).lower() in _POINTS:
        out_of = words.grammar.out_of or words.grammar.over
        return f"{words.cardinal(above)} {out_of} {words.cardinal(below)}"
    if are_versions(match):
        return f"{words.cardinal(above)} {words.grammar.marks['/']} {words.cardinal(below)}"
    is_division = match.string[match.end() :].lstrip().startswith("=")
    if is_division or words.grammar.cardinal_before.intersection(
        words_before(match)
    ):  # a page of several
        return f"{words.cardinal(above)} {words.grammar.over} {words.cardinal(below)}"
    return _signed(words, match, match["above"], match["below"].replace(".", ""))


def _out_of(words: Words, match: re.Match[str]) -> str | None:
    before = words_before(match)
    if _OUT_OF.isdisjoint(before) and _STEPS.isdisjoint(before):
        return None
    out_of = words.grammar.out_of or words.grammar.over
    if not _STEPS.isdisjoint(before):
        out_of = _OF_STEPS.get(words.locale.language, out_of)
    return f"{words.number(words.parsed(match['number']))} {out_of} {words.cardinal(match['of'])}"


def _pressure(words: Words, match: re.Match[str]) -> str | None:
    upper, lower, unit = match["upper"], match["lower"], match["unit"]
    is_named = unit or not _PRESSURES.isdisjoint(words_before(match, 4))
    before = match.string[max(0, match.start() - _SIGN_CHARS) : match.start()]
    is_named = is_named or _PRESSURE_SIGN.search(before) is not None
    if not is_named or int(upper) <= int(lower):
        return None
    between = _BETWEEN_PRESSURES[words.grammar.tag.partition("-")[0]]
    end = f" {words.form(words.units['mmHg'], Number(lower))}" if unit else ""
    return f"{words.cardinal(upper)} {between} {words.cardinal(lower)}{end}"


def _law(words: Words, match: re.Match[str]) -> str:
    number = words.cardinal(match["number"].replace(".", ""))
    return f"{number}{words.grammar.year_of}{words.year(match['year'])}"


def are_versions(match: re.Match[str]) -> bool:
    """Return whether it is two of something, and no part: "Windows 7/8"."""
    return not _VERSIONED.isdisjoint(words_before(match))


def _is_season(first: str, last: str) -> bool:
    """Return whether it is from one year into the next: 2024/25."""
    is_year = _YEAR.fullmatch(first) is not None and len(last) == 2
    return is_year and int(last) == (int(first) + 1) % 100


def _signed(words: Words, match: re.Match[str], above: str, below: str) -> str | None:
    if (above, below) == ("1", "2") and not match["whole"] and words.grammar.half_of_words:
        after = word_after(match)
        if len(after) > 3 and after.islower() and not after[-1].isdecimal():  # "½ taza", not "de"
            return words.grammar.halves[_gender(words, after)][0]
    said = fraction(words, match["whole"] or "", above, below)
    return f"{words.grammar.minus} {said}" if said and match["sign"] else said


def _gender(words: Words, word: str) -> str:
    grammar = words.grammar
    return grammar.single(word) or grammar.agreement(word) or grammar.gender_of(word)


def fraction(
    words: Words, whole: str, above: str, below: str, gender: str = COUNTING
) -> str | None:
    """Return the words of a fraction, such as "trois quarts", "deux et demi"."""
    if int(below) == 0 or above.startswith("0"):
        return None
    part = part_of(words, above, below)
    if not whole:
        return part
    if (above, below) == ("1", "2") and words.grammar.half:
        return f"{words.cardinal(whole)} {words.grammar.half}"
    return f"{words.cardinal(whole, gender)} {words.grammar.and_} {part}"


def part_of(words: Words, above: str, below: str) -> str:
    is_improper = int(above) > int(below) > MOST_PARTS  # no part of anything: "241/90"
    is_ratio = is_improper or above == below or (above, below) == ("24", "7")
    name = None if is_ratio else words.grammar.denominator
    several = above != "1"
    said = name(words, int(below), several) if name else None
    if said is None:
        is_division = max(int(above), int(below)) <= LARGEST or above in ("1", below)
        over = words.grammar.over if is_division else words.grammar.slash
        over = over or words.grammar.over
        return f"{words.cardinal(above)} {over} {words.cardinal(below)}"
    return f"{words.number(Number(above), words.grammar.fraction_gender)} {said}"
