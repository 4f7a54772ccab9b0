"""Languages as people and programs write them: en_US, eng, English, pt_br, zh_Hans_CN, jp."""

import re
from functools import lru_cache

from babel import Locale
from babel.core import get_global

from backend_queues.suggestions import did_you_mean
from backend_queues.voices import MAX_LANGUAGE_CHARS

_NAMED_IN = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "zh", "ja", "hi")
_OTHER_NAMES = {"mandarin": "zh", "mandarin chinese": "zh", "farsi": "fa"}
_NONE = frozenset(("und", "mul", "mis", "zxx", "root", "default", "none", "unknown"))
_ENCODING = re.compile(r"[.@].*")  # of a locale such as en_US.UTF-8
_SEPARATOR = re.compile(r"[-_\s]+")
_WITH_REGION = re.compile(r"([^()]{1,35})\(([^()]{1,35})\)")


def language_tag(spelling: str) -> str:
    """Return the BCP 47 tag of a language, however it is written; "" for none in particular.

    What is no language is returned as it is, so that an error can name it.
    """
    known = _tag(spelling) if len(spelling) <= MAX_LANGUAGE_CHARS else None
    return spelling if known is None else known


def known_language(spelling: str) -> str:
    """Return the BCP 47 tag of a language, however it is written; "" if it is none."""
    known = _tag(spelling) if len(spelling) <= MAX_LANGUAGE_CHARS else None
    return known or ""


def meant_language(spelling: str) -> str:
    """Return, as a sentence, which language a misspelt name may mean; "" if it is not misspelt."""
    if len(spelling) > MAX_LANGUAGE_CHARS or _tag(spelling) is not None:
        return ""
    return did_you_mean(spelling, _ENGLISH_NAMES)


def is_of_usual_region(tag: str) -> bool:
    """Return whether a BCP 47 tag has no region, or that where most speak the language."""
    language, _, rest = tag.partition("-")
    usual = get_global("likely_subtags").get(language.lower(), "").rpartition("_")[2]
    return not rest or rest.upper() == usual


@lru_cache(1024)
def _tag(spelling: str) -> str | None:
    """Return the tag, "" for no language in particular, None if the spelling names no language."""
    text = " ".join(_ENCODING.sub("", spelling).split()).casefold()
    if not text or text in _NONE:
        return ""
    return _by_name(text) or _by_code(text)


def _by_name(text: str) -> str | None:
    """Return the tag of a name, perhaps with a region's: "english (us)"."""
    if name := _NAMES.get(text):
        return name
    found = _WITH_REGION.fullmatch(text)
    language = _NAMES.get(found[1].strip()) if found else None
    region = _REGIONS.get(found[2].strip()) if found else None
    return f"{language}-{region}" if language and region else language


def _by_code(text: str) -> str | None:
    """Return the tag of codes, in whatever case and parted by whatever."""
    first, *rest = [part for part in _SEPARATOR.split(text) if part] or [""]
    if not first or len(first) > 3 or not first.isascii():
        return None
    if rest and len(rest[0]) == 3 and rest[0].isalpha():  # such as zh-cmn
        first, *rest = rest
    tag = _language(first)
    if tag is None:
        return None
    language, *own = tag.split("-")
    script = next((part.title() for part in rest if len(part) == 4 and part.isalpha()), "")
    region = next((_region(part) for part in rest if _region(part)), "")
    script, region = script or _of_length(own, 4), region or _of_length(own, 2)
    return "-".join(filter(None, (language, script, region)))


def _of_length(parts: list[str], length: int) -> str:
    return next((part for part in parts if len(part) == length), "")


def _language(code: str) -> str | None:
    """Return the tag of a language's code, or of the code of a region where one is spoken."""
    alias = get_global("language_aliases").get(code)
    if alias or code in Locale("en").languages:
        return (alias or code).replace("_", "-")
    likely = get_global("likely_subtags").get(f"und_{code.upper()}")
    return f"{likely.partition('_')[0]}-{code.upper()}" if likely else None


def _region(code: str) -> str:
    if len(code) not in (2, 3):
        return ""
    return _REGIONS.get(code, "")


def _names() -> dict[str, str]:
    """Return the tags of languages by their names in several, and in themselves."""
    names = dict(_OTHER_NAMES)
    for language in _NAMED_IN:
        for code, name in Locale(language).languages.items():
            names.setdefault(str(name).casefold(), code.replace("_", "-"))
    return names


def _regions() -> dict[str, str]:
    """Return the codes of regions by their names in English, and by themselves."""
    territories = {str(code): str(name) for code, name in Locale("en").territories.items()}
    regions = {name.casefold(): code for code, name in territories.items()}
    aliases = {
        old.casefold(): new[0]
        for old, new in get_global("territory_aliases").items()
        if len(new) == 1
    }
    return {**regions, **aliases, **{code.casefold(): code for code in territories}}


# Of the languages that backends speak: of all there are, too many are like any word.
_ENGLISH_NAMES = (
    *("arabic", "bengali", "bulgarian", "catalan", "chinese", "croatian", "czech", "danish"),
    *("dutch", "english", "estonian", "finnish", "french", "german", "greek", "hebrew", "hindi"),
    *("hungarian", "indonesian", "italian", "japanese", "korean", "latvian", "lithuanian"),
    *("malay", "norwegian", "persian", "polish", "portuguese", "romanian", "russian", "serbian"),
    *("slovak", "slovenian", "spanish", "swahili", "swedish", "tamil", "thai", "turkish"),
    *("ukrainian", "urdu", "vietnamese", "welsh"),
)

# Read as the server starts: it takes a moment.
_NAMES, _REGIONS = _names(), _regions()
