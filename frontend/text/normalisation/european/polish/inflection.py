"""Polish ordinals in the cases and genders that years, dates, hours and nouns ask of them.

CLDR has no ordinals for Polish, so their words are here; what stands before them is its cardinal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from frontend.text.listed import listed

if TYPE_CHECKING:
    from frontend.text.normalisation.european.words import Words

# Gender, and case where it is not the nominative. "m-loc" is the instrumental too, and the
# neuter's; "f-gen" the dative and locative. "p" is the plural, "p-gen" its locative too.
Form = Literal["m", "f", "n", "m-gen", "m-loc", "f-gen", "f-acc", "p", "p-gen", "p-ins"]
LAST = 9_999

_ENDINGS: dict[Form, str] = {
    "m": "y",
    "f": "a",
    "n": "e",
    "m-gen": "ego",
    "m-loc": "ym",
    "f-gen": "ej",
    "f-acc": "ą",
    "p": "e",
    "p-gen": "ych",
    "p-ins": "ymi",
}
_ONES = listed(
    "zerowy pierwszy drugi trzeci czwarty piąty szósty siódmy ósmy dziewiąty dziesiąty "
    "jedenasty dwunasty trzynasty czternasty piętnasty szesnasty siedemnasty osiemnasty "
    "dziewiętnasty"
)
_TENS = listed(
    "dwudziesty trzydziesty czterdziesty pięćdziesiąty sześćdziesiąty siedemdziesiąty "
    "osiemdziesiąty dziewięćdziesiąty"
)
_HUNDREDS = listed(
    "setny dwusetny trzechsetny czterechsetny pięćsetny sześćsetny siedemsetny osiemsetny "
    "dziewięćsetny"
)
_THOUSANDS = listed(
    "tysięczny dwutysięczny trzytysięczny czterotysięczny pięciotysięczny "
    "sześciotysięczny siedmiotysięczny ośmiotysięczny dziewięciotysięczny"
)


def ordinal(words: Words, number: int, form: Form) -> str:
    """Return the ordinal of a number up to LAST."""
    round_part, said = _cut(number)
    cardinal = [words.cardinal(round_part)] if round_part else []
    return " ".join([*cardinal, *(inflected(word, form) for word in said)])


def _cut(number: int) -> tuple[int, list[str]]:
    """Return what is said as a cardinal, and the words of the rest, which are ordinals."""
    if number % 100 or not number:
        return number - number % 100, _below_100(number % 100)
    if number % 1000:
        return number - number % 1000, [_HUNDREDS[number % 1000 // 100 - 1]]
    return 0, [_THOUSANDS[number // 1000 - 1]]


def _below_100(number: int) -> list[str]:
    if number < len(_ONES):
        return [_ONES[number]]
    tens, ones = divmod(number, 10)
    return [_TENS[tens - 2], *([_ONES[ones]] if ones else [])]


def inflected(word: str, form: Form) -> str:
    """Return an ordinal of one word in a form: those in -gi and -ci are soft, the others in -y."""
    ending = _ENDINGS[form]
    stem = word[:-1]
    if word.endswith("y"):
        return stem + ending
    if ending.startswith("y"):
        return f"{stem}i{ending[1:]}"
    hard = word.endswith("gi") and ending[0] in "aą"  # druga, but trzecia and drugie
    return stem + ending if hard else f"{stem}i{ending}"
