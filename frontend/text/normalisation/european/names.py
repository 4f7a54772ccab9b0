"""Names of months, units and currencies in a language, by its grammar and by locale data."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from babel import Locale
from babel.core import get_global

from frontend.text.normalisation.common.prefixes import PREFIXED, prefixed
from frontend.text.normalisation.european.grammar import Grammar, Noun
from frontend.text.normalisation.european.periods import PERIODS, SHORT_PERIODS
from frontend.text.normalisation.european.units import CLDR_UNITS, SIGNS

if TYPE_CHECKING:
    from collections.abc import Mapping


_PERIODS = ("hour", "day", "week", "month", "year")


def _currencies_in_use() -> set[str]:
    uses = chain.from_iterable(get_global("territory_currencies").values())
    return {code for code, _, end, is_tender in uses if is_tender and not end}


class Names:
    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self.locale = Locale.parse(grammar.locale)
        self._currencies: dict[tuple[str, bool], Noun] = {}

    def magnitude(self, word: str) -> Noun | None:
        """Return the noun if the word is one of its forms, or its short form: "M", "millions"."""
        return self._magnitudes.get(word)

    @cached_property
    def _magnitudes(self) -> Mapping[str, Noun]:
        nouns = self.grammar.magnitudes
        return {**nouns, **{form: noun for noun in nouns.values() for form in noun.forms.values()}}

    @cached_property
    def months(self) -> Mapping[str, int]:
        """The numbers of months by their names and short names, in lower case, without a dot."""
        names = {
            name.lower().removesuffix("."): month
            for context in self.locale.months.values()
            for width in ("wide", "abbreviated")
            for month, name in context[width].items()
        }
        return {**names, **self.grammar.months}

    @cached_property
    def weekdays(self) -> frozenset[str]:
        return frozenset(name.lower() for name in self.locale.days["format"]["wide"].values())

    def weekday(self, short: str, *, also_words: bool = False) -> str | None:
        """Return the day that a short name stands for, without its point.

        One that is a word as well, "mit" of Mittwoch, is a day only with `also_words`.
        """
        short = short.lower()
        if short in self.grammar.words_like_days and not also_words:
            return None
        days = self.locale.days["format"]
        for number, name in days["wide"].items():
            known = days["abbreviated"][number].lower().removesuffix(".")
            alias = self.grammar.short_days.get(short)
            if (
                alias == name
                or short == known
                or (len(short) > 2 and name.lower().startswith(short))
            ):
                return str(name)
        return None

    def month(self, month: int) -> str:
        if self.grammar.month_forms:
            return self.grammar.month_forms[month - 1]
        return str(self.locale.months["format"]["wide"][month])

    @cached_property
    def units(self) -> Mapping[str, Noun]:
        """What symbols of units stand for."""
        given = {**CLDR_UNITS, **self.grammar.units}
        nouns = {symbol: self._noun(prefixed(self.locale, symbol)) for symbol in PREFIXED}
        nouns |= {
            symbol: self._unit(unit) if isinstance(unit, str) else unit
            for symbol, unit in given.items()
        }
        return {symbol: noun for symbol, noun in nouns.items() if noun}

    def unit_per(self, symbol: str, per: str) -> Noun | None:
        """Return what "kg/m³", "mg/jour" or "mg/kg/jour" stands for, if all of it is known."""
        first, _, second = symbol.rpartition("/")
        one = self.units.get(symbol) or (self.unit_per(first, second) if first else None)
        other = self.units.get(per)
        name = other.form("one") if other else self.period(per)
        if one is None or name is None:
            return None
        ending = f" {self.per(name)}"
        forms = {category: form + ending for category, form in one.forms.items()}
        return Noun(forms, one.gender)

    def per(self, name: str) -> str:
        """Return "par jour" for a day."""
        said = f"{self.grammar.per} {self.grammar.after_per(name)}"
        return self.grammar.elided(said)

    @cached_property
    def periods(self) -> frozenset[str]:
        """The names of a day, a week and so on, in lower case."""
        nouns = (self._unit(f"duration-{period}") for period in _PERIODS)
        return PERIODS.union(noun.form("one").lower() for noun in nouns if noun)

    def period(self, written: str) -> str | None:
        """Return the name of what an amount is told by, "jour", of which it may be a short one."""
        short = SHORT_PERIODS.get(self.locale.language, {}).get(written.lower())
        return short or (written if written.lower() in self.periods else None)

    def _unit(self, name: str) -> Noun | None:
        patterns = self._unit_patterns(name)
        if not patterns:
            return None
        forms = {
            category: pattern.replace("{0}", "").replace("\u00a0", " ").strip()
            for category, pattern in patterns.items()
            if category != "per"
        }
        return self._noun(forms)

    def _noun(self, forms: Mapping[str, str]) -> Noun | None:
        said = forms.get("other", "")
        return Noun(forms, self.grammar.gender_of(forms.get("one", said))) if said else None

    def _unit_patterns(self, name: str) -> Mapping[str, str]:
        patterns = self.locale._data["unit_patterns"].get(name, {})
        return {key: str(pattern) for key, pattern in patterns.get("long", {}).items()}

    @cached_property
    def signs(self) -> Mapping[str, tuple[str, bool]]:
        """The codes of currencies by their signs, and whether these say only "dollar"."""
        given = {sign: (code, True) for sign, code in self.grammar.signs.items()}
        signs = {**SIGNS, **given}
        low = {sign.lower(): known for sign, known in signs.items()}
        return {**{sign: low[sign] for sign in low if sign not in self.units}, **signs}

    def currency(self, code: str, *, everyday: bool) -> Noun | None:
        """Return what a currency is called in full, or every day: "dollar"."""
        key = (code, everyday)
        if key not in self._currencies:  # a code that is none is soon found to be so
            noun = self._currency(code, everyday=everyday)
            if noun is None:
                return None
            self._currencies[key] = noun
        return self._currencies[key]

    def _currency(self, code: str, *, everyday: bool) -> Noun | None:
        given = self.grammar.currencies.get(code)
        if everyday or given is None:
            given = self.grammar.everyday.get(code) if everyday or self._is_only(code) else None
        if given:
            return given
        single = self.locale.currencies.get(code)
        plurals = self.locale._data["currency_names_plural"].get(code) or {"other": single}
        if not single:
            return None
        everyday = everyday or self._is_only(code)
        forms = {category: self._name(str(name), everyday) for category, name in plurals.items()}
        return Noun(forms, self.grammar.gender_of(forms.get("one") or forms["other"]))

    def _is_only(self, code: str) -> bool:
        """Return whether no other country's currency is called so: "yen", not "dollar"."""
        name = self._name(self.locale.currencies.get(code, code), everyday=True)
        return self._uses[name.lower()] == 1

    @cached_property
    def _uses(self) -> Counter[str]:
        names = (self.locale.currencies.get(code, code) for code in _currencies_in_use())
        return Counter(self._name(name, everyday=True).lower() for name in names)

    def _name(self, name: str, everyday: bool) -> str:
        words = name.split()
        if everyday:
            words = words[-1:] if self.grammar.noun_is_last else words[:1]
        if not self.grammar.nouns_in_capitals:
            words[0] = words[0].lower()
        return " ".join(words)
