"""The gender of a German noun by its ending, as far as a number before it needs it."""

from __future__ import annotations

from typing import Literal

from frontend.text.listed import listed, words_of

Gender = Literal["masculine", "feminine", "neuter"]

# Nouns that often follow an ordinal; compounds of them have the same gender.
_FEMININE = listed(
    "armee auflage bundesliga dimension division etappe form fraktion frau halbzeit hand "
    "instanz klasse kraft liga mannschaft million milliarde nacht partei periode person "
    "potenz reihe runde schicht sinfonie stadt staffel stelle stufe tochter wahl welt "
    "wirtschaft woche zahl zeit szene etage ausgabe folge saison strophe zeile generation "
    "republik minute stunde hälfte lesung nachricht antwort frist fahrt tür uhr arbeit"
)
_NEUTER = listed(
    "album auge jh rad auto tier hotel zimmer fenster foto video team pferd brot glas land "
    "bataillon bild blatt buch element ende feld gebot gebäude gesetz gleis haus jahr "
    "jahrhundert jahrtausend jahrzehnt kapitel kind konzert lied mal modul obergeschoss "
    "programm q quartal regiment reich rennen semester spiel stockwerk tor treffen "
    "komma thema drama sofa klima schema kilo "
    "gold silber untergeschoss viertel werk wort zeichen zeitalter ziel geschoss"
)
_MASCULINE = listed(
    "akt schnee kaffee tee klee see name kunde kollege nachfolger advent bezirk buchstabe "
    "geburtstag grad jahrestag junge kreis monat platz preis rang satz sieger spieltag "
    "stock tag teil versuch vorsitzende vorsitzender weltkrieg bürgermeister geiger offizier"
)
_FLOORS = words_of("EG OG UG DG")
_ENDINGS: tuple[tuple[str, Gender], ...] = (
    ("chen", "neuter"),
    ("lein", "neuter"),
    ("ment", "neuter"),
    ("um", "neuter"),
    ("ung", "feminine"),
    ("heit", "feminine"),
    ("keit", "feminine"),
    ("schaft", "feminine"),
    ("ion", "feminine"),
    ("tät", "feminine"),
    ("ik", "feminine"),
    ("ei", "feminine"),
    ("anz", "feminine"),
    ("enz", "feminine"),
    ("e", "feminine"),
    ("a", "feminine"),
)
_BY_NOUN: tuple[tuple[str, Gender], ...] = tuple(
    sorted(
        [
            *((noun, "masculine") for noun in _MASCULINE),
            *((noun, "feminine") for noun in _FEMININE),
            *((noun, "neuter") for noun in _NEUTER),
        ],
        key=lambda pair: -len(pair[0]),
    )
)


def is_counted(noun: str) -> bool:
    """Whether an ordinal often goes before it."""
    bare = noun.lower()
    return any(bare.endswith(known) or bare in _inflected(known) for known, _ in _BY_NOUN)


def gender_of(noun: str) -> Gender:
    bare = noun.lower()
    if noun in _FLOORS:
        return "neuter"
    for known, gender in (*_BY_NOUN, *_ENDINGS):
        if bare.endswith(known):
            return gender
    return "masculine"


def _inflected(noun: str) -> tuple[str, ...]:
    return tuple(noun + ending for ending in ("s", "es", "e", "n", "en"))
