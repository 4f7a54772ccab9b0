"""What is cut short in recipes, laws, opening hours and addresses, in six languages of Europe."""

import pytest

from tests.support.readings import readings
from tests.support.spoken_text import spoken

# By language; a bar stands between segments, a line break is written \n.
TEXTS = {
    "de": r"""
1. Mehl und Zucker mischen.\n2. Teig ruhen lassen. => erstens Mehl und Zucker mischen. | zweitens Teig ruhen lassen.
1. Bürgermeister Kern, 1. FC Kern und 3. OG => erster Bürgermeister Kern, erster FC Kern und drittes OG
Nach 2:01:09 h im Ziel, 3:12 Std. unterwegs, um 10:30:15 Uhr. => Nach zwei Stunden eine Minute neun Sekunden im Ziel, drei Stunden zwölf Minuten unterwegs, um zehn Uhr dreißig Minuten fünfzehn Sekunden.
Am Fr, 8.11., um 9 Uhr; Mo/Mi/Fr 9–12 u. 14–18 h, Sa n. V. => Am Freitag, achten November, um neun Uhr; Montag, Mittwoch, Freitag neun bis zwölf und vierzehn bis achtzehn Uhr, Samstag nach Vereinbarung.
Herrn v. Stein, z. Hd. Hptm. Kern, am U-Bhf. Mitte, 900 m ü. NN, s. a. Rn. 12. => Herrn von Stein, zu Händen Hauptmann Kern, am U-Bahnhof Mitte, neunhundert Meter über NN, siehe auch Randnummer zwölf.
1 Pr. Salz, 2 Tr. Öl, 12 St., 3 Wo. lang tgl. rd. 5 Msp. Zimt. => eine Prise Salz, zwei Tropfen Öl, zwölf Stück, drei Wochen lang täglich rund fünf Messerspitzen Zimt.
Um 0,25 %-Pkt. auf 3 %; WKN 716460; fällig am 3. d. M. => Um null Komma zwei fünf Prozentpunkte auf drei Prozent; WKN sieben eins sechs vier sechs null; fällig am dritten dieses Monats.
Das ist 3x² und √(a² + b²), von 3 s → 2 s. => Das ist drei x zum Quadrat und Wurzel aus (a zum Quadrat plus b zum Quadrat), von drei Sekunden nach zwei Sekunden.
MfG\nTom => Mit freundlichen Grüßen | Tom
§ 5 Abs. 2 S. 1 StVO; ihr 2. WM-Gold => Paragraf fünf Absatz zwei Satz eins StVO; ihr zweites WM-Gold
So 3. Mai und Treffen 12. Dezember. => Sonntag dritter Mai und Treffen zwölfter Dezember.
""",  # noqa: E501 - a line is a text
    "fr": r"""
2 càs de miel, 1½ c. à c. de sel, 2 c. à s. d'huile. => deux cuillères à soupe de miel, une cuillère à café et demie de sel, deux cuillères à soupe d'huile.
Art. L. 123-4 du C. civ., 3e ét., à l'att. de Mlle Roy. => Article L. cent vingt-trois tiret quatre du Code civil, troisième étage, à l'attention de mademoiselle Roy.
1 cp 3x/j, max. 4 g/j, 120 fps, 5000 mAh, 7 pb, 30 pts, 150 ch. => un comprimé trois fois par jour, maximum quatre grammes par jour, cent vingt images par seconde, cinq mille milliampères-heures, sept points de base, trente points, cent cinquante chevaux.
Le cdt Rey, M° Cluny, la IIIe Rép. => Le commandant Rey, métro Cluny, la troisième République.
Ouvert lun-ven 9h-12h, sam 9h-13h. => Ouvert lundi à vendredi neuf heures à douze heures, samedi neuf heures à treize heures.
Cdt,\nK. Morel => cordialement, | K. Morel
de 1,2 s → 0,84 s => de un virgule deux seconde à zéro virgule quatre-vingt-quatre seconde
""",  # noqa: E501 - a line is a text
    "es": r"""
L-V 9:00-14:00 y 16:00-19:00 h, sáb. cerrado. => lunes a viernes nueve a catorce y dieciséis a diecinueve, sábado cerrado.
Tome 1 comp. c/ 8 h; para 6 pers. Hornee. => Tome un comprimido cada ocho horas; para seis personas. | Hornee.
21.300 accionistas, 1,6 bill. de euros, 120 FPS, 5000 mAh. => veintiún mil trescientos accionistas, uno coma seis billones de euros, ciento veinte fotogramas por segundo, cinco mil miliamperios hora.
Apdo. 77, a la att. de D.ª Ana, bajo izda., s/n, Col. Centro. => Apartado setenta y siete, a la atención de Doña Ana, bajo izquierda, sin número, Colonia Centro.
""",  # noqa: E501 - a line is a text
    "it": r"""
Un 45enne e due 18-25enni; una 20enne; un 3enne. => Un quarantacinquenne e due diciotto venticinquenni; una ventenne; un treenne.
S. Chiara, S. Antonio, S. Marco, S. Stefano e S. Rossi. => Santa Chiara, Sant'Antonio, San Marco, Santo Stefano e S. Rossi.
Al 3° p., sul 2°, ma il forno a 180°. => Al terzo piano, sul secondo, ma il forno a cento ottanta gradi.
C.P. 77, int. 204 in ufficio, v. fig. 2a, c.a. Sig. Neri. => casella postale settantasette, interno duecento quattro in ufficio, vedi figura due a, alla cortese attenzione di Signor Neri.
Gent.mo Sig. Conti, il ten. Bassi, ang. c.so Italia, q.b. di sale. => Gentilissimo Signor Conti, il tenente Bassi, angolo corso Italia, quanto basta di sale.
Nel 2° trim., il 26 sett.; in 2:01:09, alle 10:20:30. => Nel secondo trimestre, il ventisei settembre; in due ore un minuto e nove secondi, alle dieci e venti minuti e trenta secondi.
1 cpr 3 volte/dì, dosi per 6 pers., 5000 mAh, art. 5 c.p. => una compressa tre volte al dì, dosi per sei persone, cinquemila milliamperora, articolo cinque codice penale.
""",  # noqa: E501 - a line is a text
    "pt-BR": r"""
Na 2ª-feira e na 3.ª f., 1ºT e 2ºT, no 2º tri. => Na segunda-feira e na terça-feira, primeiro tempo e segundo tempo, no segundo trimestre.
De 8/8h, 1 comp. por dia; c/ desconto, s/ juros, s/n. => De oito em oito horas, um comprimido por dia; com desconto, sem juros, sem número.
D. Ana, D. Pedro I e D. Maria II; A/C D. Inês. => Dona Ana, Dom Pedro primeiro e Dona Maria segunda; aos cuidados de Dona Inês.
Por 6/4, 3/6 e 7/6; 1/2 e 3/4 do total. => Por seis a quatro, três a seis, sete a seis; um meio e três quartos do total.
10% a.a., alta de 0,25 p.p. e 2 p.p. => dez por cento ao ano, alta de zero vírgula dois cinco ponto percentual e dois pontos percentuais.
Cx. Postal 77, 3º and., cj. 204, 2 velas… e fim. => Caixa Postal setenta e sete, terceiro andar, conjunto duzentos e quatro, duas velas… e fim.
(v. fig. 2a), 120 fps, 5000 mAh, 30 pts => (ver figura dois a), cento e vinte quadros por segundo, cinco mil miliamperes-hora, trinta pontos
""",  # noqa: E501 - a line is a text
    "pl": r"""
W II kw. i do III kw., na III p., w 68. min i 90.+3. => W drugim kwartale i do trzeciego kwartału, na trzecim piętrze, w sześćdziesiątej ósmej minucie i dziewięćdziesiątej plus trzy.
Jan (45 l.), w l. 1587–1632, w temp. 20 °C, 3 razy dz. => Jan (czterdzieści pięć lat), w latach tysiąc pięćset osiemdziesiąt siedem do tysiąc sześćset trzydzieści dwa, w temperaturze dwadzieścia stopni Celsjusza, trzy razy dziennie
P. Anna i p. Nowak, por. Rey, os. Leśne 5 m. 12, wew. 204. => Pani Anna i pan Nowak, porucznik Rey, osiedle Leśne pięć mieszkania dwanaście, wewnętrzny dwieście cztery.
W pt. 8.11 w godz. 15:00–15:30, z 2.04., do 31 XII. => W piątek ósmego listopada w godzinach od piętnastej do piętnastej trzydzieści, z drugiego kwietnia, do trzydziestego pierwszego grudnia.
Art. 5 pkt 2 k.k., o 0,25 pkt proc. i 3 pkt proc. => Artykuł pięć punkt dwa kodeksu karnego, o zero przecinek dwadzieścia pięć punktu procentowego i trzy punkty procentowe.
1½ łyżeczki i 1½ kilograma dla 6 os., co 2–3 min. => półtorej łyżeczki i półtora kilograma dla sześciu osób, co dwie do trzech minut.
Od -3 do +2 °C, w czasie 2:01:09, 1000-lecie. => Od minus trzech do plus dwóch stopni Celsjusza, w czasie dwie godziny jedna minuta i dziewięć sekund, tysiąclecie.
1 tabl. 2 razy dz., 3000 obr./min, 120 kl./s, 900 m n.p.m. => jedna tabletka dwa razy dziennie, trzy tysiące obrotów na minutę, sto dwadzieścia klatek na sekundę, dziewięćset metrów nad poziomem morza.
""",  # noqa: E501 - a line is a text
}
CASES = [(tag, *pair) for tag, table in TEXTS.items() for pair in readings(table)]


@pytest.mark.parametrize(("language", "written", "said"), CASES)
def test_short_forms_are_said_in_full(language: str, written: str, said: str) -> None:
    assert spoken(written.replace(r"\n", "\n"), language) == said
