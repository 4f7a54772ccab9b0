"""Full stops that sentencex takes for sentence ends, of abbreviations and of ordinals."""

import re

# A name or a number follows each of them.
_WORDS = {
    "de": "abb abs bd dipl frau geb gest hrn inkl jh kap tel zzgl",
    "en": "approx eq est incl ms mx vol",
    "es": "arq cap cnel d dña dres fr gral ing lic mons sto sta tte",
    "fr": "bd cdt dr gén m me mgr mlle mm mme mmes no pr st ste",
    "hi": "डॉ प्रो श्री",
    "it": "arch avv dott dott.ssa gen gent geom ing pag prof prof.ssa s sen sig",
    "nl": "d.w.z dhr mevr mw o.a",
    "pl": "dr gen hab inż kpt ks mgr mjr płk prof św ul",
    "pt": "arq av cap cel d eng exma gen n.º pág profa r srta sta sto ten",
    "ru": "им рис т.е",
}
# They end no sentence before a number; before a word, they may.
_BEFORE_NUMBERS = {
    "de": "anl art aufl hausnr hs jg min mind max mrd nr s sp std str tsd ziff",
    "en": "apt art ca ch ext fig figs flr no nos para rm sec ste",
    "es": "aprox art av c cap cód fig km máx mín n no núm p pág tel tfno tlf vol",
    "fr": "apt art bât ch chap env éd fasc fig janv févr avr juil sept oct nov déc p t tél vol",
    "hi": "रु क्र सं पृ",
    "it": "a art c cap ca civ fig gen feb mar apr mag giu lug ago set ott nov dic int max min n nn "
    "nr p pag par sec tav tel vol",
    "nl": "art afb blz ca fig hfst hs max min nr p tel",
    "pl": "art fig godz lok m maks min nr ok pkt poz r rozdz rys s str tab tel tom tys ul ust zł",
    "pt": "ap apto aprox art c cap cód fig máx mín n p pág séc tel vol",
}
# What stands before an ordinal and its noun: "der 2. Zug".
_BEFORE_ORDINALS = {
    "de": "der die das den dem des im am zum zur beim vom ins ans und bis jeder jede jedes jeden "
    "jedem dieser diese dieses diesem diesen sein seine seinem seinen seiner ihr ihre ihrem ihren "
    "ihrer mein meine meinem meinen meiner unser unsere unserem unseren unserer",
}


def _by_language(words: dict[str, str]) -> dict[str, frozenset[str]]:
    return {language: frozenset(text.split()) for language, text in words.items()}


_ANYWHERE = _by_language(_WORDS)
_IF_A_NUMBER = _by_language(_BEFORE_NUMBERS)
_ORDINAL = _by_language(_BEFORE_ORDINALS)
_NUMBER = re.compile(r"-?\d|[A-Z]{0,2}[$€£¥₹]|[IVXLC]+\b(?!\.)")
_ORDINAL_NUMBER = re.compile(r"\d{1,3}\.$")


def goes_on(language: str, text: str, following: str) -> bool:
    """Return whether the full stop at the text's end is part of its last word.

    Args:
        language: the first part of a language tag.
        text: it ends in a full stop.
        following: the word after it, or its beginning.
    """
    words = text.rsplit(maxsplit=2)
    word = _bare(words[-1]) if words else ""
    if word in _ANYWHERE.get(language, ()):
        return True
    if _NUMBER.match(following) and word in _IF_A_NUMBER.get(language, ()):
        return True
    return len(words) > 1 and _is_ordinal(language, words[-2], words[-1], following)


def _is_ordinal(language: str, before: str, number: str, following: str) -> bool:
    if not _ORDINAL_NUMBER.fullmatch(number) or not following[:1].isupper():
        return False
    return _bare(before) in _ORDINAL.get(language, ())


def _bare(word: str) -> str:
    return word.rstrip(".").lstrip("(\"'“‘«[„").lower()
