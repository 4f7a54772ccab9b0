"""What only Portuguese writes so: 2ª-feira, 1ºT, 8/8h, D. Ana, 6/4, 0,25 p.p."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from frontend.text.listed import words_of
from frontend.text.normalisation.european.rules.context import ends_text, words_before
from frontend.text.normalisation.european.rules.dates import quarter
from frontend.text.normalisation.european.written import NUMBER, START
from frontend.text.normalisation.rule import DIGIT, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontend.text.normalisation.european.words import Words

_MASCULINE = "spellout-ordinal-masculine"
_FEMININE_NAMES = words_of(
    "Isabel Elisabete Beatriz Inês Leonor Raquel Carmen Ester Judite Adelaide Matilde Irene Alice"
)
_DAYS = {"2": "segunda", "3": "terça", "4": "quarta", "5": "quinta", "6": "sexta"}
_DAY = re.compile(r"(?<![\w.,])(?P<day>[2-6])\.?[ªa](?:[ -]f\.|-feiras?|[ ]feiras?)(?!\w)")
_HALF = re.compile(r"(?<![\w.,])(?P<half>[12])\.?[ºo°] ?T(?!\w)")
_QUARTER = re.compile(r"(?<=[0-9]º )tri(?:m\.?)?(?!\w)")
_EVERY = re.compile(r"(?<![\w.,/])(?P<hours>[1-9][0-9]?)/(?P=hours) ?h(?:s|oras)?(?!\w)")
_DOM = re.compile(r"(?<![\w.])[Dd]\. ?(?=(?P<name>[A-ZÀ-Ý][a-zà-ÿ]{1,14}))")
_WITH = re.compile(r"(?<!\w)(?P<word>[cs])/(?=\s?(?![cn](?!\w))[a-zà-ÿ0-9])")
_SEE = re.compile(r"(?<!\w)v\.(?= ?(?:fig|pág|p|art|cap|tab|nota)(?!\w))")
_SETS = re.compile(
    r"(?<![\w.,/])(?:[0-7]/[0-7](?:\([0-9]{1,2}\))?,? (?:e )?){1,4}[0-7]/[0-7](?![\w/]|[.,][0-9])"
)
_SET = re.compile(r"([0-7])/([0-7])")
_LONGEST_SET = 5  # games: one of them has as many at least, where 1/2 and 3/4 are parts
# An extension, after a telephone number: "3456-7890 r. 204".
_EXTENSION = re.compile(r"(?:(?<=[0-9]{4} )|(?<=[0-9]{4}, ))r\.(?= ?[0-9]{2,4}(?![0-9]))")
_POINTS = re.compile(rf"(?P<number>{START}{NUMBER}) ?(?:p\.p\.|pp)(?!\w)")
# Of goals, where 3x4 is a size elsewhere.
_SCORE = re.compile(r"(?<![\w.,])(?P<won>[0-9])x(?P<lost>[0-9])(?!\w|[.,][0-9]| ?[cm]?m(?!\w))")
_OF_SCORES = words_of(
    "placar venceu vence vencer ganhou ganha ganhar perdeu perde perder vitória derrota empate "
    "empatou bateu derrotou goleou goleada"
)
_NEARBY_CHARS = 22
_TEAM_BEFORE = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ]{1,20} $")
_TEAM_AFTER = re.compile(r" [A-ZÀ-Þ][a-zà-ÿ]")


def feminine_name(name: str) -> bool:
    return name.endswith(("a", "th")) or name in _FEMININE_NAMES


def rules(words: Words) -> Iterable[Rule]:
    return (
        Rule("day of the week", _DAY, lambda match: f"{_DAYS[match['day']]}-feira", DIGIT),
        Rule("see", _SEE, lambda _: "ver", "v"),
        Rule("half of a match", _HALF, partial(_half, words), "T"),
        Rule("quarter", _QUARTER, lambda _: "trimestre", "º"),
        Rule("every so many hours", _EVERY, partial(_every, words), "/"),
        Rule("Dom or Dona", _DOM, _dom, "dD"),
        Rule("with", _WITH, lambda match: "com" if match["word"] == "c" else "sem", "/"),
        Rule("sets", _SETS, partial(_sets, words), "/"),
        Rule("score", _SCORE, partial(_score, words), "x"),
        Rule("extension", _EXTENSION, lambda _: "ramal", "r"),
        quarter(words, _MASCULINE, " de "),
        Rule("percentage points", _POINTS, partial(_points, words), "p"),
    )


def _half(words: Words, match: re.Match[str]) -> str:
    return f"{words.ordinal(match['half'], _MASCULINE)} tempo"


def _every(words: Words, match: re.Match[str]) -> str:
    hours = words.cardinal(match["hours"], "f")
    return f"{hours} em {hours} {'hora' if match['hours'] == '1' else 'horas'}"


def _dom(match: re.Match[str]) -> str:
    said = "dona" if feminine_name(match["name"]) else "dom"
    return f"{said.capitalize() if match[0][0] == 'D' else said} "


def _sets(words: Words, match: re.Match[str]) -> str | None:
    """Read the sets of a match of tennis, "6/4, 3/6"."""
    sets = _SET.findall(match[0])
    if not all(max(map(int, games)) >= _LONGEST_SET for games in sets):
        return None
    said = (f"{words.cardinal(won)} a {words.cardinal(lost)}" for won, lost in sets)
    return ", ".join(said)


def _score(words: Words, match: re.Match[str]) -> str | None:
    before = match.string[max(0, match.start() - _NEARBY_CHARS) : match.start()]
    is_of_teams = _TEAM_BEFORE.search(before) and _TEAM_AFTER.match(match.string, match.end())
    if not is_of_teams and _OF_SCORES.isdisjoint(words_before(match, 3)):
        return None
    won, lost = (words.cardinal(match[key]) for key in ("won", "lost"))
    return f"{won} {words.grammar.versus} {lost}"


def _points(words: Words, match: re.Match[str]) -> str:
    number = words.parsed(match["number"])
    form = "ponto percentual" if number.value < 2 else "pontos percentuais"
    end = "." if match[0].endswith(".") and ends_text(match) else ""
    return f"{words.number(number)} {form}{end}"
