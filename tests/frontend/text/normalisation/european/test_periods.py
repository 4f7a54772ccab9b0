"""Amounts of a day, a week, a person: "5 mg/jour", "35 h/sem.", "30k €/año"."""

import pytest

from frontend.text.normalisation import normalise

CASES = [
    ("fr", "5 mg/jour", "cinq milligrammes par jour"),
    ("de", "5 mg/Tag", "fünf Milligramm pro Tag"),
    ("es", "5 mg/día", "cinco miligramos por día"),
    ("it", "5 mg/die", "cinque milligrammi al giorno"),
    ("pl", "5 mg/dobę", "pięć miligramów na dobę"),
    ("nl", "40 uur/week", "veertig uur per week"),
    ("fr", "40 h/semaine", "quarante heures par semaine"),
    ("pt", "40 h/semana", "quarenta horas por semana"),
    ("it", "150 min/settimana", "cento cinquanta minuti alla settimana"),
    ("fr", "5 mg/kg/jour", "cinq milligrammes par kilogramme par jour"),
    ("fr", "2 j/sem. pour lui", "deux jours par semaine pour lui"),
    ("fr", "Il y va 2 j/sem.", "Il y va deux jours par semaine."),
    ("pl", "40 godz./tydz.", "czterdzieści godzin na tydzień."),
    ("de", "2 Tbl./Tag", "zwei Tabletten pro Tag"),
    ("fr", "2/jour", "deux par jour"),
    ("de", "2 Mio. €/Jahr", "zwei Millionen Euro pro Jahr"),
    ("fr", "50 k€/an", "cinquante mille euros par an"),
    ("es", "30k €/año", "treinta mil euros por año"),
    ("fr", "5 €/pers.", "cinq euros par personne."),
    ("fr", "12/A", "douze/A"),
]


@pytest.mark.parametrize(("language", "written", "said"), CASES)
def test_an_amount_is_told_by_a_period_or_a_person(language: str, written: str, said: str) -> None:
    assert normalise(written, language).text == said
