"""Units of measure that German writes in other ways than CLDR."""

from __future__ import annotations

from frontend.text.normalisation.european.grammar import Noun, noun


def unchanged(name: str, gender: str = "m") -> Noun:
    return noun(name, name, gender)


UNITS: dict[str, Noun | str] = {
    "Std": noun("Stunde", "Stunden", "f"),
    "Std.": noun("Stunde", "Stunden", "f"),
    "Min": noun("Minute", "Minuten", "f"),
    "Min.": noun("Minute", "Minuten", "f"),
    "Sek": noun("Sekunde", "Sekunden", "f"),
    "Sek.": noun("Sekunde", "Sekunden", "f"),
    "sek": noun("Sekunde", "Sekunden", "f"),
    "J.": noun("Jahr", "Jahre", "n"),
    "Pck.": unchanged("Päckchen", "n"),
    "Pr.": noun("Prise", "Prisen", "f"),
    "Msp.": noun("Messerspitze", "Messerspitzen", "f"),
    "Tr.": unchanged("Tropfen"),
    **dict.fromkeys(("Tbl.", "Tabl."), noun("Tablette", "Tabletten", "f")),
    "Wo.": noun("Woche", "Wochen", "f"),
    "St.": unchanged("Stück", "n"),
    "fps": noun("Bild pro Sekunde", "Bilder pro Sekunde", "n"),
    "rpm": noun("Umdrehung pro Minute", "Umdrehungen pro Minute", "f"),
    "bpm": noun("Schlag pro Minute", "Schläge pro Minute"),
    "Pkg.": noun("Packung", "Packungen", "f"),
    "Wh": noun("Wattstunde", "Wattstunden", "f"),
    "MWh": noun("Megawattstunde", "Megawattstunden", "f"),
    "kwh": noun("Kilowattstunde", "Kilowattstunden", "f"),
    "qm": "area-square-meter",
    "qkm": "area-square-kilometer",
    "ct": unchanged("Cent"),
    "Ct": unchanged("Cent"),
    "Stk": unchanged("Stück"),
    "Stck": unchanged("Stück"),
    "Pfd": unchanged("Pfund"),
    "TL": unchanged("Teelöffel"),
    "EL": unchanged("Esslöffel"),
    "MBit/s": unchanged("Megabit pro Sekunde"),
    "GBit/s": unchanged("Gigabit pro Sekunde"),
    "Gbit/s": unchanged("Gigabit pro Sekunde"),
    "mv": unchanged("Millivolt"),
    "mV": unchanged("Millivolt"),
    "kV": unchanged("Kilovolt"),
    "Ah": noun("Amperestunde", "Amperestunden", "f"),
    "mAh": noun("Milliamperestunde", "Milliamperestunden", "f"),
    "PS": unchanged("PS"),
    "dB": unchanged("Dezibel"),
    "U/min": noun("Umdrehung pro Minute", "Umdrehungen pro Minute", "f"),
    "bit/s": unchanged("Bit pro Sekunde"),
    "Mbit/s": unchanged("Megabit pro Sekunde"),
    "MB/s": unchanged("Megabyte pro Sekunde"),
    "l/100 km": unchanged("Liter auf einhundert Kilometer"),
}
