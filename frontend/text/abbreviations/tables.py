"""Abbreviations whose full stop ends no sentence, by language, where sentencex takes it for an end.

Each table maps the first part of a language tag to words without their last full stop.
"""


def _by_language(words: dict[str, str]) -> dict[str, frozenset[str]]:
    return {language: frozenset(text.split()) for language, text in words.items()}


# A name or a number follows each of them.
ANYWHERE = _by_language(
    {
        "de": "abb abs anh bd dipl dipl.-ing dr.-ing exkl frau frl geb geh gest gestr hd hptm "
        "hrn hl inkl jh kap oblt s-bhf tel u-bhf v vs zw zzgl ü",
        "en": "adm amb approx atty br capt cllr cmdr col cpl cpt eq est gen gov hon incl lt "
        "maj messrs mr mrs ms mx ofc prof pvt rep rev revd sen sgt spc sts vol",
        "es": "apdo vs arq cap cnel d dña dres fr gral ing lic mons sto sta tte",
        "fr": "vs bât bd c.-à-d cdt dr gén m me mgr mlle mm mme mmes no pr st ste",
        "hi": "अग अक्टू जन डॉ दिसं नवं प्रो फर श्री सितं",
        "it": "ang arch avv c.a dott dott.ssa gen gent geom ing magg pag prof prof.ssa s sen "
        "serg sig artt d.lgs lgs rig ten vs",
        "nl": "d.w.z dhr ds fam excl incl mevr mw o.a",
        "pl": "al dr dz.u gen hab inż kpt ks mgr mjr pl płk poczt por prof skr św ul vs",
        "pt": "arq av bl cap cel cx d vs eng exma gen n.º pág profa r srta sta sto ten",
        "ru": "им рис т.е",
    }
)
# They end no sentence before a number; before a word, they may.
BEFORE_NUMBERS = _by_language(
    {
        "de": "anl art aufl gl hausnr hs jg min mind max mrd nr op s sp std str tsd ziff",
        "en": "acct agg app apt arr art bk bks bldg ca cat cl ch chap chron cor dep ed ep eps "
        "ext fig figs flr fn fns hwy heb lat long matt max min mk no nos op para plat prov rev "
        "rm rom rte sc sec ser ste tel thess thur thurs tues ver wed wk wks",
        "es": "aprox art arts av c cap cód fig km máx mín n no núm op p pág págs párr ref s ss "
        "tel tfno tlf vol",
        "fr": "apt arr art ch chap d env éd fasc fév fig juill l max min op p pp r réf sc t "
        "tél th trim v vol",
        "hi": "रु क्र नं सं पृ",
        "it": "a art bin c cap ca cell civ fig int max min n nn nr op p pag pagg par pp sec "
        "tav tel trim vol",
        "nl": "art afb blz ca di fig hfst hs ma max min nr p tel vr wo za",
        "pl": "art czw fig godz kom kw l lok m maks min nr ok pkt pn pocz poł poz pt r rozdz "
        "rys s str t tab tel temp tom tys śr wew wt ul ur ust zł zm",
        "pt": "ap apto aprox art arts c cap cj cód fig inc máx mín n op p pág págs plat ref "
        "séc tel vol",
    }
)
# They end none after a number, whatever follows: "17 Bio. Euro".
AFTER_NUMBERS = _by_language(
    {
        "de": "bio msp pck pkg pr stck stk tr tsd wo",
        "es": "cda cdas cdta cdtas comp",
        "hi": "कि.मी कि.ग्रा ग्रा मी मि.मी मि.ली रु ली से.मी",
        "pl": "tabl",
        "pt": "comp",
    }
)
# A name or a number follows them, unless a number goes before: "os. Leśne", but "dla 6 os.".
UNLESS_COUNTED = _by_language({"pl": "os p"})
# The same, if they are in capitals: "Col. Centro", where "col" is a cabbage.
CAPITALISED = _by_language({"es": "Col"})
# They end one after a number where a capital follows: "Prep: 15 min. Total: 1 hr."
LENGTHS_OF_TIME = _by_language(
    {
        "en": "min mins hr hrs sec secs",
        "es": "min seg",
        "it": "min sec",
    }
)
# What ends none after a number, if a word in small letters follows: "3 mln. euro".
BEFORE_SMALL_WORDS = _by_language({"nl": "mln mld"})
# They end none before a word that begins so: "1/4 c. à café", "Ier s. av. J.-C.".
BEFORE_WORDS: dict[str, dict[str, tuple[str, ...]]] = {
    "fr": {"art": ("d.", "l.", "r."), "c": ("à", "civ", "pén", "trav"), "s": ("av", "ap")},
    "pl": {"dz": ("u.",)},
}
# What stands before an ordinal and its noun: "der 2. Zug".
BEFORE_ORDINALS = _by_language(
    {
        "de": "der die das den dem des im am zum zur beim vom ins ans und bis jeder jede jedes "
        "jeden jedem dieser diese dieses diesem diesen sein seine seinem seinen seiner ihr ihre "
        "ihrem ihren ihrer mein meine meinem meinen meiner unser unsere unserem unseren unserer",
    }
)
