"""German ordinals: "am 3. Mai", "der 2. Weltkrieg", "21ste", with the endings of their context."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.listed import listed, words_of
from frontend.text.normalisation.european.german.nouns import gender_of, is_counted
from frontend.text.normalisation.rule import DIGIT, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontend.text.normalisation.european.words import Words

SEEN_CHARS = 60  # of the text around a number, which decide its ending
YEARS = range(1100, 2100)

_STRONG = {"masculine": "er", "feminine": "e", "neuter": "es"}
_DATIVE = {"masculine": "em", "feminine": "er", "neuter": "em"}
_ACCUSATIVE = {"masculine": "en", "feminine": "e", "neuter": "es"}
_OBLIQUE = words_of(
    "den dem des im am vom zum zur beim unterm überm hinterm einem einer eines einen"
)
_PLAIN = words_of("die das ins ans aufs fürs durchs übers eine")
_MASCULINE_OR_OBLIQUE = listed("der dieser jeder jener welcher")
_POSSESSIVE = re.compile(r"(?:[kmds]?ein|ihr|unser|euer|eur|dies|jed|jen|welch)(e[nmrs]?)?")
_WITH_DATIVE = words_of("ab aus bei mit nach seit von zu vor in an auf unter über laut")
_WITH_ACCUSATIVE = words_of("bis für gegen durch um ohne")
_BEFORE_DER = _WITH_DATIVE | words_of(
    "hinter neben zwischen während wegen trotz statt innerhalb außerhalb anhand seitens"
)
_LIST = re.compile(
    r"(?:\d{1,4}\.(?:,|[ \N{NO-BREAK SPACE}](?:und|oder|sowie|u\.|bzw\.))"
    r"[ \N{NO-BREAK SPACE}]){1,4}$"
)
# The rest of a list, between an ordinal and its noun: "der 1., 2. und 3. Platz".
_MORE = re.compile(r"(?:(?:,|[ ](?:und|oder|sowie|bis))[ ]\d{1,4}\.){1,4}(?= [A-ZÄÖÜa-zäöü])")
_WEEKDAY = re.compile(
    r"\b(?:Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag|"
    r"Mo|Di|Mi|Do|Fr|Sa|So)\.?,? $"
)
_LAST_WORDS = re.compile(r"(?:(\w{1,20})[ \N{NO-BREAK SPACE}])?(\w{1,20})[ \N{NO-BREAK SPACE}]$")
_NEXT_WORD = re.compile(r"\s{1,3}[\"„»‚(]?([^\W\d_]{1,40})")
_END = re.compile(r"[\s)\]\"“”»«’'*_]*$")
# A sentence begins with these, so that the point before them ends one.
_STARTERS = words_of(
    "der die das den dem des ein eine einen einem einer er sie es wir ich ihr du man und "
    "oder aber doch denn dann danach daher darum deshalb dabei dazu damit davor da dort "
    "hier heute gestern morgen jetzt nun nur noch auch so im in am an auf bei mit nach "
    "von vor zu zum zur für aus als wenn weil ob wie was wer wo warum weshalb dieser "
    "diese dieses diesen jeder jede jedes alle allerdings außerdem jedoch später seit "
    "seitdem während trotzdem sein seine mein meine kein keine nicht nein ja bis zwar "
    "sonst schließlich zuerst viele einige manche bitte"
)
# After these, a number and a point that end a sentence are an ordinal: "am 3.", not "Bus 3."
_AT_ITS_OWN = words_of("am im vom zum beim der den dem des")
_DETERMINERS = _AT_ITS_OWN | _OBLIQUE | {"die", "das"}

_ENUMERATED = re.compile(r"(?:^|[:;,(]|\bund)\s{0,2}$")
_SMALL_LETTER = re.compile(r"\s(?!(?:und|oder|bis) [0-9])[a-zäöüß]")
_ORDINAL = re.compile(
    r"(?<![\w.,:/€$£+-])(?<![\d.][ \N{NO-BREAK SPACE}])"
    r"(0|[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,2}|[1-9][0-9]{0,6})\.(?![\w.-]|,(?! [0-9]{1,4}\.))"
)
_SPAN = re.compile(
    r"(?<![\w.,:/-])([1-9][0-9]{0,2})\. ?(?P<to>[-–/]) ?([1-9][0-9]{0,2})\.(?= ?[^\W\d_])"
)
_SUFFIXED = re.compile(r"(?<![\w.,])([1-9][0-9]{0,6})\.?-?s?t(e[rnsm]?)(?![\w-])")


class Ordinals:
    def __init__(self, words: Words) -> None:
        self._words = words

    def rules(self) -> Iterable[Rule]:
        yield Rule("ordinals from to", _SPAN, self._span, needs=DIGIT)
        yield Rule("ordinal with its ending", _SUFFIXED, self._suffixed, needs=DIGIT)
        yield Rule("ordinal", _ORDINAL, self._ordinal, needs=DIGIT)

    def _is_month(self, right: str) -> bool:
        follows = _NEXT_WORD.match(right)
        return follows is not None and follows[1].lower() in self._words.months

    def _span(self, match: re.Match[str]) -> str:
        ending = ending_of(before(match), after(match))
        first, last = (spelled(self._words, int(match[group]), ending) for group in (1, 3))
        return f"{first} {last}" if match["to"] == "/" else f"{first} bis {last}"

    def _suffixed(self, match: re.Match[str]) -> str:
        return spelled(self._words, int(match[1]), match[2])

    def _ordinal(self, match: re.Match[str]) -> str | None:
        if self._is_month(after(match)):
            return None  # which is a date
        number, left, right = int(match[1].replace(".", "")), before(match), after(match)
        if match.string[match.end() : match.end() + 1] == "," and not _MORE.match(right):
            return None
        right = _MORE.sub("", right, count=1) if _MORE.match(right) else right
        ends = _is_ordinal(number, left, right)
        if ends is None:
            return None
        if _is_of_list(left, right):
            return f"{spelled(self._words, number, 'e')}ns"  # "erstens"
        return spelled(self._words, number, ending_of(left, right)) + ends


def spelled(words: Words, number: int, ending: str) -> str:
    """Return the ordinal with an ending: "e", "en", "er", "es" or "em"."""
    said = words.ordinal(number, "spellout-ordinal") or "nullte"
    return said.replace("eine M", "einm") + ending.removeprefix("e")


def before(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - SEEN_CHARS) : match.start()]


def after(match: re.Match[str]) -> str:
    return match.string[match.end() : match.end() + SEEN_CHARS]


def last_word(left: str) -> str:
    return _determiner(left)[1]


def ends_sentence(right: str) -> str:
    """Return the "." of an ordinal or abbreviation that ends its sentence too, "" within one."""
    if _END.match(right):
        return "."
    follows = _NEXT_WORD.match(right)
    is_start = follows and follows[1][0].isupper() and follows[1].lower() in _STARTERS
    return "." if is_start else ""


def _is_ordinal(number: int, left: str, right: str) -> str | None:
    """Return what is left of the point: "." if it ends a sentence too; None is no ordinal."""
    determiner = _determiner(_LIST.sub("", left))[1]
    follows = _NEXT_WORD.match(right)
    if follows is None:
        ends = "." if _END.match(right) else ""
        is_alone = not left.strip() and bool(ends) and number not in YEARS
        return ends if is_alone or (determiner in _AT_ITS_OWN and number not in YEARS) else None
    word = follows[1]
    if word.lower() in _STARTERS and word[0].isupper():
        return "." if determiner in _AT_ITS_OWN and number not in YEARS else None
    if determiner in _DETERMINERS or _POSSESSIVE.fullmatch(determiner):
        return ""
    if number in YEARS:
        return None
    is_short = word.isupper() and len(word) > 1  # "1. FC", "2. OG"
    is_noun = is_short or is_counted(word)
    return "" if word[0].islower() or not left.strip() or is_noun else None


def _is_of_list(left: str, right: str) -> bool:
    """Return whether it counts items: "1. Mehl sieben", where no noun goes with an ordinal."""
    if not _ENUMERATED.search(left):
        return False
    follows = _NEXT_WORD.match(right)
    is_noun = follows is not None and (is_counted(follows[1]) or follows[1].isupper())
    return bool(_SMALL_LETTER.match(right)) or (not left.strip() and bool(follows) and not is_noun)


def _determiner(left: str) -> tuple[str, str]:
    """Return the two words before, in small letters; "" is none."""
    words = _LAST_WORDS.search(left)
    return ((words[1] or "").lower(), words[2].lower()) if words else ("", "")


def ending_of(left: str, right: str) -> str:
    """Return the ending of an ordinal by what stands before it and the noun after it."""
    left = _WEEKDAY.sub("", _LIST.sub("", left))
    earlier, word = _determiner(left)
    gender = gender_of(_noun(right))
    if word in _MASCULINE_OR_OBLIQUE:
        return "en" if gender == "feminine" or earlier in _BEFORE_DER else "e"
    if word in _OBLIQUE:
        return "en"
    if word in _PLAIN:
        return "e"
    if possessive := _POSSESSIVE.fullmatch(word):
        return _after_possessive(possessive[1] or "", _STRONG[gender])
    if word in _WITH_ACCUSATIVE:
        return _ACCUSATIVE[gender]
    return _DATIVE[gender] if word in _WITH_DATIVE else _STRONG[gender]


def _after_possessive(its_ending: str, strong: str) -> str:
    return {"": strong, "e": "e"}.get(its_ending, "en")


def _noun(right: str) -> str:
    """Return the noun after a number: the first word with a capital of the next three."""
    words = right.split()[:3]
    return next((word.strip('.,;:!?"“”»«()') for word in words if word[:1].isupper()), "")
