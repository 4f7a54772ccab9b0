"""The first and the last hour and minute, and each quarter, in each language of Europe."""

import pytest

from frontend.text.normalisation import normalise
from tests.support.readings import readings

TEXTS = {
    "de": """
0:00 => null Uhr
1:00 => ein Uhr
1:01 => ein Uhr eins
2:02 => zwei Uhr zwei
11:59 => elf Uhr neunundfünfzig
12:00 => zwölf Uhr
12:01 => zwölf Uhr eins
12:15 => zwölf Uhr fünfzehn
12:30 => zwölf Uhr dreißig
12:45 => zwölf Uhr fünfundvierzig
13:00 => dreizehn Uhr
19:00 => neunzehn Uhr
23:59 => dreiundzwanzig Uhr neunundfünfzig
24:00 => vierundzwanzig Uhr
12:60 => zwölf zu sechzig
um 1:01:01 => um ein Uhr eine Minute eine Sekunde
2:02:02 => zwei Stunden zwei Minuten zwei Sekunden
um 14:30:05 => um vierzehn Uhr dreißig Minuten fünf Sekunden
""",
    "es": """
0:00 => cero
1:00 => una
1:01 => una y uno
2:02 => dos y dos
11:59 => once y cincuenta y nueve
12:00 => doce
12:01 => doce y uno
12:15 => doce y cuarto
12:30 => doce y media
12:45 => doce y cuarenta y cinco
13:00 => trece
19:00 => diecinueve
23:59 => veintitrés y cincuenta y nueve
24:00 => veinticuatro
12:60 => doce a sesenta
1:01:01 => una hora un minuto y un segundo
2:02:02 => dos horas dos minutos y dos segundos
14:30:05 => catorce horas treinta minutos y cinco segundos
""",
    "fr": """
0:00 => zéro heure
1:00 => une heure
1:01 => une heure une
2:02 => deux heures deux
11:59 => onze heures cinquante-neuf
12:00 => douze heures
12:01 => douze heures une
12:15 => douze heures quinze
12:30 => douze heures trente
12:45 => douze heures quarante-cinq
13:00 => treize heures
19:00 => dix-neuf heures
23:59 => vingt-trois heures cinquante-neuf
24:00 => vingt-quatre heures
12:60 => douze à soixante
1:01:01 => une heure une minute et une seconde
2:02:02 => deux heures deux minutes et deux secondes
14:30:05 => quatorze heures trente minutes et cinq secondes
""",
    "it": """
0:00 => zero
1:00 => una
1:01 => una e un minuto
2:02 => due e due minuti
11:59 => undici e cinquantanove minuti
12:00 => dodici
12:01 => dodici e un minuto
12:15 => dodici e un quarto
12:30 => dodici e mezza
12:45 => dodici e quarantacinque minuti
13:00 => tredici
19:00 => diciannove
23:59 => ventitré e cinquantanove minuti
24:00 => ventiquattro
12:60 => dodici a sessanta
1:01:01 => un’ora un minuto e un secondo
2:02:02 => due ore due minuti e due secondi
alle 14:30:05 => alle quattordici e mezza e cinque secondi
""",
    "nl": """
0:00 => nul uur
1:00 => een uur
1:01 => een uur een
2:02 => twee uur twee
11:59 => elf uur negenenvijftig
12:00 => twaalf uur
12:01 => twaalf uur een
12:15 => twaalf uur vijftien
12:30 => twaalf uur dertig
12:45 => twaalf uur vijfenveertig
13:00 => dertien uur
19:00 => negentien uur
23:59 => drieëntwintig uur negenenvijftig
24:00 => vierentwintig uur
12:60 => twaalf tegen zestig
1:01:01 => een uur, een minuut en een seconde
2:02:02 => twee uur, twee minuten en twee seconden
14:30:05 => veertien uur, dertig minuten en vijf seconden
""",
    "pl": """
0:00 => zerowa
1:00 => pierwsza
1:01 => pierwsza zero jeden
2:02 => druga zero dwa
11:59 => jedenasta pięćdziesiąt dziewięć
12:00 => dwunasta
12:01 => dwunasta zero jeden
12:15 => dwunasta piętnaście
12:30 => dwunasta trzydzieści
12:45 => dwunasta czterdzieści pięć
13:00 => trzynasta
19:00 => dziewiętnasta
23:59 => dwudziesta trzecia pięćdziesiąt dziewięć
24:00 => dwudziesta czwarta
12:60 => dwanaście do sześćdziesięciu
1:01:01 => pierwsza, jedna minuta i jedna sekunda
2:02:02 => druga, dwie minuty i dwie sekundy
14:30:05 => czternasta, trzydzieści minut i pięć sekund
""",
    "pt": """
0:00 => zero horas
1:00 => uma hora
1:01 => uma hora e um
2:02 => duas horas e dois
11:59 => onze horas e cinquenta e nove
12:00 => doze horas
12:01 => doze horas e um
12:15 => doze horas e quinze
12:30 => doze horas e trinta
12:45 => doze horas e quarenta e cinco
13:00 => treze horas
19:00 => dezenove horas
23:59 => vinte e três horas e cinquenta e nove
24:00 => vinte e quatro horas
12:60 => doze a sessenta
1:01:01 => uma hora e um minuto e um segundo
2:02:02 => duas horas e dois minutos e dois segundos
14:30:05 => catorze horas e trinta minutos e cinco segundos
""",
}
CASES = [(tag, *pair) for tag, table in TEXTS.items() for pair in readings(table)]


@pytest.mark.parametrize(("language", "written", "said"), CASES)
def test_times(language: str, written: str, said: str) -> None:
    assert normalise(written, language).text == said
