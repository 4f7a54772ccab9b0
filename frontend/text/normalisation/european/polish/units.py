"""Units of measure that Polish writes in other ways than CLDR."""

from __future__ import annotations

from frontend.text.normalisation.european.grammar import Noun


def noun_of(one: str, few: str, many: str, other: str, gender: str = "m") -> Noun:
    return Noun({"one": one, "few": few, "many": many, "other": other}, gender)


SECOND = noun_of("sekunda", "sekundy", "sekund", "sekundy", "f")
MINUTE = noun_of("minuta", "minuty", "minut", "minuty", "f")
HOUR = noun_of("godzina", "godziny", "godzin", "godziny", "f")

UNITS: dict[str, Noun | str] = {
    "godz": HOUR,
    "godz.": HOUR,
    "min.": MINUTE,
    "sek": SECOND,
    "szt": noun_of("sztuka", "sztuki", "sztuk", "sztuki", "f"),
    "pkt": noun_of("punkt", "punkty", "punktów", "punktu"),
    "sek.": SECOND,
    "dag": noun_of("dekagram", "dekagramy", "dekagramów", "dekagrama"),
    "Wh": noun_of("watogodzina", "watogodziny", "watogodzin", "watogodziny", "f"),
    "MWh": noun_of("megawatogodzina", "megawatogodziny", "megawatogodzin", "megawatogodziny", "f"),
    "KM": noun_of(
        "koń mechaniczny", "konie mechaniczne", "koni mechanicznych", "konia mechanicznego"
    ),
    "dB": noun_of("decybel", "decybele", "decybeli", "decybela"),
    "‰": noun_of("promil", "promile", "promili", "promila"),
    "gr": noun_of("grosz", "grosze", "groszy", "grosza"),
}
