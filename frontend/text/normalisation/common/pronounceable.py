"""Whether letters make a word that could be said: Mordhaven could, FBI and HTTP could not."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ONSET = (
    "bl|br|bh|ch|chl|chr|cl|cr|cz|dh|dr|dw|fj|fl|fr|gh|gl|gn|gr|gw|hy|kh|kl|kn|kr|kw|ll|mc|mn|ng|nv|"
    "ph|phl|phr|pl|pn|pr|ps|pt|qu|rh|sc|sch|schl|schm|schn|schr|schw|scl|scr|sh|shr|sk|sl|sm|sn|"
    "sp|spl|spr|sq|sr|st|str|sv|sw|sz|th|thr|thw|tr|ts|tw|vl|vr|wh|wr|zh|zw|"
    # German, Dutch and Polish
    "pf|pfl|pfr|brz|chrz|chw|czl|czw|drz|dz|dzw|gd|krz|prz|psz|rz|szcz|szk|szl|szp|szt|szw|trz|"
    "wcz|wl|wsz|wz|zb|zd|zg|zl|zm|zn|zr|chl|chm|strz|kt"
)
_CODA = (
    r"ck|ct|cks|cts|dge?|ds|dth|dz|fs|ff|ffs|ft|fts|gh|ghs|ght|ghts|gs|ks|l[bcdfgklmnpstv]s?|lch|ldt|"
    r"lls?|lph|lsh|lth|ltz|m[bfnps]s?|mph|mpt|mpts|n[cdgkstxz]s?|nch|nct|ngs|ngst|ngth|nks|nns?|nth|"
    r"nths|p[hst]s?|pps?|rr?[bcdfgklmnpstvxz]?s?|rch|rld|rlds|rmth|rph|rsh|rst|rsts|rth|rths|"
    r"rtz|rts|schs?|sh|sk|sks|sm|sms|sp|sps|ss|st|sts|tch|th|ths|ts|tts?|tz|vs|ws|wl|wls|wn|wns|wth|"
    r"xt|xts|ys|zz|bs|bbs?|dds?|ggs?|ph|phs|cs|ch|chs|"
    # German, Dutch and Polish
    r"chts?|dt|nft|mst|rnst|chst|ngt|pft|rgt|lgt|rbst|rfst|lfst|mpf|tzt|rzt|rkt|kst|dl|szcz|sc|zd|rz|cz|sz|lk|jsc|jn|wsk|lsk|nsk|rsk"
)
_SAID = re.compile(
    rf"(?:[bcdfghjklmnpqrstvwxz]|{_ONSET})?[aeiouy]{{1,4}}"
    r"(?:[bcdfghjklmnpqrstvwxz]{1,4}[aeiouy]{1,4})*"
    rf"(?:[bcdfghjklmnpqrstvwxz]|{_CODA})?"
)


@lru_cache(maxsize=10_000)
def is_pronounceable(word: str) -> bool:
    """Return whether Latin letters are in an order in which they can be said as a word."""
    plain = unicodedata.normalize("NFD", word.lower().replace("ß", "ss").replace("ł", "l"))
    letters = "".join(char for char in plain if char.isalpha())
    return _SAID.fullmatch(letters) is not None
