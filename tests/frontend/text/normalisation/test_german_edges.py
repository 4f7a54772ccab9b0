"""German where one way to say it ends and another begins."""

import pytest

from frontend.text.normalisation import normalise
from tests.support.readings import readings

ORDINALS = """
der 1. => der erste.
der 3. => der dritte.
der 7. => der siebte.
der 8. => der achte.
der 19. => der neunzehnte.
der 20. => der zwanzigste.
der 21. => der einundzwanzigste.
der 100. => der einhundertste.
der 1000. => der eintausendste.
1. Mai => erster Mai
2. Mai => zweiter Mai
3. Mai => dritter Mai
7. Mai => siebter Mai
8. Mai => achter Mai
19. Mai => neunzehnter Mai
20. Mai => zwanzigster Mai
31. Mai => einunddreißigster Mai
1.-3. Mai => erster bis dritter Mai
1./2. Mai => erster zweiter Mai
am 1.1. => am ersten Januar.
am 31.12. => am einunddreißigsten Dezember.
bis 29.2. => bis neunundzwanzigsten Februar.
"""
COMPOUNDS = """
1er => einser
80er => achtziger
1990er => neunzehnhundertneunziger
2-fach => zweifach
5-mal => fünfmal
100%ig => einhundertprozentig
100%ige => einhundertprozentige
Mo-Fr => Montag bis Freitag
Sa-So => Samstag bis Sonntag
I-III => eins bis drei
S. 5 f. => Seite fünf folgende.
S. 5 ff. => Seite fünf fortfolgende.
§§ 5 => Paragrafen fünf
"""
HOURS = """
0 Uhr => null Uhr
1 Uhr => ein Uhr
12 Uhr => zwölf Uhr
23 Uhr => dreiundzwanzig Uhr
24 Uhr => vierundzwanzig Uhr
1:01 Uhr => ein Uhr eins
0:30 Uhr => null Uhr dreißig
10-12 Uhr => zehn bis zwölf Uhr
8-24 Uhr => acht bis vierundzwanzig Uhr
1:01:01 Uhr => ein Uhr eine Minute eine Sekunde
2:02:02 Uhr => zwei Uhr zwei Minuten zwei Sekunden
"""
NUMBERS = """
1099 Leute => eintausendneunundneunzig Leute
1100 => elfhundert
1101 => elfhunderteins
1999 => neunzehnhundertneunundneunzig
2000 => zweitausend
2099 => zweitausendneunundneunzig
2100 => zweitausendeinhundert
1 A => ein Ampere
1 mA => ein Milliampere
1 J => ein Joule
1 Mbit/s => ein Megabit pro Sekunde
1 Haus => ein Haus
1 Katze => eine Katze
1 Mann => ein Mann
1 kleines Haus => ein kleines Haus
1 kleine Katze => eine kleine Katze
1 kleiner Mann => ein kleiner Mann
1 % => ein Prozent
1/2 l => ein halber Liter
½ h => eine halbe Stunde
1/2 kg => ein halbes Kilogramm
½ km => ein halber Kilometer
1/2 t => eine halbe Tonne
1/2 GB => ein halbes Gigabyte
½ EL => ein halber Esslöffel
1 1/2 l => eineinhalb Liter
½ Stunde => eine halbe Stunde
1½ Stunden => eineinhalb Stunden
"""
CASES = [pair for table in (ORDINALS, COMPOUNDS, HOURS, NUMBERS) for pair in readings(table)]


@pytest.mark.parametrize(("written", "said"), CASES)
def test_they_are_said_as_people_say_them(written: str, said: str) -> None:
    assert normalise(written, "de").text == said
