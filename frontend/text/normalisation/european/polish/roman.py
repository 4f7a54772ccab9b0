"""Polish Roman numerals: "Jan III", "XX wieku", "II wojna", "rozdział IV", which are ordinals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.normalisation.common.roman import value
from frontend.text.normalisation.european.polish.context import (
    LOCATIVE,
    after,
    before,
    form_of_name,
    form_of_noun,
    last_word,
    point,
)
from frontend.text.normalisation.european.polish.inflection import Form, ordinal
from frontend.text.normalisation.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontend.text.normalisation.european.words import Words

_NUMERAL = "[IVX]{1,6}"
_CENTURY = re.compile(
    rf"\b(?P<first>{_NUMERAL})(?:(?P<to>[-–/]| i | a | do )(?P<last>{_NUMERAL}))?"
    r"(?: (?P<noun>wiek|wieku|wiekiem|wieków|stulecie|stulecia|stuleciu)\b|(?P<mark> ?w\.(?!\w)))"
)
_RULER = re.compile(
    r"\b(?P<name>(?:Jan|Zygmunt|Władysław|Kazimierz|Bolesław|Mieszk|Henryk|August|Stanisław|Stefan|"
    r"Ludwik|Karol|Fryderyk|Wilhelm|Filip|Mikołaj|Aleksand|Piotr|Paw[eł]|Pius|Benedykt|Francisz|"
    r"Grzegorz|Leon|Klemens|Urban|Innocent|Edward|Jerz|Ryszard|Jakub|Ferdynand|Józef|Maksymilian|"
    r"Otton|Napoleon|Ramzes|Dariusz|Ptolemeusz|Leopold|Albert|Gustaw|Eryk|Iwan|Wasyl|Juliusz|"
    r"Elżbie|Katarzyn|Mari|Ann|Małgorza|Izabel|Krystyn|Konrad|Przemysł|Wacław|Alfons|Humbert)"
    rf"[a-ząćęłńóśźż]{{0,8}}) (?P<numeral>{_NUMERAL})\b"
)
_AFTER_NOUN = re.compile(
    r"\b(?P<noun>(?i:rozdzia|tom|częś|księ[gd]|akt|scen|etap|faz|klas)"
    rf"\w{{0,5}}) (?P<numeral>{_NUMERAL})\b"
)
_BEFORE_NOUN = re.compile(
    rf"\b(?P<numeral>{_NUMERAL})(?= (?P<noun>(?:wojn|wojen|[Ww]ojn|lig|klas|edycj|rund|tur|kadencj|"
    r"Rzesz|Rzeczpospolit|RP|Republik|Krucjat|krucjat|rozbi[oó]r|etap|tom|miejsc|pięt|kwarta|"
    r"powstani|Kongres|Zjazd|zjazd|Sob[oó]r|Liceum|Wojn)[a-ząćęłńóśźż]{0,8})\b)"
)

_OF_CENTURY = re.compile(rf"(?<![\w-])(?P<numeral>{_NUMERAL})-?(?P<rest>wieczn\w{{1,4}})(?!\w)")


class Numerals:
    def __init__(self, words: Words) -> None:
        self._words = words

    def rules(self) -> Iterable[Rule]:
        yield Rule("century", _CENTURY, self._century, needs="IVX")
        yield Rule("of a century", _OF_CENTURY, self._of_century, needs="IVX")
        yield Rule("ruler", _RULER, self._ruler, needs="IVX")
        yield Rule("numeral after its noun", _AFTER_NOUN, self._after_noun, needs="IVX")
        yield Rule("numeral before its noun", _BEFORE_NOUN, self._before_noun, needs="IVX")

    def _ordinal(self, numeral: str, form: Form) -> str | None:
        number = value(numeral)
        return ordinal(self._words, number, form) if number else None

    def _century(self, match: re.Match[str]) -> str | None:
        form = _form_of_century(match)
        said = self._ordinal(match["first"], form)
        if match["last"]:
            to = {" i ": "i", " a ": "a"}.get(match["to"], "do")
            last = self._ordinal(match["last"], form)
            said = f"{said} {to} {last}" if said and last else None
        if said is None:
            return None
        if match["mark"]:
            return f"{said} wieku{point(after(match))}"
        return f"{said} {match['noun']}"

    def _of_century(self, match: re.Match[str]) -> str | None:
        said = self._ordinal(match["numeral"], "m")
        if said is None:
            return None
        stems = (f"{word.removesuffix('y').removesuffix('i')}o" for word in said.split())
        return f"{''.join(stems)}{match['rest']}"

    def _ruler(self, match: re.Match[str]) -> str | None:
        said = self._ordinal(match["numeral"], form_of_name(match["name"]))
        return f"{match['name']} {said.title()}" if said else None

    def _after_noun(self, match: re.Match[str]) -> str | None:
        said = self._ordinal(
            match["numeral"], form_of_noun(match["noun"], last_word(before(match)))
        )
        noun = match["noun"].capitalize() if match["noun"].isupper() else match["noun"]
        return f"{noun} {said}" if said else None

    def _before_noun(self, match: re.Match[str]) -> str | None:
        return self._ordinal(
            match["numeral"], form_of_noun(match["noun"], last_word(before(match)))
        )


def _form_of_century(match: re.Match[str]) -> Form:
    noun = match["noun"] or ""
    if noun in {"wiek", "stulecie"}:
        return "m" if noun == "wiek" else "n"
    if noun == "wiekiem":
        return "m-loc"
    is_in = last_word(before(match)) in LOCATIVE - {"po", "o"}
    return "m-loc" if is_in and noun != "stulecia" else "m-gen"
