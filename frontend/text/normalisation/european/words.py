"""The words of a language for numbers and for what they count."""

from __future__ import annotations

import re

from frontend.text.normalisation.european.grammar import COUNTING, Grammar, Noun
from frontend.text.normalisation.european.names import Names
from frontend.text.normalisation.european.written import Number, number
from frontend.text.normalisation.spelling import LONGEST_CARDINAL, SpelledNumbers

LONGEST_ORDINAL = 12
_GROUP = re.compile(r"[0-9]+[Xx]?|[Xx]")
LONGEST_DECIMALS_IN_PAIRS = 6


class Words(Names):
    def __init__(self, grammar: Grammar) -> None:
        super().__init__(grammar)
        self._numbers = SpelledNumbers(grammar.numbers, joined=grammar.joined)
        self.decimal = str(self.locale.number_symbols["latn"]["decimal"])

    def parsed(self, text: str) -> Number:
        return number(text, self.decimal)

    # --- numbers

    def cardinal(self, digits: str | int, gender: str = COUNTING) -> str:
        """Return a whole number's words; digit by digit if it is too long or begins with 0."""
        forms = self.grammar.cardinals
        digits = str(digits)
        is_long = 3 < len(digits) <= LONGEST_CARDINAL and not digits.startswith("0")
        if gender == "f" and self.grammar.thousand and is_long:
            return self._feminine(int(digits))
        return self._words(digits, forms.get(gender) or forms[COUNTING])

    def _words(self, digits: str, ruleset: str) -> str:
        return " ".join(self._numbers.words(digits, ruleset).split())

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
        return self._words(digits, self.grammar.year) if is_year else self.cardinal(digits)

    def season(self, first: str, last: str) -> str:
        """Return "zweitausenddreiundzwanzig vierundzwanzig" of 2023/24; 1999/00 ends in 2000."""
        end = self.year(str(int(first) + 1)) if last == "00" else self.cardinal(str(int(last)))
        return f"{self.year(first)} {end}"

    def by_digit(self, digits: str) -> str:
        return self._numbers.by_digit(digits, self.grammar.cardinals[COUNTING])

    def ordinal(self, digits: str | int, ruleset: str) -> str | None:
        digits = str(digits)
        if len(digits) > LONGEST_ORDINAL or digits.startswith("0"):
            return None
        return self._numbers.spelled(int(digits), ruleset)

    def number(self, written: Number, gender: str = COUNTING) -> str:
        return self.signed(written, self._unsigned(written, gender))

    def signed(self, written: Number, said: str) -> str:
        """Return what is said for a number without its sign, with the sign it is written with."""
        sign = {"-": self.grammar.minus, "+": self.grammar.plus}.get(written.sign, "")
        if written.sign == "±":
            sign = self.grammar.operators.get("±", f"{self.grammar.plus} {self.grammar.minus}")
        return f"{sign} {said}".strip()

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
        if self.grammar.in_pairs and len(group) == 2 and group.isdecimal():
            return self.cardinal(group)
        said = self.by_digit(group.rstrip("Xx"))
        return said if group.isdecimal() else f"{said} X".strip()

    # --- what is counted

    def form(self, noun: Noun, written: Number) -> str:
        return noun.form(self._category(written))

    def counted(self, written: Number, noun: Noun) -> str:
        """Return a number and the form of the noun that goes with it."""
        said = f"{self.number(written, noun.gender)} {self.of(written, self.form(noun, written))}"
        return self.grammar.elided(said)

    def of(self, written: Number, word: str) -> str:
        return self.grammar.of(word) if self.grammar.of and written.is_round else word

    def _category(self, written: Number) -> str:
        if self.grammar.zero_is_plural and not written.value:
            return "other"
        if len(written.whole) > LONGEST_CARDINAL or len(written.fraction) > LONGEST_CARDINAL:
            return "many"
        return str(self.locale.plural_form(written.value))

    # --- dates

    def day(self, day: int, match: re.Match[str]) -> str:
        if self.grammar.day:
            return self.grammar.day(self, day, match.string[: match.start()][-40:])
        if day == 1 and self.grammar.first_day:
            return self.grammar.first_day
        return self.cardinal(day)
