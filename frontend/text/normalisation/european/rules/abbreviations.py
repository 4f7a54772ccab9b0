"""Abbreviations and titles: Mme Dupont, p. 12, etc., a. C."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from frontend.text.listed import words_of
from frontend.text.normalisation.european.rules.context import (
    ends_sentence,
    ends_text,
    plain,
    words_before,
)
from frontend.text.normalisation.european.written import SPACE, WORD
from frontend.text.normalisation.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from frontend.text.normalisation.european.words import Words

_WORD = rf"[^\W\d_](?<!\w{WORD})(?<![.-]{WORD}){WORD}{{0,7}}"
_NEXT = rf"(?:{SPACE}|-)?{WORD}{{1,5}}\."
THREE = re.compile(rf"{_WORD}\.{_NEXT}{_NEXT}(?:-{WORD}\.)?(?!\w)")
TWO = re.compile(rf"{_WORD}\.[ºª]?{_NEXT}(?!\w)")
HYPHENED = re.compile(rf"{_WORD}\.?(?:[-/]{WORD}{{0,3}}\.?){{1,3}}(?!\w)")
TITLE = re.compile(rf"(?<![A-Z]\. ){_WORD}\.?(?:{WORD}{{1,3}})?(?=(?:{SPACE}|-)[^\W\d_a-zà-öø-ÿ])")
NUMBERED = re.compile(rf"{_WORD}\.?[º°ª]?\.?(?={SPACE}?[0-9IVXL])")
_RAISED = "\u02b0-\u02b8\u02e0-\u02e4\u1d2c-\u1d6a\u207f"
RAISED = re.compile(rf"(?<!\w)[A-Za-zÀ-ÿ]{{1,5}}[{_RAISED}]{{1,4}}(?!\w)")
_VOWEL = re.compile("[aeiouy]", re.IGNORECASE)
INNER = re.compile(rf"{_WORD}\.{WORD}{{1,5}}\.?(?!\w|\.\w)")
ONE = re.compile(rf"{_WORD}(?:\.[ºª]?|(?<=[ºª])|°)(?!\w|\.\w)")

# What ends a sentence where a capital follows: no name belongs to it.
LAST = words_of(
    "etc. ecc. enz. e.d. e.a. itd. itp. usw. usf. u.v.m. u.v.a. u.Ä. o.Ä. n.v.t. a.u.b. s.v.p. "
    "hab. pers. uds. vds. hnos. ltda. t.a.b. d.t.s."
)
# Words as well, which they are at a sentence's end, unless these go before.
_ALSO_WORDS = {
    "ex.": frozenset({"par", "p", "por"}),
    "es.": frozenset({"ad", "per", "p"}),
    "gem.": frozenset(),
}
_NAMES = frozenset({"Max."})  # the same, but for those who are called so
_BEFORE_NOUNS = frozenset({"gem."})  # of German, which have capitals too
# What belongs to other words before it: "et al.".
_NOT_AFTER = {"al.": frozenset({"et"})}


def inner_rules(words: Words) -> Iterable[Rule]:
    """Return those of abbreviations with a point within, which may look as names of files."""
    known = _known({**words.grammar.abbreviations, **words.grammar.titles})
    return (Rule("abbreviation", INNER, partial(_read, known), "."),)


def rules(words: Words) -> Iterable[Rule]:
    grammar = words.grammar
    titles, known = _known(grammar.titles), _known(grammar.abbreviations)
    several = partial(_read, known)
    alone = {**_raised(grammar.before_numbers), **_pointed(titles), **known}
    numbered = partial(_read, _known(grammar.before_numbers))
    return (
        Rule("abbreviation", THREE, several, "."),
        Rule("abbreviation", TWO, several, "."),
        Rule("abbreviation", HYPHENED, several, "-/"),
        Rule("abbreviation before a number", NUMBERED, numbered),
        Rule("raised", RAISED, partial(_read, {**known, **titles})),
        Rule("title", TITLE, partial(_read, titles)),
        Rule("abbreviation", ONE, partial(_read, alone), ".°º"),
    )


def _raised(before_numbers: Mapping[str, str]) -> Mapping[str, str]:
    """Return those that are no word, so that they stand anywhere: "n°"."""
    return {key: said for key, said in before_numbers.items() if key[-1] in "°º"}


def _pointed(titles: Mapping[str, str]) -> Mapping[str, str]:
    """Return the titles that are none but with their point: "Sr.", not the end of "me."."""
    return {
        key: said for key, said in titles.items() if key.endswith(".") and _is_no_word(key[:-1])
    }


def _is_no_word(letters: str) -> bool:
    return len(letters) > 2 or (len(letters) == 2 and not _VOWEL.search(letters))


def _known(abbreviations: Mapping[str, str]) -> Mapping[str, str]:
    """Return them without spaces; one that needs no point may have it."""
    pointed = {f"{key}.": said for key, said in abbreviations.items() if "." not in key}
    return {**pointed, **{_key(key): said for key, said in abbreviations.items()}}


def _key(text: str) -> str:
    return plain("".join(text.split()))


def _of_last(known: Mapping[str, str], match: re.Match[str]) -> str | None:
    """Read the last parts of several: "cf. p. ex.", "s. av. J.-C."."""
    first, point, rest = match[0].partition(". ")
    said = known.get(_key(rest)) if rest.count(".") > 1 else None
    if not said or not point:
        return None
    end = "." if ends_text(match) else ""
    return f"{known.get(_key(first) + '.', first + '.')} {said}{end}"


def _read(known: Mapping[str, str], match: re.Match[str]) -> str | None:
    key = _key(match[0])
    if _is_word(match, key):
        return None
    said = known.get(key)
    if said is None and key[:1].isupper():
        said = known.get(key[0].lower() + key[1:])
        said = said and said[0].upper() + said[1:]
    if said is None:
        return _of_last(known, match)
    is_end = ends_text(match) or (key in LAST and ends_sentence(match))
    return f"{said}." if key.endswith(".") and is_end else said


def _is_word(match: re.Match[str], key: str) -> bool:
    """Return whether it is "ex" at a sentence's end, or "Max", and is no abbreviation."""
    before = words_before(match)
    if not _NOT_AFTER.get(key, frozenset()).isdisjoint(before):
        return True
    if key not in _ALSO_WORDS and key not in _NAMES:
        return False
    ends = ends_text if key in _BEFORE_NOUNS else ends_sentence
    is_within = not before or not ends(match) or _opens(match)
    return not is_within and _ALSO_WORDS.get(key, frozenset()).isdisjoint(before)


def _opens(match: re.Match[str]) -> bool:
    return match.string[: match.start()].endswith(("(", "[", ": ", "– ", "— "))
