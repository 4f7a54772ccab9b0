"""Units of measure that Polish writes in other ways than CLDR."""

from __future__ import annotations

from frontend.text.normalisation.european.grammar import Noun


def noun_of(one: str, few: str, many: str, other: str, gender: str = "m") -> Noun:
    return Noun({"one": one, "few": few, "many": many, "other": other}, gender)


SECOND = noun_of("sekunda", "sekundy", "sekund", "sekundy", "f")
MINUTE = noun_of("minuta", "minuty", "minut", "minuty", "f")
SQUARE_METRE = noun_of(
    "metr kwadratowy", "metry kwadratowe", "metrów kwadratowych", "metra kwadratowego"
)
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
    "fps": noun_of(
        "klatka na sekundę", "klatki na sekundę", "klatek na sekundę", "klatki na sekundę", "f"
    ),
    "rpm": noun_of("obrót na minutę", "obroty na minutę", "obrotów na minutę", "obrotu na minutę"),
    "bpm": noun_of(
        "uderzenie na minutę",
        "uderzenia na minutę",
        "uderzeń na minutę",
        "uderzenia na minutę",
        "n",
    ),
    "mAh": noun_of(
        "miliamperogodzina", "miliamperogodziny", "miliamperogodzin", "miliamperogodziny", "f"
    ),
    "pb": noun_of("punkt bazowy", "punkty bazowe", "punktów bazowych", "punktu bazowego"),
    "mkw": SQUARE_METRE,
    "dB": noun_of("decybel", "decybele", "decybeli", "decybela"),
    "‰": noun_of("promil", "promile", "promili", "promila"),
    "gr": noun_of("grosz", "grosze", "groszy", "grosza"),
}

# With a point.
SHORT_UNITS: dict[str, Noun] = {
    "os": noun_of("osoba", "osoby", "osób", "osoby", "f"),
    "tabl": noun_of("tabletka", "tabletki", "tabletek", "tabletki", "f"),
    "obr": noun_of("obrót", "obroty", "obrotów", "obrotu"),
    "kl": noun_of("klatka", "klatki", "klatek", "klatki", "f"),
    "proc": noun_of("procent", "procent", "procent", "procent"),
}
PERCENTAGE_POINT = noun_of(
    "punkt procentowy", "punkty procentowe", "punktów procentowych", "punktu procentowego"
)
YEAR = noun_of("rok", "lata", "lat", "roku")
