"""Numbers where one way to say them ends and another begins, in each language of Europe."""

import pytest

from frontend.text.normalisation import normalise
from tests.support.readings import readings

TEXTS = {
    "de": """
0 => null
007 => null null sieben
21 => einundzwanzig
100 => einhundert
101 => einhunderteins
1000 => eintausend
1001 => eintausendeins
1099 => eintausendneunundneunzig
1100 => elfhundert
1999 => neunzehnhundertneunundneunzig
2000 => zweitausend
2001 => zweitausendeins
2010 => zweitausendzehn
9999 => neuntausendneunhundertneunundneunzig
10000 => zehntausend
1.000 => eintausend
1.000.000 => eine Million
1 000 000 => eine Million
1.000.000.000 => eine Milliarde
3,14 => drei Komma eins vier
3,1415 => drei Komma eins vier eins fünf
3,0 => drei Komma null
0,05 => null Komma null fünf
-5 => minus fünf
+5 => plus fünf
±5 => plus minus fünf
10⁶ => zehn hoch sechs
10⁻³ => zehn hoch minus drei
255.255.255.255 => zwei fünf fünf Punkt zwei fünf fünf Punkt zwei fünf fünf Punkt zwei fünf fünf
256.1.1.1 => zweihundertsechsundfünfzig Punkt eins Punkt eins Punkt eins
+49 30 123456 => plus neunundvierzig, drei null, eins zwei drei vier fünf sechs
""",
    "es": """
0 => cero
007 => cero cero siete
21 => veintiuno
100 => cien
101 => ciento uno
1000 => mil
1001 => mil uno
1099 => mil noventa y nueve
1100 => mil cien
1999 => mil novecientos noventa y nueve
2000 => dos mil
2001 => dos mil uno
2010 => dos mil diez
9999 => nueve mil novecientos noventa y nueve
10000 => diez mil
1.000 => mil
1.000.000 => un millón
1 000 000 => un millón
1.000.000.000 => mil millones
3,14 => tres coma catorce
3,1415 => tres coma catorce quince
3,0 => tres coma cero
0,05 => cero coma cero cinco
-5 => menos cinco
+5 => más cinco
±5 => más menos cinco
10⁶ => diez elevado a seis
10⁻³ => diez elevado a menos tres
255.255.255.255 => dos cinco cinco punto dos cinco cinco punto dos cinco cinco punto dos cinco cinco
256.1.1.1 => doscientos cincuenta y seis punto uno punto uno punto uno
+49 30 123456 => más cuarenta y nueve, tres cero, uno dos tres cuatro cinco seis
""",
    "fr": """
0 => zéro
007 => zéro zéro sept
21 => vingt-et-un
100 => cent
101 => cent un
1000 => mille
1001 => mille un
1099 => mille quatre-vingt-dix-neuf
1100 => mille cent
1999 => mille neuf cent quatre-vingt-dix-neuf
2000 => deux mille
2001 => deux mille un
2010 => deux mille dix
9999 => neuf mille neuf cent quatre-vingt-dix-neuf
10000 => dix mille
1.000 => mille
1.000.000 => un million
1 000 000 => un million
1.000.000.000 => un milliard
3,14 => trois virgule quatorze
3,1415 => trois virgule quatorze quinze
3,0 => trois virgule zéro
0,05 => zéro virgule zéro cinq
-5 => moins cinq
+5 => plus cinq
±5 => plus ou moins cinq
10⁶ => dix puissance six
10⁻³ => dix puissance moins trois
255.255.255.255 => deux cinq cinq point deux cinq cinq point deux cinq cinq point deux cinq cinq
256.1.1.1 => deux cent cinquante-six point un point un point un
+49 30 123456 => plus quarante-neuf, trente, un deux trois quatre cinq six
""",
    "it": """
0 => zero
007 => zero zero sette
21 => ventuno
100 => cento
101 => cento uno
1000 => mille
1001 => mille uno
1099 => mille novantanove
1100 => mille cento
1999 => mille novecento novantanove
2000 => duemila
2001 => duemila uno
2010 => duemila dieci
9999 => novemila novecento novantanove
10000 => diecimila
1.000 => mille
1.000.000 => un milione
1 000 000 => un milione
1.000.000.000 => un miliardo
3,14 => tre virgola quattordici
3,1415 => tre virgola quattordici quindici
3,0 => tre virgola zero
0,05 => zero virgola zero cinque
-5 => meno cinque
+5 => più cinque
±5 => più o meno cinque
10⁶ => dieci alla sei
10⁻³ => dieci alla meno tre
255.255.255.255 => due cinque cinque punto due cinque cinque punto due cinque cinque punto due cinque cinque
256.1.1.1 => duecento cinquantasei punto uno punto uno punto uno
+49 30 123456 => più quattro nove, tre zero, uno due tre quattro cinque sei
""",  # noqa: E501 - a line is a reading
    "nl": """
0 => nul
007 => nul nul zeven
21 => eenentwintig
100 => honderd
101 => honderdeen
1000 => duizend
1001 => duizend een
1099 => duizend negenennegentig
1100 => elfhonderd
1999 => negentiennegenennegentig
2000 => tweeduizend
2001 => tweeduizend een
2010 => tweeduizend tien
9999 => negenduizend negenhonderdnegenennegentig
10000 => tienduizend
1.000 => duizend
1.000.000 => een miljoen
1 000 000 => een miljoen
1.000.000.000 => een miljard
3,14 => drie komma veertien
3,1415 => drie komma veertien vijftien
3,0 => drie komma nul
0,05 => nul komma nul vijf
-5 => min vijf
+5 => plus vijf
±5 => plus of min vijf
10⁶ => tien tot de macht zes
10⁻³ => tien tot de macht min drie
255.255.255.255 => twee vijf vijf punt twee vijf vijf punt twee vijf vijf punt twee vijf vijf
256.1.1.1 => tweehonderdzesenvijftig punt een punt een punt een
+49 30 123456 => plus vier negen, drie nul, een twee drie vier vijf zes
""",
    "pl": """
0 => zero
007 => zero zero siedem
21 => dwadzieścia jeden
100 => sto
101 => sto jeden
1000 => tysiąc
1001 => tysiąc jeden
1099 => tysiąc dziewięćdziesiąt dziewięć
1100 => tysiąc sto
1999 => tysiąc dziewięćset dziewięćdziesiąt dziewięć
2000 => dwa tysiące
2001 => dwa tysiące jeden
2010 => dwa tysiące dziesięć
9999 => dziewięć tysięcy dziewięćset dziewięćdziesiąt dziewięć
10000 => dziesięć tysięcy
1.000 => tysiąc
1.000.000 => milion
1 000 000 => milion
1.000.000.000 => miliard
3,14 => trzy przecinek czternaście
3,1415 => trzy przecinek czternaście piętnaście
3,0 => trzy przecinek zero
0,05 => zero przecinek zero pięć
-5 => minus pięć
+5 => plus pięć
±5 => plus minus pięć
10⁶ => dziesięć do potęgi sześć
10⁻³ => dziesięć do potęgi minus trzy
255.255.255.255 => dwa pięć pięć kropka dwa pięć pięć kropka dwa pięć pięć kropka dwa pięć pięć
256.1.1.1 => dwieście pięćdziesiąt sześć kropka jeden kropka jeden kropka jeden
+49 30 123456 => plus cztery dziewięć, trzy zero, jeden dwa trzy cztery pięć sześć
""",
    "pt": """
0 => zero
007 => zero zero sete
21 => vinte e um
100 => cem
101 => cento e um
1000 => mil
1001 => mil e um
1099 => mil e noventa e nove
1100 => mil e cem
1999 => mil novecentos e noventa e nove
2000 => dois mil
2001 => dois mil e um
2010 => dois mil e dez
9999 => nove mil novecentos e noventa e nove
10000 => dez mil
1.000 => mil
1.000.000 => um milhão
1 000 000 => um milhão
1.000.000.000 => um bilhão
3,14 => três vírgula um quatro
3,1415 => três vírgula um quatro um cinco
3,0 => três vírgula zero
0,05 => zero vírgula zero cinco
-5 => menos cinco
+5 => mais cinco
±5 => mais ou menos cinco
10⁶ => dez elevado a seis
10⁻³ => dez elevado a menos três
255.255.255.255 => dois cinco cinco ponto dois cinco cinco ponto dois cinco cinco ponto dois cinco cinco
256.1.1.1 => duzentos e cinquenta e seis ponto um ponto um ponto um
+49 30 123456 => mais quatro nove, três zero, um dois três quatro cinco seis
""",  # noqa: E501 - a line is a reading
}
CASES = [(tag, *pair) for tag, table in TEXTS.items() for pair in readings(table)]


@pytest.mark.parametrize(("language", "written", "said"), CASES)
def test_numbers(language: str, written: str, said: str) -> None:
    assert normalise(written, language).text == said
