"""Each part of a whole up to the last that has a name, in each language of Europe."""

import pytest

from frontend.text.normalisation import normalise
from tests.support.readings import readings

TEXTS = {
    "de": """
1/2 => ein halb
1/3 => ein Drittel
2/3 => zwei Drittel
1/4 => ein Viertel
3/4 => drei Viertel
1/5 => ein Fünftel
3/5 => drei Fünftel
1/8 => ein Achtel
5/8 => fünf Achtel
1/9 => ein Neuntel
1/10 => ein Zehntel
7/10 => sieben Zehntel
1/11 => ein Elftel
1/12 => ein Zwölftel
5/12 => fünf Zwölftel
1/13 => ein Dreizehntel
1/16 => ein Sechzehntel
1/20 => ein Zwanzigstel
99/100 => neunundneunzig Hundertstel
1/100 => ein Hundertstel
3/100 => drei Hundertstel
1/1000 => ein Tausendstel
5/1000 => fünf Tausendstel
1/1000000 => ein Millionstel
14/13 => vierzehn durch dreizehn
2 1/2 => zweieinhalb
1 3/4 => eins und drei Viertel
½ => ein halb
1½ => eineinhalb
⅔ => zwei Drittel
⅞ => sieben Achtel
""",
    "es": """
1/2 => un medio
1/3 => un tercio
2/3 => dos tercios
1/4 => un cuarto
3/4 => tres cuartos
1/5 => un quinto
3/5 => tres quintos
1/8 => un octavo
5/8 => cinco octavos
1/9 => un noveno
1/10 => un décimo
7/10 => siete décimos
1/11 => un onceavo
1/12 => un doceavo
5/12 => cinco doceavos
1/13 => un treceavo
1/16 => un dieciseisavo
1/20 => un veinteavo
99/100 => noventa y nueve centésimos
1/100 => un centésimo
3/100 => tres centésimos
1/1000 => un milésimo
5/1000 => cinco milésimos
1/1000000 => un millonésimo
14/13 => catorce sobre trece
2 1/2 => dos y medio
1 3/4 => uno y tres cuartos
½ => un medio
1½ => uno y medio
⅔ => dos tercios
⅞ => siete octavos
""",
    "fr": """
1/2 => un demi
1/3 => un tiers
2/3 => deux tiers
1/4 => un quart
3/4 => trois quarts
1/5 => un cinquième
3/5 => trois cinquièmes
1/8 => un huitième
5/8 => cinq huitièmes
1/9 => un neuvième
1/10 => un dixième
7/10 => sept dixièmes
1/11 => un sur onze
1/12 => un douzième
5/12 => cinq douzièmes
1/13 => un sur treize
1/16 => un seizième
1/20 => un sur vingt
99/100 => quatre-vingt-dix-neuf centièmes
1/100 => un centième
3/100 => trois centièmes
1/1000 => un millième
5/1000 => cinq millièmes
1/1000000 => un millionième
14/13 => quatorze sur treize
2 1/2 => deux et demi
1 3/4 => un et trois quarts
½ => un demi
1½ => un et demi
⅔ => deux tiers
⅞ => sept huitièmes
""",
    "it": """
1/2 => un mezzo
1/3 => un terzo
2/3 => due terzi
1/4 => un quarto
3/4 => tre quarti
1/5 => un quinto
3/5 => tre quinti
1/8 => un ottavo
5/8 => cinque ottavi
1/9 => un nono
1/10 => un decimo
7/10 => sette decimi
1/11 => un undicesimo
1/12 => un dodicesimo
5/12 => cinque dodicesimi
1/13 => un tredicesimo
1/16 => un sedicesimo
1/20 => un ventesimo
99/100 => novantanove centesimi
1/100 => un centesimo
3/100 => tre centesimi
1/1000 => un millesimo
5/1000 => cinque millesimi
1/1000000 => un milionesimo
14/13 => quattordici su tredici
2 1/2 => due e mezzo
1 3/4 => uno e tre quarti
½ => un mezzo
1½ => uno e mezzo
⅔ => due terzi
⅞ => sette ottavi
""",
    "nl": """
1/2 => een half
1/3 => een derde
2/3 => twee derde
1/4 => een kwart
3/4 => drie kwart
1/5 => een vijfde
3/5 => drie vijfde
1/8 => een achtste
5/8 => vijf achtste
1/9 => een negende
1/10 => een tiende
7/10 => zeven tiende
1/11 => een elfde
1/12 => een twaalfde
5/12 => vijf twaalfde
1/13 => een dertiende
1/16 => een zestiende
1/20 => een twintigste
99/100 => negenennegentig honderdste
1/100 => een honderdste
3/100 => drie honderdste
1/1000 => een duizendste
5/1000 => vijf duizendste
1/1000000 => een miljoenste
14/13 => veertien gedeeld door dertien
2 1/2 => tweeënhalf
1 3/4 => een en drie kwart
½ => een half
1½ => anderhalf
⅔ => twee derde
⅞ => zeven achtste
""",
    "pl": """
1/3 => jedna trzecia
2/3 => dwie trzecie
1/4 => jedna czwarta
3/4 => trzy czwarte
1/5 => jedna piąta
3/5 => trzy piąte
1/8 => jedna ósma
5/8 => pięć ósmych
1/9 => jedna dziewiąta
1/10 => jedna dziesiąta
7/10 => siedem dziesiątych
1/11 => jedna jedenasta
1/12 => jedna dwunasta
5/12 => pięć dwunastych
1/13 => jedna trzynasta
1/16 => jedna szesnasta
1/20 => jedna dwudziesta
99/100 => dziewięćdziesiąt dziewięć setnych
1/100 => jedna setna
3/100 => trzy setne
1/1000 => jedna tysięczna
5/1000 => pięć tysięcznych
14/13 => czternaście trzynastych
2 1/2 => dwa i pół
1 3/4 => jeden i trzy czwarte
½ => pół
1½ => półtora
⅔ => dwie trzecie
⅞ => siedem ósmych
""",
    "pt": """
1/2 => um meio
1/3 => um terço
2/3 => dois terços
1/4 => um quarto
3/4 => três quartos
1/5 => um quinto
3/5 => três quintos
1/8 => um oitavo
5/8 => cinco oitavos
1/9 => um nono
1/10 => um décimo
7/10 => sete décimos
1/11 => um onze avos
1/12 => um doze avos
5/12 => cinco doze avos
1/13 => um treze avos
1/16 => um dezesseis avos
1/20 => um vinte avos
99/100 => noventa e nove centésimos
1/100 => um centésimo
3/100 => três centésimos
1/1000 => um milésimo
5/1000 => cinco milésimos
1/1000000 => um milionésimo
14/13 => catorze sobre treze
2 1/2 => dois e um meio
1 3/4 => um e três quartos
½ => um meio
1½ => um e um meio
⅔ => dois terços
⅞ => sete oitavos
""",
}
CASES = [(tag, *pair) for tag, table in TEXTS.items() for pair in readings(table)]


@pytest.mark.parametrize(("language", "written", "said"), CASES)
def test_fractions(language: str, written: str, said: str) -> None:
    assert normalise(written, language).text == said
