"""English abbreviations, whose full stop ends a sentence or not by the words on both sides."""

import re

# What goes before a noun, so that a word in its place is no abbreviation: "Download the app."
_DETERMINER_WORDS = "the a an this that your my our his her their any new no"
DETERMINERS = frozenset(_DETERMINER_WORDS.split())
# What is no step of a recipe: "1 tbsp. Worcestershire sauce".
INGREDIENT = (
    r"(?=\s(?!(?:Add|And|Bake|Beat|Blend|Boil|Bring|Chill|Combine|Cook|Cover|Drizzle|Finally|Fold|Fry|"
    r"Heat|I|If|In|It|Knead|Let|Melt|Mix|Next|Now|Place|Pour|Preheat|Put|Repeat|Season|Serve|Set|"
    r"Simmer|Sprinkle|Stir|The|Then|This|To|Top|Use|We|When|Whisk|You)\b)[A-Z][a-z])"
)

_INGREDIENT = re.compile(INGREDIENT)
_ALSO_WORDS = frozenset(("app", "art", "sec"))
_NUMBERED_BY_LETTERS = frozenset(("app", "fig", "sec", "ch", "pt", "ex", "sched", "annex"))
_LETTER = re.compile(r"[A-Z](?![\w.'’])")
_LIVES = frozenset(("(b.", "(d.", "(r.", "(c.", "(fl."))
_HYPHENED_UNIT = re.compile(r"[0-9.,/]{1,9}-(?:lb|oz|yr|mi|gal|ft|in|hr|min|sec|mo|wk|sq)")
_SPOONS = frozenset(("tbsp", "tbsps", "tsp", "tsps"))
_COMPASS = re.compile(r"[NESW]{1,3}\b")
_DAY_OR_ZONE = re.compile(
    r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?s?|[ECMP][SD]?T|GMT|UTC|BST)\b"
)


def is_whole_word(before: str, word: str) -> bool:
    """Return whether a word that may be short for another is none: "Download the app."."""
    return word in _ALSO_WORDS and before.lower() in DETERMINERS


def goes_on_in_english(before: str, last: str, word: str, following: str) -> bool:
    """Return whether the full stop of an abbreviation ends no sentence.

    Args:
        before: the word before the last one, as it is written; "" if there is none.
        last: the last word, with its full stop.
        word: the same in small letters, without marks.
        following: the word after it, or its beginning.
    """
    if word in ("ft", "pt"):  # "Ft. Worth", not "6 ft."
        return following[:1].isupper() and not before[-1:].isdecimal()
    if word == "dr":  # "Dr. Smith", not "Mulholland Dr."
        return not before[:1].isupper() or before.endswith(",")
    if word in _NUMBERED_BY_LETTERS and _LETTER.match(following):  # "App. B"
        return True
    if last in _LIVES and following[:1].isdecimal():  # "(b. 1452)"
        return True
    if _HYPHENED_UNIT.fullmatch(word):  # "a 215-lb. quarterback", "a 3-yr. deal"
        return True
    if word in _SPOONS and before[-1:].isnumeric():
        return _INGREDIENT.match(f" {following}") is not None
    if word == "mi":  # "23 mi. SW of the city"
        return _COMPASS.match(following) is not None
    return word in ("a.m", "p.m") and _DAY_OR_ZONE.match(following) is not None  # "5 p.m. Monday"
