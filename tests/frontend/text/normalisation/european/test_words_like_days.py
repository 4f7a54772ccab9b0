"""Words that look like a short name of a day: "mit", "so", "ter", "zo", "mer", "mar"."""

import pytest

from frontend.text.normalisation import normalise

WORDS = [
    ("de", "Er kam mit 3-4 Leuten.", "Er kam mit drei bis vier Leuten."),
    ("de", "die 24-Stunden-Regel", "die vierundzwanzig-Stunden-Regel"),
    ("de", "So 3-4 Leute kamen.", "So drei bis vier Leute kamen."),
    ("de", "Sie mag die und so weiter.", "Sie mag die und so weiter."),
    ("de", "Er hat frei 3-4 Tage.", "Er hat frei drei bis vier Tage."),
    ("pl", "To nie 2-3 dni.", "To nie dwa do trzech dni."),
    ("pt", "Ter 2-3 filhos", "Ter dois a três filhos"),
    ("pt", "Deve ter 10h de sono.", "Deve ter dez horas de sono."),
    ("nl", "Ik ben zo 10-15 minuten weg.", "Ik ben zo tien tot vijftien minuten weg."),
    ("fr", "à la mer 2-3 fois", "à la mer deux à trois fois"),
    ("fr", "On va à la mer. 5 bateaux", "On va à la mer. cinq bateaux"),
    ("es", "al mar 3-4 días", "al mar tres a cuatro días"),
    ("de", "Er kam zu spät. Wir gehen.", "Er kam zu spät. Wir gehen."),
    ("fr", "La COP28 à Dubaï", "La COP vingt-huit à Dubaï"),
    ("it", "sul mar 3-4 giorni", "sul mar tre a quattro giorni"),
]
DAYS = [
    ("de", "Sa und So", "Samstag und Sonntag"),
    ("de", "So 8:00–12:00", "Sonntag acht Uhr bis zwölf Uhr"),
    ("de", "Mo 8-12, So 10-12", "Montag acht bis zwölf, Sonntag zehn bis zwölf"),
    ("pt", "sex. 3 de maio", "sexta-feira três de maio"),
    (
        "nl",
        "vr 9-17 uur, zo 10-12 uur",
        "vrijdag negen tot zeventien uur, zondag tien tot twaalf uur",
    ),
    ("fr", "ven 9h, sam 9h-12h", "vendredi neuf heures, samedi neuf heures à douze heures"),
    ("fr", "mer. 14h", "mercredi quatorze heures"),
    ("es", "mar. 5 de mayo", "martes cinco de mayo"),
    ("es", "mar y jue", "martes y jueves"),
    ("it", "mar. 5 maggio", "martedì cinque maggio"),
]


@pytest.mark.parametrize(("language", "written", "said"), WORDS + DAYS)
def test_a_word_is_a_day_where_days_are_told(language: str, written: str, said: str) -> None:
    assert normalise(written, language).text == said
