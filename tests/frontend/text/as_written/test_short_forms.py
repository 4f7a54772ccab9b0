"""What is cut short in recipes, laws, opening hours and addresses, in six languages of Europe."""

import pytest

from tests.support.readings import readings
from tests.support.spoken_text import spoken

# By language; a bar stands between segments, a line break is written \n.
TEXTS = {
    "de": r"""
Der Blutdruck lag bei 120/80 mmHg. => Der Blutdruck lag bei einhundertzwanzig zu achtzig Millimeter Quecksilbersäule.
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
Siehe Anh. 3; spät. 15.3. einreichen, fällig 1.4., zw. 8 und 10 Uhr; Fr. nach 14 Uhr. => Siehe Anhang drei; spätestens fünfzehnter März einreichen, fällig erster April, zwischen acht und zehn Uhr; Freitag nach vierzehn Uhr.
Bayern gewann 4:3 n. V. und Mainz 5:4 i. E. gegen Köln; Termine n. V. => Bayern gewann vier zu drei nach Verlängerung und Mainz fünf zu vier im Elfmeterschießen gegen Köln; Termine nach Vereinbarung.
1 gestr. TL Salz, ein 6,7"-Display für 0,09 €/Min. aus dem Netz. => ein gestrichener Teelöffel Salz, ein sechs Komma sieben Zoll Display für neun Cent pro Minute aus dem Netz.
Im 16./17. Jh. wuchs die Stadt. => Im sechzehnten siebzehnten Jahrhundert wuchs die Stadt.
""",  # noqa: E501 - a line is a text
    "fr": r"""
Sa tension était de 120/80 mmHg. => Sa tension était de cent vingt sur quatre-vingts millimètres de mercure.
Pour 6 pers. : 3 œufs, avec M. et Mme Roy. => Pour six personnes : trois œufs, avec monsieur et madame Roy.
2 càs de miel, 1½ c. à c. de sel, 2 c. à s. d'huile. => deux cuillères à soupe de miel, une cuillère à café et demie de sel, deux cuillères à soupe d'huile.
Art. L. 123-4 du C. civ., 3e ét., à l'att. de Mlle Roy. => Article L. cent vingt-trois tiret quatre du Code civil, troisième étage, à l'attention de mademoiselle Roy.
1 cp 3x/j, max. 4 g/j, 120 fps, 5000 mAh, 7 pb, 30 pts, 150 ch. => un comprimé trois fois par jour, maximum quatre grammes par jour, cent vingt images par seconde, cinq mille milliampères-heures, sept points de base, trente points, cent cinquante chevaux.
Le cdt Rey, M° Cluny, la IIIe Rép. => Le commandant Rey, métro Cluny, la troisième République.
Ouvert lun-ven 9h-12h, sam 9h-13h. => Ouvert lundi à vendredi neuf heures à douze heures, samedi neuf heures à treize heures.
Cdt,\nK. Morel => cordialement, | K. Morel
de 1,2 s → 0,84 s => de un virgule deux seconde à zéro virgule quatre-vingt-quatre seconde
Selon les art. 3 et 4 de la loi; maison de 95 m² hab. avec jardin. => Selon les articles trois et quatre de la loi; maison de quatre-vingt-quinze mètres carrés habitables avec jardin.
""",  # noqa: E501 - a line is a text
    "es": r"""
Su presión arterial era de 120/80 mmHg; 1/101 y el expediente 123/45. => Su presión arterial era de ciento veinte sobre ochenta milímetros de mercurio; uno sobre ciento uno y el expediente ciento veintitrés barra cuarenta y cinco.
Corrió 2 h 10 min. Luego descansó; hornee 10 min. Luego siga. => Corrió dos horas y diez minutos. | Luego descansó; hornee diez minutos. | Luego siga.
L-V 9:00-14:00 y 16:00-19:00 h, sáb. cerrado. => lunes a viernes nueve a catorce y dieciséis a diecinueve, sábado cerrado.
Tome 1 comp. c/ 8 h; para 6 pers. Hornee. => Tome un comprimido cada ocho horas; para seis personas. | Hornee.
21.300 accionistas, 1,6 bill. de euros, 120 FPS, 5000 mAh. => veintiún mil trescientos accionistas, uno coma seis billones de euros, ciento veinte fotogramas por segundo, cinco mil miliamperios hora.
Apdo. 77, a la att. de D.ª Ana, bajo izda., s/n, Col. Centro. => Apartado setenta y siete, a la atención de Doña Ana, bajo izquierda, sin número, Colonia Centro.
Las ventas del 3T24; Mª José y M.ª Carmen; vto. 31/12/2025, ref. 4521. => Las ventas del tercer trimestre de dos mil veinticuatro; María José y María Carmen; vencimiento treinta y uno de diciembre de dos mil veinticinco, referencia cuatro mil quinientos veintiuno.
Corrió en 9"81 y en 38:12 min; la ley 8.112/90. => Corrió en nueve segundos ochenta y uno y en treinta y ocho minutos doce segundos; la ley ocho mil ciento doce de noventa.
""",  # noqa: E501 - a line is a text
    "it": r"""
La pressione era 120/80 mmHg, la pratica 123/45. => La pressione era cento venti su ottanta millimetri di mercurio, la pratica cento ventitré barra quarantacinque.
Nata il 3/5/'78 a Roma; cuocere 10 min. Poi servire. => Nata il tre maggio mille novecento settantotto a Roma; cuocere dieci minuti. | Poi servire.
Un 45enne e due 18-25enni; una 20enne; un 3enne. => Un quarantacinquenne e due diciotto venticinquenni; una ventenne; un treenne.
S. Chiara, S. Antonio, S. Marco, S. Stefano e S. Rossi. => Santa Chiara, Sant'Antonio, San Marco, Santo Stefano e S. Rossi.
Al 3° p., sul 2°, ma il forno a 180°. => Al terzo piano, sul secondo, ma il forno a cento ottanta gradi.
C.P. 77, int. 204 in ufficio, v. fig. 2a, c.a. Sig. Neri. => casella postale settantasette, interno duecento quattro in ufficio, vedi figura due a, alla cortese attenzione di Signor Neri.
Gent.mo Sig. Conti, il ten. Bassi, ang. c.so Italia, q.b. di sale. => Gentilissimo Signor Conti, il tenente Bassi, angolo corso Italia, quanto basta di sale.
Nel 2° trim., il 26 sett.; in 2:01:09, alle 10:20:30. => Nel secondo trimestre, il ventisei settembre; in due ore un minuto e nove secondi, alle dieci e venti minuti e trenta secondi.
1 cpr 3 volte/dì, dosi per 6 pers., 5000 mAh, art. 5 c.p. => una compressa tre volte al dì, dosi per sei persone, cinquemila milliamperora, articolo cinque codice penale.
I ricavi del 3T23 e del 3° trim. 2024; gol al 45'+2 e ancora 90'+3, 5-4 ai rig. => I ricavi del terzo trimestre duemila ventitré e del terzo trimestre duemila ventiquattro; gol al quarantacinquesimo minuto più due e ancora novanta minuti più tre, cinque a quattro ai rigori.
La l. 104/92, la L. n. 241/1990, il D. Lgs. 81/2008; rif. 2345. => La legge cento quattro del novantadue, la legge numero duecento quarantuno del mille novecento novanta, il decreto legislativo ottantuno del duemila otto; riferimento duemila trecento quarantacinque.
Il dott. M. Bianchi arriva. Il tel. è spento. => Il dottor M. Bianchi arriva. | Il telefono è spento.
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
Ciśnienie krwi wynosiło 120/80 mmHg. => Ciśnienie krwi wynosiło sto dwadzieścia na osiemdziesiąt milimetrów słupa rtęci.
W II kw. i do III kw., na III p., w 68. min i 90.+3. => W drugim kwartale i do trzeciego kwartału, na trzecim piętrze, w sześćdziesiątej ósmej minucie i dziewięćdziesiątej plus trzy.
Jan (45 l.), w l. 1587–1632, w temp. 20 °C, 3 razy dz. => Jan (czterdzieści pięć lat), w latach tysiąc pięćset osiemdziesiąt siedem do tysiąc sześćset trzydzieści dwa, w temperaturze dwadzieścia stopni Celsjusza, trzy razy dziennie
P. Anna i p. Nowak, por. Rey, os. Leśne 5 m. 12, wew. 204. => Pani Anna i pan Nowak, porucznik Rey, osiedle Leśne pięć mieszkania dwanaście, wewnętrzny dwieście cztery.
W pt. 8.11 w godz. 15:00–15:30, z 2.04., do 31 XII. => W piątek ósmego listopada w godzinach od piętnastej do piętnastej trzydzieści, z drugiego kwietnia, do trzydziestego pierwszego grudnia.
Art. 5 pkt 2 k.k., o 0,25 pkt proc. i 3 pkt proc. => Artykuł pięć punkt dwa kodeksu karnego, o zero przecinek dwadzieścia pięć punktu procentowego i trzy punkty procentowe.
1½ łyżeczki i 1½ kilograma dla 6 os., co 2–3 min. => półtorej łyżeczki i półtora kilograma dla sześciu osób, co dwie do trzech minut.
Od -3 do +2 °C, w czasie 2:01:09, 1000-lecie. => Od minus trzech do plus dwóch stopni Celsjusza, w czasie dwie godziny jedna minuta i dziewięć sekund, tysiąclecie.
1 tabl. 2 razy dz., 3000 obr./min, 120 kl./s, 900 m n.p.m. => jedna tabletka dwa razy dziennie, trzy tysiące obrotów na minutę, sto dwadzieścia klatek na sekundę, dziewięćset metrów nad poziomem morza.
W 1939 r. Niemcy napadły na Polskę. Pociąg o 7:42, wracamy z 7:42. => W tysiąc dziewięćset trzydziestym dziewiątym roku Niemcy napadły na Polskę. | Pociąg o siódmej czterdzieści dwa, wracamy z siódmej czterdzieści dwa.
Przepis na 6–8 os. i deser dla 6-8 os. przy stole na os. Leśnym. => Przepis na sześć do ośmiu osób i deser dla sześciu do ośmiu osób przy stole na osiedlu Leśnym.
Mieszkanie 54 mkw. na 3. p., w 2. poł. XIX w. i na pocz. XX w. => Mieszkanie pięćdziesiąt cztery metry kwadratowe na trzecim piętrze, w drugiej połowie dziewiętnastego wieku i na początku dwudziestego wieku.
Zgodnie z art. 5 ust. 1 lit. a ustawy (Dz.U. 2023 poz. 120). => Zgodnie z artykuł pięć ustęp jeden litera a ustawy (Dziennik Ustaw dwa tysiące dwadzieścia trzy pozycja sto dwadzieścia).
""",  # noqa: E501 - a line is a text
    "pt": r"""
A pressão era de 120/80 mmHg. => A pressão era de cento e vinte por oitenta milímetros de mercúrio.
Correu em 9s81 e 38:12 min. => Correu em nove segundos oitenta e um e trinta e oito minutos doze segundos.
O lucro do 3T24; ligue 3456-7890, r. 204; bl. B, plat. 3, ref. 221; aos 25' de jogo. => O lucro do terceiro trimestre de dois mil e vinte e quatro; ligue três quatro cinco seis, sete oito nove zero, ramal duzentos e quatro; bloco B, plataforma três, referência duzentos e vinte e um; aos vinte e cinco minutos de jogo.
""",  # noqa: E501 - a line is a text
}
CASES = [(tag, *pair) for tag, table in TEXTS.items() for pair in readings(table)]


@pytest.mark.parametrize(("language", "written", "said"), CASES)
def test_short_forms_are_said_in_full(language: str, written: str, said: str) -> None:
    assert spoken(written.replace(r"\n", "\n"), language) == said
