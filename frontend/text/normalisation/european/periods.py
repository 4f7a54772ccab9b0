"""What amounts are told by, beside units: "5 mg/jour", "35 h/sem.", "5 €/pers."."""

from __future__ import annotations

from frontend.text.listed import words_of
from frontend.text.normalisation.european.grammar import pairs

# Beside the names of CLDR's periods.
PERIODS = words_of(
    "dì vez noche nuit notte noite nacht noc doba dobę "
    "person personne persona pessoa persoon osoba osobę"
)
# By the language, without their point.
SHORT_PERIODS = {
    "de": pairs("d: Tag, wo: Woche, mon: Monat, std: Stunde, pers: Person"),
    "es": pairs("sem: semana, pers: persona"),
    "fr": pairs("sem: semaine, pers: personne"),
    "it": pairs("die: giorno, sett: settimana, pers: persona"),
    "nl": pairs("u: uur, wk: week, mnd: maand, jr: jaar, pers: persoon, pp: persoon"),
    "pl": pairs("tydz: tydzień, mies: miesiąc, godz: godzina, os: osoba, szt: sztuka"),
    "pt": pairs("sem: semana, pess: pessoa"),
}
