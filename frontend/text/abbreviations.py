"""Full stops that sentencex takes for sentence ends, of abbreviations and of ordinals."""

import re
from functools import cache

from babel import Locale, UnknownLocaleError

# A name or a number follows each of them.
_WORDS = {
    "de": "abb abs anh bd dipl dipl.-ing dr.-ing exkl frau frl geb geh gest gestr hd hptm hrn hl "
    "inkl jh kap oblt s-bhf tel u-bhf v vs zw zzgl ü",
    "en": "adm amb approx atty br capt cllr cmdr col cpl cpt eq est gen gov hon incl lt maj messrs "
    "mr mrs ms mx ofc prof pvt rep rev revd sen sgt spc sts vol",
    "es": "apdo vs arq cap cnel d dña dres fr gral ing lic mons sto sta tte",
    "fr": "vs bât bd c.-à-d cdt dr gén m me mgr mlle mm mme mmes no pr st ste",
    "hi": "अग अक्टू जन डॉ दिसं नवं प्रो फर श्री सितं",
    "it": "ang arch avv c.a dott dott.ssa gen gent geom ing magg pag prof prof.ssa s sen serg sig "
    "artt d.lgs lgs rig ten vs",
    "nl": "d.w.z dhr ds fam excl incl mevr mw o.a",
    "pl": "al dr dz.u gen hab inż kpt ks mgr mjr pl płk poczt por prof skr św ul vs",
    "pt": "arq av bl cap cel cx d vs eng exma gen n.º pág profa r srta sta sto ten",
    "ru": "им рис т.е",
}
# They end no sentence before a number; before a word, they may.
_BEFORE_NUMBERS = {
    "de": "anl art aufl gl hausnr hs jg min mind max mrd nr op s sp std str tsd ziff",
    "en": "acct agg app apt arr art bk bks bldg ca cat cl ch chap chron cor dep ed ep eps ext fig "
    "figs flr fn fns hwy heb lat long matt max min mk no nos op para plat prov rev rm rom rte sc "
    "sec ser ste tel thess thur thurs tues ver wed wk wks",
    "es": "aprox art arts av c cap cód fig km máx mín n no núm op p pág págs párr ref s ss tel "
    "tfno tlf vol",
    "fr": "apt arr art ch chap d env éd fasc fév fig juill l max min op p pp r réf sc t "
    "tél th trim v vol",
    "hi": "रु क्र नं सं पृ",
    "it": "a art bin c cap ca cell civ fig int max min n nn nr op p pag pagg par pp "
    "sec tav tel trim vol",
    "nl": "art afb blz ca di fig hfst hs ma max min nr p tel vr wo za",
    "pl": "art czw fig godz kom kw l lok m maks min nr ok pkt pn pocz poł poz pt r rozdz rys s str "
    "t tab tel temp tom tys śr wew wt ul ur ust zł zm",
    "pt": "ap apto aprox art arts c cap cj cód fig inc máx mín n op p pág págs plat ref séc tel "
    "vol",
}
# They end none after a number, whatever follows: "17 Bio. Euro".
_AFTER_NUMBERS = {
    "de": "bio msp pck pkg pr stck stk tr tsd wo",
    "es": "cda cdas cdta cdtas comp",
    "hi": "कि.मी कि.ग्रा ग्रा मी मि.मी मि.ली रु ली से.मी",
    "pl": "tabl",
    "pt": "comp",
}
# A name or a number follows them, unless a number goes before: "os. Leśne", but "dla 6 os.".
_UNLESS_COUNTED = {"pl": "os p"}
# The same, if they are in capitals: "Col. Centro", where "col" is a cabbage.
_CAPITALISED = {"es": "Col"}
# They end one after a number where a capital follows: "Prep: 15 min. Total: 1 hr."
_LENGTHS_OF_TIME = {
    "en": "min mins hr hrs sec secs",
    "es": "min seg",
    "it": "min sec",
}
# What ends none after a number, if a word in small letters follows: "3 mln. euro".
_BEFORE_SMALL = {"nl": "mln mld"}
# They end none before a word that begins so: "1/4 c. à café", "Ier s. av. J.-C.".
_BEFORE_WORDS: dict[str, dict[str, tuple[str, ...]]] = {
    "fr": {"art": ("d.", "l.", "r."), "c": ("à", "civ", "pén", "trav"), "s": ("av", "ap")},
    "pl": {"dz": ("u.",)},
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
_OF_A_NUMBER = _by_language(_AFTER_NUMBERS)
_OF_A_SMALL_WORD = _by_language(_BEFORE_SMALL)
_ORDINAL = _by_language(_BEFORE_ORDINALS)
_OF_A_NAME = _by_language(_UNLESS_COUNTED)
_IN_CAPITALS = _by_language(_CAPITALISED)
_OF_TIME = _by_language(_LENGTHS_OF_TIME)
_MARKS = ".,;:!?)"
_OPENERS = "(\"'“‘«[„"
_LONG_ORDINAL = 4  # with its point
_SHORTEST_NAME = 3  # of a day or month: shorter ones are words: "zo", "do"
_NUMBER = re.compile(r"-?\d|[A-Z]{0,2}[$€£¥₹]|[IVXLC]{2,}\b|[IVXLC]\b(?!\.)")
_CODE = re.compile(r"[A-Z]{1,3}-?\d")  # "réf. AB-1"
_LAST_WORDS = 2
_DAY_OR_ZONE = re.compile(
    r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?s?|[ECMP][SD]?T|GMT|UTC|BST)\b"
)
_LETTERED = frozenset(("app", "fig", "sec", "ch", "pt", "ex", "sched", "annex"))
_LIVES = frozenset(("(b.", "(d.", "(r.", "(c.", "(fl."))
_LETTER = re.compile(r"[A-Z](?![\w.'’])")
_HYPHENED_UNIT = re.compile(r"[0-9.,/]{1,9}-(?:lb|oz|yr|mi|gal|ft|in|hr|min|sec|mo|wk|sq)")
# English words too, after an article: "Download the app. 5 million people use it."
_ALSO_WORDS = frozenset(("app", "art", "sec"))
_DETERMINERS = frozenset(("the", "a", "an", "this", "that", "your", "my", "our", "his", "her"))
_COMPASS = re.compile(r"[NESW]{1,3}\b")
# What is no step of a recipe: "1 tbsp. Worcestershire sauce".
INGREDIENT = (
    r"(?=\s(?!(?:Add|And|Bake|Beat|Blend|Boil|Bring|Chill|Combine|Cook|Cover|Drizzle|Finally|Fold|Fry|"
    r"Heat|I|If|In|It|Knead|Let|Melt|Mix|Next|Now|Place|Pour|Preheat|Put|Repeat|Season|Serve|Set|"
    r"Simmer|Sprinkle|Stir|The|Then|This|To|Top|Use|We|When|Whisk|You)\b)[A-Z][a-z])"
)
_INGREDIENT = re.compile(INGREDIENT)
_SPOONS = frozenset(("tbsp", "tbsps", "tsp", "tsps"))
_COUNT = re.compile(r"[(]?[0-9.,]{0,8}[0-9]|[IVX]{1,5}")
_INITIAL = re.compile(r"[A-ZÀ-Ý]\.")
# Of two first names: "Hans-J. Meier", where "USB-C." may end a sentence.
_SECOND_NAME = re.compile(
    r"(?:Hans|Karl|Klaus|Heinz|Ernst|Franz|Georg|Johann|Jean|Pierre|Marie|Anne|Eva)-[A-Z]\."
)
# What begins a Polish sentence about a year: "W 1939 r. Niemcy".
_IN_YEAR = re.compile(r"(?:Już )?(?:W|We|Od|Do|Po|Przed|Około|Ok\.|Już w) [0-9]{3,4} r\.")
_ORDINAL_NUMBER = re.compile(r"(?:\d{1,3}\.[/–-]|(?P<day>\d{1,2}\.))?(?P<last>\d{1,3}\.)")


def goes_on(language: str, text: str, following: str) -> bool:
    """Return whether the full stop at the text's end is part of its last word.

    Args:
        language: the first part of a language tag.
        text: it ends in a full stop.
        following: the word after it, or its beginning.
    """
    words = text.rsplit(maxsplit=2)
    word = _bare(words[-1]) if words else ""
    if word in _ANYWHERE.get(language, ()) or _is_of_a_name(language, words, word):
        return True
    if words and _SECOND_NAME.fullmatch(words[-1].lstrip(_OPENERS)):
        return following[:1].isupper()
    if len(words) > 1 and _is_initial_after_title(language, words[-2], words[-1]):
        return True
    if language == "pl" and _IN_YEAR.fullmatch(text.strip()):
        return True
    if language == "en" and _is_whole_word(words, word):
        return False
    is_numbered = _NUMBER.match(following) or (language != "en" and _CODE.match(following))
    if is_numbered and _goes_before_numbers(language, word):
        return True
    if language == "en" and _goes_on_in_english(words, word, following):
        return True
    if any(following.lower().startswith(begin) for begin in _before_words(language, word)):
        return True
    if len(words) > 1 and words[-2][-1].isdecimal() and _is_counted(language, word, following):
        return True
    return len(words) > 1 and _is_ordinal(language, words[-2], words[-1], following)


def _is_initial_after_title(language: str, title: str, initial: str) -> bool:
    """Return whether it is as that of "dott. M. Bianchi"."""
    is_title = title.endswith(".") and _bare(title) in _ANYWHERE.get(language, ())
    return is_title and _INITIAL.fullmatch(initial) is not None


def ends_before(language: str, text: str, following: str) -> bool:
    """Return whether the full stop at the text's end ends a sentence, an abbreviation's or not."""
    words = text.rsplit(maxsplit=2)
    is_of_time = len(words) > 1 and _bare(words[-1]) in _OF_TIME.get(language, ())
    return is_of_time and words[-2][-1].isdecimal() and following[:1].isupper()


def _is_of_a_name(language: str, words: list[str], word: str) -> bool:
    if not words:
        return False
    if words[-1].lstrip(_OPENERS).removesuffix(".") in _IN_CAPITALS.get(language, ()):
        return True
    is_counted = len(words) > 1 and _COUNT.fullmatch(words[-2])
    return word in _OF_A_NAME.get(language, ()) and not is_counted


def _before_words(language: str, word: str) -> tuple[str, ...]:
    return _BEFORE_WORDS.get(language, {}).get(word, ())


def _is_counted(language: str, word: str, following: str) -> bool:
    small = _OF_A_SMALL_WORD.get(language, ()) if following[:1].islower() else ()
    return word in _OF_A_NUMBER.get(language, ()) or word in small


def _goes_on_in_english(words: list[str], word: str, following: str) -> bool:
    """Return whether a name follows Dr., unless a street's, or Ft.; or a day or zone "5 p.m."."""
    if word in ("ft", "pt"):  # "Ft. Worth", not "6 ft."
        return following[:1].isupper() and not (len(words) > 1 and words[-2][-1].isdecimal())
    if word == "dr":
        return len(words) < _LAST_WORDS or not words[-2][:1].isupper() or words[-2].endswith(",")
    if word in _LETTERED and _LETTER.match(following):  # "App. B"
        return True
    if words[-1] in _LIVES and following[:1].isdecimal():
        return True
    if _HYPHENED_UNIT.fullmatch(word):  # "a 215-lb. quarterback", "a 3-yr. deal"
        return True
    if word in _SPOONS and len(words) > 1 and words[-2][-1].isnumeric():
        return _INGREDIENT.match(f" {following}") is not None
    if word == "mi":  # "23 mi. SW of the city"
        return _COMPASS.match(following) is not None
    return word in ("a.m", "p.m") and _DAY_OR_ZONE.match(following) is not None


def _is_whole_word(words: list[str], word: str) -> bool:
    """Return whether it is none in short: "Download the app." """
    return len(words) > 1 and word in _ALSO_WORDS and words[-2].lower() in _DETERMINERS


def _goes_before_numbers(language: str, word: str) -> bool:
    known = _IF_A_NUMBER.get(language, ())
    last = re.split("[-–]", word)[-1]  # of "lun.–ven."
    if language == "nl" and word.endswith("str"):  # "Kerkstr. 12"
        return True
    return word in known or last in known or last in _calendar_names(language)


@cache
def _calendar_names(language: str) -> frozenset[str]:
    """Return the short names of days and months, unless they are no shorter: "mai"."""
    if language not in _ANYWHERE:
        return frozenset()
    try:
        locale = Locale(language)
    except UnknownLocaleError:
        return frozenset()
    short, long = (
        {
            name.lower().removesuffix(".")
            for names in (locale.days, locale.months)
            for context in names.values()
            for name in context[width].values()
        }
        for width in ("abbreviated", "wide")
    )
    return frozenset(name for name in short - long if len(name) >= _SHORTEST_NAME)


def _is_ordinal(language: str, before: str, number: str, following: str) -> bool:
    if language not in _ORDINAL or not (found := _ORDINAL_NUMBER.fullmatch(number)):
        return False
    is_noun = following[:1].isupper() and not found["day"]
    is_short = len(found["last"]) < _LONG_ORDINAL
    if is_short and following.rstrip(_MARKS) in _month_names(language):  # "So 3. Mai"
        return True
    is_listed = is_short and is_noun and before.endswith(",")  # "1. Bundesliga, 2. Liga"
    goes_on = is_noun or following in ("-", "–")  # "vom 3. - 5. Mai"
    return is_listed or (goes_on and _bare(before) in _ORDINAL[language])


@cache
def _month_names(language: str) -> frozenset[str]:
    return frozenset(Locale(language).months["format"]["wide"].values())


def _bare(word: str) -> str:
    """Return it without marks, and without what is elided before it: "dell'ing."."""
    return re.split("['’]", word.rstrip(".").lstrip(_OPENERS).lower())[-1]
