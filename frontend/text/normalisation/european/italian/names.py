"""Italian saints, years of age, floors and the like: S. Chiara, un 45enne, 3° p., il 2°."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from frontend.text.listed import words_of
from frontend.text.normalisation.european.rules.context import ends_text
from frontend.text.normalisation.european.rules.dates import quarter
from frontend.text.normalisation.rule import DIGIT, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontend.text.normalisation.european.words import Words

_MASCULINE = "spellout-ordinal-masculine"
_MALE = words_of(
    "Marco Giovanni Pietro Paolo Francesco Lorenzo Giorgio Siro Carlo Donato Giuseppe Michele "
    "Martino Nicola Benedetto Bernardo Domenico Gennaro Vittore Zeno Marino Daniele Felice "
    "Salvatore Pellegrino Severo Vitale Vito Rocco Sebastiano Biagio Valentino Silvestro Giacomo "
    "Filippo Luca Matteo Tommaso Bartolomeo Patrizio Gaetano Leonardo Leone Gregorio Gottardo "
    "Cristoforo Remo Babila Giuliano Pantaleone Lazzaro Luigi Raffaele Gabriele Vincenzo Pio "
    "Cosma Damiano Fermo Fedele Romano Miniato Petronio Candido Mauro"
)
_FEMALE = words_of(
    "Chiara Maria Rita Lucia Caterina Teresa Sofia Cecilia Monica Margherita Barbara Giulia Croce "
    "Marta Marina Lucina Brigida Cristina Giustina Reparata Bibiana Rosalia Rosa Severa Felicita "
    "Susanna Giovanna Francesca Marinella Vittoria Trinita Valeria Bernadette Fosca"
)
_ELIDED = words_of(
    "Agata Agnese Agostino Alberto Alessandro Alessio Alfonso Ambrogio Andrea Angelo Anna Antonio "
    "Apollinare Arcangelo Eligio Elena Elia Emiliano Erasmo Eufemia Eusebio Eustachio Ignazio "
    "Ilario Ippolito Isidoro Ivo Onofrio Orsola Oronzo Ubaldo Urbano Elisabetta Egidio"
)
_SANTO = words_of("Stefano Spirito")
_SAINT = re.compile(r"(?<![\w.])[Ss]\. ?(?P<name>[A-Z][a-zàèéìòù]{2,14})(?!\w)")
_AGED = re.compile(
    r"(?<![\w.,])(?P<age>[0-9]{1,3})(?:-(?P<most>[0-9]{1,3}))?enn(?P<end>[ei])(?!\w)"
)
_FLOOR = re.compile(r"(?<=[0-9][°º])(?P<gap> ?)p\.(?=[,;) ]|\s{0,3}$)")
# "il 2°" alone is no temperature.
_PLACED = re.compile(r"(?<=[id]l |ul )(?P<number>[0-9]{1,2})°(?=[.,;:!?)]|\s{0,3}$)")
_PLACED_AFTER = re.compile(r"(?<!\w)(?:il|sul|dal|del|nel|al) $")
_SEE = re.compile(r"(?<!\w)v\.(?= ?(?:fig|pag|p|art|cap|tab|nota|anche|sopra|sotto)(?!\w))")
_ATTENTION = re.compile(r"(?<!\w)c\.a\.(?= (?:[A-Z]|sig|dott|ing|avv))")
_PENALTIES = re.compile(r"(?<=ai )rig\.")
_LAW = re.compile(r"(?<=[Ll]a )[lL]\.(?= (?:n\. ?)?[0-9])")
# The number of a law and its year: "legge n. 241/1990".
_OF_YEAR = re.compile(
    r"(?<![\w.])(?:[Ll]egge|[Ll]\.|[Dd]\. ?[Ll]gs\.|[Dd]\. ?[Ll]\.|D\. ?P\. ?R\.|DL|DPR)(?: n\.)? "
    r"[0-9]{1,4}(?P<here>/)(?:[0-9]{4}|[0-9]{2})(?![\w/]|[.,][0-9])"
)
_MOST_PLACES = 20


def rules(words: Words) -> Iterable[Rule]:
    return (
        Rule("saint", _SAINT, _saint, "sS"),
        Rule("years of age", _AGED, partial(_aged, words), DIGIT),
        Rule("floor", _FLOOR, lambda match: f"{match['gap'] or ' '}piano", "°º"),
        Rule("place", _PLACED, partial(_placed, words), "°"),
        Rule("see", _SEE, lambda _: "vedi", "v"),
        Rule("penalties", _PENALTIES, _penalties, "r"),
        Rule("law", _LAW, lambda _: "legge", "lL"),
        Rule("law", _OF_YEAR, lambda _: " del ", "/"),
        quarter(words, _MASCULINE, " "),
        Rule("attention", _ATTENTION, lambda _: "alla cortese attenzione di", "c"),
    )


def _penalties(match: re.Match[str]) -> str:
    return f"rigori{'.' if ends_text(match) else ''}"


def _saint(match: re.Match[str]) -> str | None:
    """Read S. before a saint's name; before others it is an initial."""
    name = match["name"]
    if name not in _MALE | _FEMALE | _SANTO | _ELIDED:
        return None
    said = "santa " if name in _FEMALE else "santo " if name in _SANTO else "san "
    said = "sant'" if name in _ELIDED else said
    return f"{said.capitalize() if match[0][0] == 'S' else said}{name}"


def _aged(words: Words, match: re.Match[str]) -> str:
    said = f"{_stem(words, match['age'])}enn{match['end']}"
    if match["most"]:
        said = f"{words.cardinal(match['age'])} {_stem(words, match['most'])}enn{match['end']}"
    return said


def _stem(words: Words, age: str) -> str:
    """Return the number without the vowel that it loses: "venticinqu"."""
    said = words.cardinal(age)
    return said[:-1] if said[-1] in "aeiouàèéìòù" and said != "tre" else said


def _placed(words: Words, match: re.Match[str]) -> str | None:
    is_after = _PLACED_AFTER.search(match.string, max(0, match.start() - 6), match.start())
    is_place = bool(is_after) and 0 < int(match["number"]) <= _MOST_PLACES
    return words.ordinal(match["number"], _MASCULINE) if is_place else None
