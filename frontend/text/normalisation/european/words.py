"""The words of a language for numbers and for what they count."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from babel import Locale
from babel.core import get_global

from frontend.text.normalisation.european.grammar import COUNTING, Grammar, Noun
from frontend.text.normalisation.european.units import CLDR_UNITS, SIGNS
from frontend.text.normalisation.european.written import Number, number
from frontend.text.normalisation.spelling import LONGEST_CARDINAL, SpelledNumbers

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_ORDINAL = 12
_GROUP = re.compile(r"[0-9]+[Xx]?|[Xx]")
LONGEST_DECIMALS_IN_PAIRS = 6


def _current_currencies() -> set[str]:
    territories = get_global("territory_currencies").values()
    return {
        code for used in territories for code, _, end, is_tender in used if is_tender and not end
    }


class Words:
    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self.locale = Locale.parse(grammar.locale)
        self._numbers = SpelledNumbers(grammar.numbers, joined=grammar.joined)
        self.decimal = str(self.locale.number_symbols["latn"]["decimal"])

    def parsed(self, text: str) -> Number:
        return number(text, self.decimal)

    # --- numbers

    def cardinal(self, digits: str | int, gender: str = COUNTING) -> str:
        """Return a whole number's words; digit by digit if it is too long or begins with 0."""
        forms = self.grammar.cardinals
        digits = str(digits)
        if gender == "f" and self.grammar.thousand and 3 < len(digits) <= LONGEST_CARDINAL:
            return self._feminine(int(digits))
        return self._numbers.words(digits, forms.get(gender) or forms[COUNTING]).strip()

    def _feminine(self, number: int) -> str:
        """Return "doscientas mil una", of which CLDR has only the end in the feminine."""
        millions, rest = divmod(number, 10**6)
        thousands, rest = divmod(rest, 1000)
        said = [self.cardinal(millions * 10**6)] if millions else []
        if thousands:
            before = [self.cardinal(thousands, "f")] if thousands > 1 else []
            said += [*before, self.grammar.thousand]
        return " ".join([*said, *([self.cardinal(rest, "f")] if rest else [])])

    def year(self, digits: str) -> str:
        is_year = len(digits) == 4 and 1100 <= int(digits) <= 1999
        return self._numbers.words(digits, self.grammar.year) if is_year else self.cardinal(digits)

    def by_digit(self, digits: str) -> str:
        return self._numbers.by_digit(digits, self.grammar.cardinals[COUNTING])

    def ordinal(self, digits: str | int, ruleset: str) -> str | None:
        digits = str(digits)
        if len(digits) > LONGEST_ORDINAL or digits.startswith("0"):
            return None
        return self._numbers.spelled(int(digits), ruleset)

    def number(self, written: Number, gender: str = COUNTING) -> str:
        sign = {"-": self.grammar.minus, "+": self.grammar.plus}.get(written.sign, "")
        if written.sign == "±":
            sign = f"{self.grammar.plus} {self.grammar.minus}"
        return f"{sign} {self._unsigned(written, gender)}".strip()

    def _unsigned(self, written: Number, gender: str) -> str:
        if not written.fraction:
            return self.cardinal(written.whole, gender)
        gender = gender if self.grammar.gendered_decimals else COUNTING
        whole = self.cardinal(written.whole, gender if gender == "f" else COUNTING)
        return f"{whole} {self.grammar.point} {self._decimals(written.fraction, gender)}"

    def _decimals(self, digits: str, gender: str) -> str:
        *before, last = self._decimal_parts(digits)
        return " ".join([*map(self.cardinal, before), self.cardinal(last, gender)])

    def _decimal_parts(self, digits: str) -> list[str]:
        """Split decimals into what is said as one number: zeros before others are said each."""
        if not self.grammar.decimals_in_pairs or len(digits) > LONGEST_DECIMALS_IN_PAIRS:
            return list(digits)
        if len(digits) < 4:
            rest = digits.lstrip("0")
            return [*"0" * (len(digits) - len(rest)), *([rest] if rest else [])]
        if digits.startswith("0"):
            return list(digits)
        return [digits[at : at + 2] for at in range(0, len(digits), 2)]

    def dotted(self, text: str) -> str:
        """Return the words of a version or such: "trois point onze"."""
        return f" {self.grammar.dot} ".join(map(self.cardinal, text.split(".")))

    def grouped(self, text: str) -> str:
        """Return the words of a telephone number or such, with a pause between its groups."""
        groups = _GROUP.findall(text)
        return ", ".join(map(self._group, groups))

    def _group(self, group: str) -> str:
        if self.grammar.in_pairs and len(group) == 2 and group.isdigit():
            return self.cardinal(group)
        said = self.by_digit(group.rstrip("Xx"))
        return said if group.isdigit() else f"{said} X".strip()

    # --- what is counted

    def form(self, noun: Noun, written: Number) -> str:
        return noun.form(self._category(written))

    def counted(self, written: Number, noun: Noun) -> str:
        """Return a number and the form of the noun that goes with it."""
        return f"{self.number(written, noun.gender)} {self.of(written, self.form(noun, written))}"

    def of(self, written: Number, word: str) -> str:
        return self.grammar.of(word) if self.grammar.of and written.is_round else word

    def _category(self, written: Number) -> str:
        if self.grammar.zero_is_plural and not written.value:
            return "other"
        if len(written.whole) > LONGEST_CARDINAL or len(written.fraction) > LONGEST_CARDINAL:
            return "many"
        return str(self.locale.plural_form(written.value))

    # --- names

    def day(self, day: int, match: re.Match[str]) -> str:
        if self.grammar.day:
            return self.grammar.day(self, day, match.string[: match.start()][-40:])
        if day == 1 and self.grammar.first_day:
            return self.grammar.first_day
        return self.cardinal(day)

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

    def month(self, month: int) -> str:
        if self.grammar.month_forms:
            return self.grammar.month_forms[month - 1]
        return str(self.locale.months["format"]["wide"][month])

    @cached_property
    def units(self) -> Mapping[str, Noun]:
        """What symbols of units stand for."""
        given = {**CLDR_UNITS, **self.grammar.units}
        nouns = {
            symbol: self._unit(unit) if isinstance(unit, str) else unit
            for symbol, unit in given.items()
        }
        return {symbol: noun for symbol, noun in nouns.items() if noun}

    def unit_per(self, symbol: str, per: str) -> Noun | None:
        """Return what "kg/m³" stands for, if both are known."""
        one, other = self.units.get(symbol), self.units.get(per)
        if one is None or other is None:
            return None
        ending = f" {self.grammar.per} {other.form('one')}"
        forms = {category: form + ending for category, form in one.forms.items()}
        return Noun(forms, one.gender)

    def _unit(self, name: str) -> Noun | None:
        patterns = self._unit_patterns(name)
        if not patterns:
            return None
        forms = {
            category: pattern.replace("{0}", "").replace("\u00a0", " ").strip()
            for category, pattern in patterns.items()
            if category != "per"
        }
        said = forms.get("other", "")
        return Noun(forms, self.grammar.gender_of(forms.get("one", said))) if said else None

    def _unit_patterns(self, name: str) -> Mapping[str, str]:
        patterns = self.locale._data["unit_patterns"].get(name, {})
        return {key: str(pattern) for key, pattern in patterns.get("long", {}).items()}

    @cached_property
    def _currencies(self) -> dict[tuple[str, bool], Noun | None]:
        return {}

    @cached_property
    def signs(self) -> Mapping[str, tuple[str, bool]]:
        """The codes of currencies by their signs, and whether these say only "dollar"."""
        given = {sign: (code, True) for sign, code in self.grammar.signs.items()}
        signs = {**SIGNS, **given}
        return {**{sign.upper(): known for sign, known in signs.items()}, **signs}

    def currency(self, code: str, *, everyday: bool) -> Noun | None:
        """Return what a currency is called in full, or every day: "dollar"."""
        key = (code, everyday)
        if key not in self._currencies:
            self._currencies[key] = self._currency(code, everyday=everyday)
        return self._currencies[key]

    def _currency(self, code: str, *, everyday: bool) -> Noun | None:
        if code in self.grammar.everyday and (everyday or self._is_only(code)):
            return self.grammar.everyday[code]
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
        names = (self.locale.currencies.get(code, code) for code in _current_currencies())
        return Counter(self._name(name, everyday=True).lower() for name in names)

    def _name(self, name: str, everyday: bool) -> str:
        words = name.split()
        if everyday:
            words = words[-1:] if self.grammar.noun_is_last else words[:1]
        if not self.grammar.nouns_in_capitals:
            words[0] = words[0].lower()
        return " ".join(words)
