"""One, two and five of each coin and note, and where cents end, in each language of Europe."""

import pytest

from frontend.text.normalisation import normalise
from tests.support.readings import readings

TEXTS = {
    "de": """
1 € => ein Euro
2 € => zwei Euro
5 € => fünf Euro
0,50 € => fünfzig Cent
1,01 € => ein Euro ein Cent
1,10 € => ein Euro zehn Cent
1 $ => ein Dollar
$1 => ein Dollar
2 £ => zwei Pfund
£1.01 => ein Pfund ein Penny
£2.02 => zwei Pfund zwei Pence
¥5 => fünf Yen
1 CHF => ein Franken
1,01 CHF => ein Franken ein Rappen
5 CHF => fünf Franken
1 SEK => eine Schwedische Krone
2 SEK => zwei Schwedische Kronen
1 PLN => ein Złoty
2 PLN => zwei Złoty
5 PLN => fünf Złoty
1 CZK => eine Tschechische Krone
5 CAD => fünf Kanadische Dollar
2 AUD => zwei Australische Dollar
1 INR => eine Indische Rupie
5 BRL => fünf Real
1 MXN => ein Mexikanischer Peso
5 KRW => fünf Südkoreanische Won
""",
    "es": """
1 € => un euro
2 € => dos euros
5 € => cinco euros
0,50 € => cincuenta céntimos
1,01 € => un euro un céntimo
1,10 € => un euro diez céntimos
1 $ => un dólar
$1 => un dólar
2 £ => dos libras
£1.01 => una libra un penique
£2.02 => dos libras dos peniques
¥5 => cinco yenes
1 CHF => un franco suizo
1,01 CHF => un franco suizo un céntimo
5 CHF => cinco francos suizos
1 SEK => una corona sueca
2 SEK => dos coronas suecas
1 PLN => un esloti
2 PLN => dos eslotis
5 PLN => cinco eslotis
1 CZK => una corona checa
5 CAD => cinco dólares canadienses
2 AUD => dos dólares australianos
1 INR => una rupia india
5 BRL => cinco reales brasileños
1 MXN => un peso mexicano
5 KRW => cinco wons surcoreanos
""",
    "fr": """
1 € => un euro
2 € => deux euros
5 € => cinq euros
0,50 € => cinquante centimes
1,01 € => un euro un centime
1,10 € => un euro dix centimes
1 $ => un dollar
$1 => un dollar
2 £ => deux livres
£1.01 => une livre un penny
£2.02 => deux livres deux pence
¥5 => cinq yens
1 CHF => un franc suisse
1,01 CHF => un franc suisse un centime
5 CHF => cinq francs suisses
1 SEK => une couronne suédoise
2 SEK => deux couronnes suédoises
1 PLN => un zloty
2 PLN => deux zlotys
5 PLN => cinq zlotys
1 CZK => une couronne tchèque
5 CAD => cinq dollars canadiens
2 AUD => deux dollars australiens
1 INR => une roupie indienne
5 BRL => cinq réals
1 MXN => un peso mexicain
5 KRW => cinq wons sud-coréens
""",
    "it": """
1 € => un euro
2 € => due euro
5 € => cinque euro
0,50 € => cinquanta centesimi
1,01 € => un euro un centesimo
1,10 € => un euro dieci centesimi
1 $ => un dollaro
$1 => un dollaro
2 £ => due sterline
£1.01 => una sterlina un penny
£2.02 => due sterline due penny
¥5 => cinque yen
1 CHF => un franco svizzero
1,01 CHF => un franco svizzero un centesimo
5 CHF => cinque franchi svizzeri
1 SEK => una corona svedese
2 SEK => due corone svedesi
1 PLN => un zloty
2 PLN => due zloty
5 PLN => cinque zloty
1 CZK => una corona ceca
5 CAD => cinque dollari canadesi
2 AUD => due dollari australiani
1 INR => una rupia indiana
5 BRL => cinque real
1 MXN => un peso messicano
5 KRW => cinque won sudcoreani
""",
    "nl": """
1 € => een euro
2 € => twee euro
5 € => vijf euro
0,50 € => vijftig cent
1,01 € => een euro en een cent
1,10 € => een euro en tien cent
1 $ => een dollar
$1 => een dollar
2 £ => twee pond
£1.01 => een pond en een penny
£2.02 => twee pond en twee pence
¥5 => vijf yen
1 CHF => een Zwitserse frank
1,01 CHF => een Zwitserse frank en een rappen
5 CHF => vijf Zwitserse frank
1 SEK => een Zweedse kroon
2 SEK => twee Zweedse kronen
1 PLN => een zloty
2 PLN => twee zloty
5 PLN => vijf zloty
1 CZK => een Tsjechische kroon
5 CAD => vijf Canadese dollar
2 AUD => twee Australische dollar
1 INR => een Indiase roepie
5 BRL => vijf real
1 MXN => een Mexicaanse peso
5 KRW => vijf Zuid-Koreaanse won
""",
    "pl": """
1 € => jeden euro
2 € => dwa euro
5 € => pięć euro
0,50 € => pięćdziesiąt centów
1,01 € => jeden euro jeden cent
1,10 € => jeden euro dziesięć centów
1 $ => jeden dolar
$1 => jeden dolar
2 £ => dwa funty
£1.01 => jeden funt jeden pens
£2.02 => dwa funty dwa pensy
¥5 => pięć jenów
1 CHF => jeden frank szwajcarski
1,01 CHF => jeden frank szwajcarski jeden rap
5 CHF => pięć franków szwajcarskich
1 SEK => jedna korona szwedzka
2 SEK => dwie korony szwedzkie
1 PLN => jeden złoty
2 PLN => dwa złote
5 PLN => pięć złotych
1 CZK => jedna korona czeska
5 CAD => pięć dolarów kanadyjskich
2 AUD => dwa dolary australijskie
1 INR => jedna rupia indyjska
5 BRL => pięć reali
1 MXN => jedno peso meksykańskie
5 KRW => pięć wonów południowokoreańskich
""",
    "pt": """
1 € => um euro
2 € => dois euros
5 € => cinco euros
0,50 € => cinquenta centavos
1,01 € => um euro e um centavo
1,10 € => um euro e dez centavos
1 $ => um dólar
$1 => um dólar
2 £ => duas libras
£1.01 => uma libra e um pêni
£2.02 => duas libras e dois pence
¥5 => cinco ienes
1 CHF => um franco suíço
1,01 CHF => um franco suíço e um cêntimo
5 CHF => cinco francos suíços
1 SEK => uma coroa sueca
2 SEK => duas coroas suecas
1 PLN => um zloty
2 PLN => dois zlotys
5 PLN => cinco zlotys
1 CZK => uma coroa tcheca
5 CAD => cinco dólares canadenses
2 AUD => dois dólares australianos
1 INR => uma rupia indiana
5 BRL => cinco reais
1 MXN => um peso mexicano
5 KRW => cinco wons sul-coreanos
""",
}
CASES = [(tag, *pair) for tag, table in TEXTS.items() for pair in readings(table)]


@pytest.mark.parametrize(("language", "written", "said"), CASES)
def test_money(language: str, written: str, said: str) -> None:
    assert normalise(written, language).text == said
