"""News, books, contracts, tickets and manuals in eleven languages."""

import pytest

from tests.support.readings import readings
from tests.support.spoken_text import spoken

# By language; a bar stands between segments, a line break is written \n.
TEXTS = {
    "en-US": r"""
"It's 1:30," she said, "and we've only done 3/4 of it." => "It's one thirty," she said, "and we've only done three quarters of it."
The 1st Earl of X (c. 1540–1612) left £2,000 p.a. to his wife. => The first Earl of X (circa fifteen forty to sixteen twelve) left two thousand pounds p.a. to his wife.
On the 5th of Nov., 1605, Guy Fawkes was caught with 36 barrels. => On the fifth of November, sixteen oh-five, Guy Fawkes was caught with thirty-six barrels.
Apollo 11 landed on 7/20/69 at 20:17 UTC. => Apollo eleven landed on July twentieth, sixty-nine at twenty seventeen UTC.
Shares fell 7% after-hours to $142.30 (-$10.71). => Shares fell seven percent after-hours to one hundred and forty-two dollars thirty cents (minus ten dollars seventy-one cents).
It scored 92.4% on MMLU (5-shot) vs. GPT-4's 86.4%. => It scored ninety-two point four percent on MMLU (five-shot) versus GPT-four's eighty-six point four percent.
Steps:\n1) Open the app\n2) Tap "Settings"\n3) Done! => Steps: | one) Open the app | two) Tap "Settings" | three) Done!
If x > 0 and y ≠ 0, then x/y > 0. => If x is greater than zero and y is not equal to zero, then x over y is greater than zero.
A → B → C; 5 → 10; Ctrl+C, Alt+F4 => A to B to C; five to ten; Ctrl plus C, Alt plus F four
Lat/long: 40.7128, -74.0060. => Lat slash long: forty point seven one two eight, minus seventy-four point zero zero six zero.
The Roman emperor Marcus Aurelius (A.D. 121–180), Louis-Philippe I, Pope John XXIII. => The Roman emperor Marcus Aurelius (AD one twenty-one to one eighty), Louis-Philippe I, Pope John the twenty-third.
Jan-Mar 2024, Q1-Q3, Mon.-Wed., 1990s-2000s. => January to March twenty twenty-four, Q one-Q three, Monday to Wednesday, nineteen nineties to two thousands.
Text me @ 555-1234 or (555) 555-1234 x12. => Text me at five five five, one two three four or five five five, five five five, one two three four extension twelve.
""",  # noqa: E501 - a line is a text
    "de": r"""
„Es ist halb 3", sagte er, „und wir haben erst 3/4 geschafft." => „Es ist halb drei", sagte er, „und wir haben erst drei Viertel geschafft."
Der Leitzins sinkt um 0,25 Prozentpunkte auf 3,75 %-4,00 %. => Der Leitzins sinkt um null Komma zwei fünf Prozentpunkte auf drei Komma sieben fünf Prozent bis vier Komma null null Prozent.
Schritt 1) Öffnen\nSchritt 2) Tippen => Schritt eins) Öffnen | Schritt zwei) Tippen
Stau auf der A7 bei km 123, 5 km 300 Autos. => Stau auf der A sieben bei Kilometer einhundertdreiundzwanzig, fünf Kilometer dreihundert Autos.
Am 1.5. und, vom 3.-5. Mai, noch drei Tage. => Am ersten Mai und, vom dritten bis fünften Mai, noch drei Tage.
Das Fest ist vom 3. - 5. Mai 2026 in Wien. => Das Fest ist vom dritten bis fünften Mai zweitausendsechsundzwanzig in Wien.
Vom 24.-26.12. und vom 28.12. - 6.1. zu, am 3. u. 5. Mai auf. => Vom vierundzwanzigsten bis sechsundzwanzigsten Dezember und vom achtundzwanzigsten Dezember bis sechsten Januar zu, am dritten und fünften Mai auf.
Die 1. Bundesliga, 2. Liga, 3. Platz; am 1. und 2. Mai. => Die erste Bundesliga, zweite Liga, dritter Platz; am ersten und zweiten Mai.
""",  # noqa: E501 - a line is a text
    "fr": r"""
« Il est 1 h 30 », dit-elle, « et on n'a fait que les 3/4. » => « Il est une heure trente », dit-elle, « et on n'a fait que les trois quarts. »
Étape 1) Ouvrir\nÉtape 2) Taper => Étape un) Ouvrir | Étape deux) Taper
5-10 %, 50-100 €, 1-2 Md€, 10-15 °C, 3 à 4 fois => cinq à dix pour cent, cinquante à cent euros, un à deux milliards d’euros, dix à quinze degrés Celsius, trois à quatre fois
""",  # noqa: E501 - a line is a text
    "es": r"""
Abierto 9.00-13.00, fig. 2.10 de la sección 3.15. => Abierto nueve a trece, figura dos punto diez de la sección tres punto quince.
«Son las 1:30», dijo, «y solo hemos hecho 3/4». => «Son las una y media», dijo, «y solo hemos hecho tres cuartos».
""",  # noqa: E501 - a line is a text
    "it": r"""
Aperto 8.30-12.00, lun. 15.00–19.00; cap. 3.10, tabella 2.15. => Aperto otto e mezza a dodici, lunedì quindici a diciannove; capitolo tre punto dieci, tabella due punto quindici.
«È l'1:30», disse, «e abbiamo fatto solo i 3/4». => «È l'una e mezza», disse, «e abbiamo fatto solo i tre quarti».
Affitto 1.150 €/mese, 3 locali, 85 mq, 2° piano, interno 4. => Affitto mille cento cinquanta euro al mese, tre locali, ottantacinque metri quadrati, secondo piano, interno quattro.
5-10%, 50-100 €, 1-2 mld €, 10-15 °C, 3-4 volte, 2x1 => cinque a dieci percento, cinquanta a cento euro, un a due miliardi di euro, dieci a quindici gradi Celsius, tre a quattro volte, due per uno
Il volo AZ 610 delle 9:15; treno Frecciarossa 9607, carrozza 4, posto 12A. => Il volo AZ seicento dieci delle nove e un quarto; treno Frecciarossa novemila seicento sette, carrozza quattro, posto dodici A.
Cap. 5, vv. 3-8; Gen 1,1; Mt 5,3-12. => Capitolo cinque, vv. tre a otto; Gen uno virgola uno; Mt cinque virgola tre a dodici.
""",  # noqa: E501 - a line is a text
    "pt-BR": r"""
"É 1h30", disse ela, "e só fizemos 3/4". => "É uma hora e trinta", disse ela, "e só fizemos três quartos".
Aluguel R$ 1.150/mês, 3 quartos, 85 m², 2º andar, apto. 21. => Aluguel mil cento e cinquenta reais por mês, três quartos, oitenta e cinco metros quadrados, segundo andar, apartamento vinte e um.
5-10%, R$ 50-100, 10-15 °C, 3-4 vezes, 2x1 => cinco a dez por cento, cinquenta a cem reais, dez a quinze graus Celsius, três a quatro vezes, dois por um
Nasceu em 3/5/1980, RG 12.345.678-9, CNPJ 12.345.678/0001-90. => Nasceu em três de maio de mil novecentos e oitenta, RG um dois, três quatro cinco, seis sete oito, nove, CNPJ um dois, três quatro cinco, seis sete oito, zero zero zero um, nove zero.
Voo LA3102 às 9h15, portão 12, assento 12A. => Voo LA três mil cento e dois às nove horas e quinze, portão doze, assento doze A.
""",  # noqa: E501 - a line is a text
    "nl": r"""
"Het is 1.30 uur," zei ze, "en we hebben pas 3/4 gedaan." => "Het is een uur dertig," zei ze, "en we hebben pas drie kwart gedaan."
5-10%, € 50-100, 10-15 °C, 3-4 keer, 2x => vijf tot tien procent, vijftig tot honderd euro, tien tot vijftien graden Celsius, drie tot vier keer, twee keer
Vlucht KL1234 om 9.15 uur, gate D12, stoel 12A. => Vlucht KL duizend tweehonderdvierendertig om negen uur vijftien, gate D twaalf, stoel twaalf A.
""",  # noqa: E501 - a line is a text
    "pl": r"""
„Jest 1:30”, powiedziała, „a zrobiliśmy tylko 3/4”. => „Jest pierwsza trzydzieści”, powiedziała, „a zrobiliśmy tylko trzy czwarte”.
Czynsz 3500 zł, 3 pokoje, 85 m2, II piętro. => Czynsz trzy tysiące pięćset złotych, trzy pokoje, osiemdziesiąt pięć metrów kwadratowych, drugie piętro.
Ur. 3.05.1980 r., PESEL 80050312345, NIP 123-456-78-90. => Urodzony trzeciego maja tysiąc dziewięćset osiemdziesiątego roku, PESEL osiem zero zero pięć zero trzy jeden dwa trzy cztery pięć, NIP jeden dwa trzy, cztery pięć sześć, siedem osiem, dziewięć zero.
Lot LO123 o 9:15, bramka 12, miejsce 12A. => Lot LO sto dwadzieścia trzy o dziewiątej piętnaście, bramka dwanaście, miejsce dwanaście A.
""",  # noqa: E501 - a line is a text
    "zh": r"""
“现在1:30，”她说，“我们才做了3/4。” => “现在一点三十分，”她说，“我们才做了四分之三。”
租金￥3,500/月，3室1厅，85平米，2楼201室。 => 租金三千五百元每月，三室一厅，八十五平米，二楼二零一室。
央行降息25个基点至3.45%，GDP增长5.2%。 => 央行降息二十五个基点至百分之三点四五，GDP增长百分之五点二。
5-10%，50-100元，10-15℃，3-4次，第3-5页 => 百分之五到百分之十，五十到一百元，十到十五摄氏度，三到四次，第三到五页
生于1980年5月3日，身份证110101198005031234。 => 生于一九八零年五月三日，身份证一一零一零一一九八零零五零三一二三四。
航班CA1234于9:15起飞，登机口12，座位12A。 => 航班CA一二三四于九点十五分起飞，登机口十二，座位十二A。
""",  # noqa: E501 - a line is a text
    "ja": r"""
「1:30です」と彼女は言った。「まだ3/4しか終わっていません」 => 「一時三十分です」と彼女は言った。 | 「まだ四分の三しか終わっていません」
日銀は0.25%利上げし、GDPは+0.3%。 => 日銀は零点二五パーセント利上げし、GDPはプラス零点三パーセント。
5〜10%、50〜100円、10〜15℃、3、4回、第3〜5ページ => 五から十パーセント、五十から百円、摂氏十から十五度、三、四回、第三から五ページ
1980年5月3日生まれ、会員番号12345678。 => 千九百八十年五月三日生まれ、会員番号イチニサンヨンゴロクナナハチ。
JL123便は9:15発、搭乗口12、座席12A。 => JL百二十三便は九時十五分発、搭乗口十二、座席十二A。
""",  # noqa: E501 - a line is a text
    "hi": r"""
"अभी 1:30 बजे हैं," उसने कहा, "और हमने केवल 3/4 काम किया है।" => "अभी एक बजकर तीस मिनट हैं," उसने कहा, "और हमने केवल तीन बटा चार काम किया है।"
किराया ₹11,500/माह, 3 कमरे, 85 वर्ग मीटर, दूसरी मंजिल। => किराया ग्यारह हज़ार पाँच सौ रुपए प्रति माह, तीन कमरे, पचासी वर्ग मीटर, दूसरी मंजिल।
आरबीआई ने दर 0.25% घटाकर 6.25% की; जीडीपी +0.3%। => आरबीआई ने दर शून्य दशमलव दो पाँच प्रतिशत घटाकर छह दशमलव दो पाँच प्रतिशत की; जीडीपी प्लस शून्य दशमलव तीन प्रतिशत।
5-10%, ₹50-100, 10-15 °C, 3-4 बार => पाँच से दस प्रतिशत, पचास से एक सौ रुपए, दस से पंद्रह डिग्री सेल्सियस, तीन से चार बार
जन्म 3/5/1980, आधार 1234 5678 9012, पैन ABCDE1234F। => जन्म तीन मई उन्नीस सौ अस्सी, आधार एक दो तीन चार पाँच छह सात आठ नौ शून्य एक दो, पैन ABCDE एक दो तीन चार F।
उड़ान AI 101 सुबह 9:15 बजे, गेट 12, सीट 12A। => उड़ान AI एक सौ एक सुबह नौ बजकर पंद्रह मिनट, गेट बारह, सीट बारह A।
""",  # noqa: E501 - a line is a text
}
CASES = [(tag, *pair) for tag, table in TEXTS.items() for pair in readings(table)]


@pytest.mark.parametrize(("language", "written", "said"), CASES)
def test_what_is_printed_is_said_as_by_a_reader(language: str, written: str, said: str) -> None:
    assert spoken(written.replace(r"\n", "\n"), language) == said
