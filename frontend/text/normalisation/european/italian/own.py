"""What only Italian says so: un’ora, uno studente, il 67º minuto, la IX sinfonia."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from frontend.text.listed import words_of
from frontend.text.normalisation.european.italian import names
from frontend.text.normalisation.european.rules.context import words_before
from frontend.text.normalisation.european.written import Number
from frontend.text.normalisation.rule import DIGIT, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontend.text.normalisation.european.words import Words

_MASCULINE = "spellout-ordinal-masculine"
_FEMININE_NOUNS = words_of(
    "ore miglia libbre once tonnellate calorie sterline corone rupie lire classe legione parte "
    "notte chiave nave mente arte carne pelle rete torre valle voce"
)
_FEMININE_ENDINGS = ("zione", "sione", "gione", "tà", "tù", "trice")
_MASCULINE_IN_A = words_of(
    "chilowattora megawattora gigawattora terawattora wattora problema programma tema sistema clima"
)
_MASCULINE_IN_E = words_of(
    "mese studente paziente padre pane cane fiore mare nome piede bicchiere piacere cliente "
    "presidente ospite limone pomodoro peperone mattone pallone litro sole paese canale animale"
)
_NO_NOUNS = words_of("contro quando prima come dopo sotto sopra dentro solo poco molto tutto")
_BEFORE_VOWEL = re.compile(r"(?<!\w)(?:(una) |(al) )(?=[aeiou])")
_BEFORE_FEMININE = re.compile(r"(?<!\w)al (?=(?:settimana|notte|tonnellata|libbra)(?!\w))")
_VAT_NUMBER = re.compile(r"(?<!\w)P\.(?= ?IVA\b)")
_ONE = re.compile(r"(?<![\w.,:/-])1 (?P<noun>[a-zàèéìòù]{3,20})(?!\w)")
_UNO = re.compile("s[b-df-hj-np-tv-z]|z|gn|ps|pn|x|y")
# A minute of a match: al 67', al 90'+3'.
_MINUTE = re.compile(
    r"(?<![\w.,])(?P<minute>[0-9]{1,3})['’′](?:\s?\+\s?(?P<more>[0-9]{1,2})['’′]?)?(?![\w'’])"
)
_LENGTH = re.compile(r"(?<![\w.,:/])([0-9]{1,2}):([0-5][0-9]):([0-5][0-9])(?![\w:]|[.,][0-9])")
_AT = words_of("al dal nel del il sul")


def gender_of(name: str) -> str:
    first = name.split()[0].lower()
    if first in _MASCULINE_IN_A:
        return "m"
    is_feminine = first.endswith(("a", *_FEMININE_ENDINGS)) or first in _FEMININE_NOUNS
    return "f" if is_feminine else "m"


def elided(said: str) -> str:
    """Return it with what loses a vowel or becomes another: "un’ora", "all’ora"."""
    said = _BEFORE_FEMININE.sub("alla ", said)
    return _BEFORE_VOWEL.sub(lambda match: "un’" if match[1] else "all’", said)


def single(word: str) -> str | None:
    """Return the gender of what 1 counts, if the word tells it."""
    if word in _MASCULINE_IN_E:
        return "m"
    if word in _FEMININE_NOUNS or word.endswith(_FEMININE_ENDINGS):
        return "f"
    is_noun = len(word) > 2 and word[-1] in "ao" and word not in _NO_NOUNS
    return gender_of(word) if is_noun else None


def rules(words: Words) -> Iterable[Rule]:
    return (
        Rule("length of time", _LENGTH, partial(_length, words), ":"),
        *names.rules(words),
        Rule("one of something", _ONE, partial(_one, words), "1"),
        Rule("minute of a match", _MINUTE, partial(_minute, words), DIGIT),
        Rule("number of a firm", _VAT_NUMBER, lambda _: "partita", "P"),
    )


def _length(words: Words, match: re.Match[str]) -> str | None:
    """Read 2:01:09 as so many hours, unless it is a time of day."""
    if words.grammar.before_times.intersection(words_before(match)):
        return None
    grammar = words.grammar
    hours, minutes, seconds = (Number(str(int(digits))) for digits in match.groups())
    said = f"{words.counted(hours, grammar.hour)} {words.counted(minutes, grammar.minute)}"
    return f"{said} e {words.counted(seconds, grammar.second)}"


def _one(words: Words, match: re.Match[str]) -> str | None:
    noun = match["noun"]
    gender = single(noun)
    if (
        noun in words.months
        or gender is None
        or words.grammar.cardinal_before.intersection(words_before(match))
    ):
        return None
    if gender == "m":
        return f"{'uno' if _UNO.match(noun) else 'un'} {noun}"
    return elided(f"una {noun}")


def _minute(words: Words, match: re.Match[str]) -> str | None:
    minute, more = match["minute"], match["more"]
    if _AT.intersection(words_before(match)):
        said = f"{words.ordinal(minute, _MASCULINE)} minuto"
        return f"{said} più {words.cardinal(more)}" if more else said
    said = words.counted(Number(minute), words.grammar.minute)
    return f"{said} più {words.cardinal(more)}" if more else said
