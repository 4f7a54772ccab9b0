"""Abbreviations that sentencex takes for sentence ends; a name or a number follows each of them."""

_WORDS = {
    "de": "abb abs bd dipl frau geb gest hrn inkl jh kap tel",
    "en": "approx eq est incl ms mx vol",
    "es": "d dña dres fr mons",
    "fr": "bd dr m me mgr mlle mm mme mmes no pr st ste",
    "it": "dott.ssa gent pag prof.ssa",
    "nl": "d.w.z mevr o.a",
    "pl": "dr gen hab inż ks mgr św",
    "pt": "av d exma n.º pág profa srta sta",
    "ru": "им рис т.е",
}
_BY_LANGUAGE = {language: frozenset(words.split()) for language, words in _WORDS.items()}


def is_abbreviation(language: str, text: str) -> bool:
    """Return whether the text ends in such a word and its full stop."""
    words = text.rstrip(".").split()
    word = words[-1].lstrip("(\"'“‘«[„").lower() if words else ""
    return word in _BY_LANGUAGE.get(language, ())
