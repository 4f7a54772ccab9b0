"""Polish where one way to say it ends and another begins."""

import pytest

from frontend.text.normalisation import normalise
from tests.support.readings import readings

COUNTS = """
1 osoba => jedna osoba
1 okno => jedno okno
1 mieszkanie => jedno mieszkanie
1 pies => jeden pies
1 książkę => jedną książkę
2 osoby => dwie osoby
5 osób => pięć osób
12 osób => dwanaście osób
22 osoby => dwadzieścia dwie osoby
102 osoby => sto dwie osoby
112 osób => sto dwanaście osób
122 osoby => sto dwadzieścia dwie osoby
10002 osoby => dziesięć tysięcy dwie osoby
22002 osoby => dwadzieścia dwa tysiące dwie osoby
2 psy => dwa psy
22 psy => dwadzieścia dwa psy
"""
PARTS = """
2/13 => dwie trzynaste
3/14 => trzy czternaste
4/15 => cztery piętnaste
5/16 => pięć szesnastych
12/13 => dwanaście trzynastych
13/20 => trzynaście dwudziestych
14/20 => czternaście dwudziestych
22/23 => dwadzieścia dwie dwudzieste trzecie
24/25 => dwadzieścia cztery dwudzieste piąte
112/113 => sto dwanaście sto trzynastych
1/2 l => pół litra
1/1000 => jedna tysięczna
5/1000 => pięć tysięcznych
⅞ => siedem ósmych
1⅓ => jeden i jedna trzecia
1 ‰ => jeden promil
2 ‰ => dwa promile
5 ‰ => pięć promili
12 ‰ => dwanaście promili
22 ‰ => dwadzieścia dwa promile
"""
YEARS = """
od 1099 => od tysiąca dziewięćdziesięciu dziewięciu
w 1100 => w tysiąc setnym
w 1101 => w tysiąc sto pierwszym
w 2099 => w dwa tysiące dziewięćdziesiątym dziewiątym
w roku 1099 => w roku tysiąc dziewięćdziesiątym dziewiątym
1100-1120 => tysiąc sto do tysiąc sto dwadzieścia
2098-2099 => dwa tysiące dziewięćdziesiąt osiem do dwa tysiące dziewięćdziesiąt dziewięć
1000-1120 => tysiąc do tysiąca stu dwudziestu
lata 80. => lata osiemdziesiąte.
w latach 90. => w latach dziewięćdziesiątych.
przed 1410 r. => przed tysiąc czterysta dziesiątym rokiem.
1999/00 => tysiąc dziewięćset dziewięćdziesiąt dziewięć dwa tysiące
2023/24 => dwa tysiące dwadzieścia trzy dwadzieścia cztery
"""
DAYS = """
1 stycznia => pierwszego stycznia
31 stycznia => trzydziestego pierwszego stycznia
29 lutego => dwudziestego dziewiątego lutego
31 marca => trzydziestego pierwszego marca
30 kwietnia => trzydziestego kwietnia
31 maja => trzydziestego pierwszego maja
30 czerwca => trzydziestego czerwca
31 lipca => trzydziestego pierwszego lipca
31 sierpnia => trzydziestego pierwszego sierpnia
30 września => trzydziestego września
31 października => trzydziestego pierwszego października
30 listopada => trzydziestego listopada
31 grudnia => trzydziestego pierwszego grudnia
29.02.2024 => dwudziestego dziewiątego lutego dwa tysiące dwudziestego czwartego roku
30.11.2024 => trzydziestego listopada dwa tysiące dwudziestego czwartego roku
31.12.1999 => trzydziestego pierwszego grudnia tysiąc dziewięćset dziewięćdziesiątego dziewiątego roku
05.12.24 => piątego grudnia dwa tysiące dwudziestego czwartego roku
31.12.50 => trzydziestego pierwszego grudnia tysiąc dziewięćset pięćdziesiątego roku
2-3 maja => drugiego do trzeciego maja
1 i 2 maja => pierwszego i drugiego maja
od 30 do 31 maja => od trzydziestego do trzydziestego pierwszego maja
"""  # noqa: E501 - a line is a reading
TIMES = """
o 8:05 => o ósmej zero pięć
o 8:09 => o ósmej zero dziewięć
o 8:10 => o ósmej dziesięć
o 0:00 => o zerowej
o 1:00 => o pierwszej
o 24:00 => o dwudziestej czwartej
8:01 => ósma zero jeden
8:59 => ósma pięćdziesiąt dziewięć
"""
ORDINALS = """
10-letni => dziesięcioletni
25-letnia => dwudziestopięcioletnia
100-letni => stuletni
1000-lecie => tysiąclecie
50-lecie => pięćdziesięciolecie
200-lecie => dwustulecie
XX wiek => dwudziesty wiek
w XXI wieku => w dwudziestym pierwszym wieku
"""
CASES = [
    pair for table in (COUNTS, PARTS, YEARS, DAYS, TIMES, ORDINALS) for pair in readings(table)
]


@pytest.mark.parametrize(("written", "said"), CASES)
def test_they_are_said_as_people_say_them(written: str, said: str) -> None:
    assert normalise(written, "pl").text == said
