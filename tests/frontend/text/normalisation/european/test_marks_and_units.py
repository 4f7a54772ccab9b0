"""What the languages of Europe write alike: marks before numbers, units, paces, parts, codes."""

import pytest

from frontend.text.normalisation import normalise
from tests.support.readings import readings

# By language, as `written => said`.
TEXTS = {
    "fr": """
-- the beginning of an elided word is no unit
En 2023 l'inflation monte. => En deux mille vingt-trois l'inflation monte.
En 2019 s'est ouvert un bar. => En deux mille dix-neuf s'est ouvert un bar.
Le 12 j'arrive, en 2020 t'as vu. => Le douze j'arrive, en deux mille vingt t'as vu.
-- units of other prefixes than CLDR's
3 MJ, 5 TWh, 2 kV => trois mégajoules, cinq térawatt-heures, deux kilovolts
-- marks before numbers
soit ≈ 7,3 MJ ou ~30 % => soit environ sept virgule trois mégajoules ou environ trente pour cent
Python ≥ 3.10, si x > 3 => Python au moins trois point dix, si x est supérieur à trois
le bogue #1432 => le bogue numéro mille quatre cent trente-deux
trois à 3·10⁸ m/s. Un cri. => trois à trois fois dix puissance huit mètres par seconde. Un cri.
y = 3x² => y égale trois x au carré
-- lengths and paces
toutes les 5', en 4'02"50 => toutes les cinq minutes, en quatre minutes deux secondes cinquante
4:37/km ou 2'52"/km
=> quatre minutes trente-sept secondes par kilomètre ou deux minutes cinquante-deux secondes par kilomètre
3x/j, 3 fois/semaine, 50 tours/min => trois fois par jour, trois fois par semaine, cinquante tours par minute
-- parts, and what is none
2 ans 1/2, 2 heures et ½ => deux ans et demi, deux heures et demie
15/20 points, Windows 7/8 => quinze sur vingt points, Windows sept barre oblique huit
-- days and codes
au mar. 14/10, n° 2023-118 => au mardi quatorze octobre, numéro deux mille vingt-trois, cent dix-huit
ID 845 2210 => ID huit quatre cinq, deux deux un zéro
""",  # noqa: E501 - a line is a text
    "es": """
En 2023 ha sido así. => En dos mil veintitrés ha sido así.
A los 20 mi padre murió. => A los veinte mi padre murió.
12 ha de olivos y 5 ha => doce hectáreas de olivos y cinco hectáreas
el móvil > 4 h/día => el móvil más de cuatro horas por día
p < 0,05, HDR10+, o 18+ => p es menor que cero coma cero cinco, HDR diez más, o dieciocho más
2 años y 1/2 de cárcel => dos años y medio de cárcel
1½ cdta. de sal => una cucharadita y media de sal
en el 68' y cada 10' => en el minuto sesenta y ocho y cada diez minutos
dijo '100' y calló => dijo 'cien' y calló
$50 USD, $30 MXN => cincuenta dólares estadounidenses, treinta pesos mexicanos
3 GWh => tres gigavatios hora
""",
    "it": """
Nel 2020 mi sposai. => Nel duemila venti mi sposai.
Il 12 ha piovuto. => Il dodici ha piovuto.
Alle 8 in punto, in 12 in tutto. => Alle otto in punto, in dodici in tutto.
12 ha di querce => dodici ettari di querce
L'8/3 e all'11/4 => L'otto marzo e all'undici aprile
2'52"/km => due minuti cinquantadue secondi al chilometro
3 volte/dì, 5 €/settimana => tre volte al dì, cinque euro alla settimana
2 anni e 1/2, 1 MWh => due anni e mezzo, un megawattora
""",
    "pt": """
sex., 8/11, das 15h => sexta-feira, oito de novembro, das quinze horas
o e-mail de 2/4 => o e-mail de dois de abril
2 anos e 1/2 de prisão => dois anos e meio de prisão
R$ 50 PIX => cinquenta reais PIX
2 kV => dois quilovolts
aos 45'+3 do jogo => aos quarenta e cinco minutos mais três do jogo
""",
    "de": """
d. h. ≈ 9,2 MJ => das heißt ungefähr neun Komma zwei Megajoule
ist ~30 % schneller => ist ungefähr dreißig Prozent schneller
Drs. 20/1234 => Drs. zwanzig Schrägstrich eintausendzweihundertvierunddreißig
15/20 Punkte => fünfzehn von zwanzig Punkte
alle 10' und HDR10+, bitte => alle zehn Minuten und HDR zehn plus, bitte
Fehler #12 => Fehler Nummer zwölf
""",
    "pl": """
150 KM, 3 MB/s => sto pięćdziesiąt koni mechanicznych, trzy megabajty na sekundę
(≈ 7 MJ), co 10' => (mniej więcej siedem megadżuli), co dziesięć minut
błąd #12, Windows 7/8 => błąd numer dwanaście, Windows siedem ukośnik osiem
5 obrotów/min, ocena 15/20 pkt => pięć obrotów na minutę, ocena piętnaście na dwadzieścia pkt
""",
    "nl": """
In 2020 mi casa. => In tweeduizend twintig mi casa.
fout #12, ~30% => fout nummer twaalf, ongeveer dertig procent
3 keer/week => drie keer per week
""",
}
CASES = [(tag, *pair) for tag, table in TEXTS.items() for pair in readings(table)]


@pytest.mark.parametrize(("language", "written", "said"), CASES)
def test_it_is_said_as_a_person_would(language: str, written: str, said: str) -> None:
    assert normalise(written, language).text == said
