"""Ten more languages as people write them, through cutting and normalisation."""

import pytest

from tests.support.readings import readings
from tests.support.spoken_text import spoken

# By language; a bar stands between segments, a line break is written \n.
TEXTS = {
    "de": r"""
Ludwig XIV. traf am 3.5.2021 um 14:30 Uhr Papst Johannes Paul II. => Ludwig der Vierzehnte traf am dritten Mai zweitausendeinundzwanzig um vierzehn Uhr dreißig Papst Johannes Paul der Zweite.
Das kostet 1.234,56 € bzw. 12,50 EUR, d.h. ca. 3,5 Mio. Euro. => Das kostet eintausendzweihundertvierunddreißig Euro sechsundfünfzig Cent beziehungsweise zwölf Euro fünfzig Cent, das heißt circa drei Komma fünf Millionen Euro.
Kapitel IV, Band III: Im 19. Jh. lebten 5 Mio. Menschen in 12 Städten. => Kapitel vier, Band drei: Im neunzehnten Jahrhundert lebten fünf Millionen Menschen in zwölf Städten.
Er ist 1,85 m groß, wiegt 80 kg und läuft 10 km/h bei -5 °C. => Er ist eins Komma acht fünf Meter groß, wiegt achtzig Kilogramm und läuft zehn Kilometer pro Stunde bei minus fünf Grad Celsius.
Tel. 030/123456-78, PLZ 10115, Hausnr. 12a, S. 12–15, Abs. 3 => Telefon null drei null, eins zwei drei vier fünf sechs, sieben acht, PLZ eins null eins eins fünf, Hausnummer zwölf a, Seite zwölf bis fünfzehn, Absatz drei
In den 1920er Jahren und den 90ern; 1999/2000; Nr. 5; § 12 Abs. 3 BGB => In den neunzehnhundertzwanziger Jahren und den neunzigern; neunzehnhundertneunundneunzig zweitausend; Nummer fünf; Paragraf zwölf Absatz drei BGB
Am 1. Januar 2000 kam der 2. Zug; 3/4 der Leute, ½ Liter, 2½ Stunden. => Am ersten Januar zweitausend kam der zweite Zug; drei Viertel der Leute, ein halber Liter, zweieinhalb Stunden.
Dr. Müller, Prof. Weiß, Hr. Schmidt und Fr. Meier wohnen Hauptstr. 5. => Doktor Müller, Professor Weiß, Herr Schmidt und Frau Meier wohnen Hauptstraße fünf.
z. B. 100 % von 5,00 $; u. a. das 3:2 gegen Bayern; vgl. S. 7 => zum Beispiel einhundert Prozent von fünf Dollar; unter anderem das drei zu zwei gegen Bayern; vergleiche Seite sieben
ACHTUNG: BITTE NICHT BETRETEN! Die AfD und die SPD, DER SPIEGEL, LKW => achtung: bitte nicht betreten! | Die AfD und die SPD, der spiegel, LKW
Mail an max.mustermann@web.de, siehe www.beispiel.de/seite => Mail an max Punkt mustermann at web Punkt DE, siehe WWW Punkt beispiel Punkt DE Slash seite
Um 8 Uhr, um 8:05, von 9–17 Uhr, 24-stündig, 3-mal, 10-jährig => Um acht Uhr, um acht Uhr fünf, von neun bis siebzehn Uhr, vierundzwanzigstündig, dreimal, zehnjährig
EUR 5.000.000, 1'000 CHF, 2 Std. 30 Min., 100 MB, 2,4 GHz => fünf Millionen Euro, eintausend Franken, zwei Stunden dreißig Minuten, einhundert Megabyte, zwei Komma vier Gigahertz
Im 18. und 19. Jahrhundert; die 3. Auflage; der 1. FC Köln; Friedrich II. starb 1786. => Im achtzehnten und neunzehnten Jahrhundert; die dritte Auflage; der erste FC Köln; Friedrich der Zweite starb siebzehnhundertsechsundachtzig.
Im 19. Jh., Hausnr. 12a, die 3. Auflage, kam der 2. Zug; 3x, 4x am Tag, 1999/2000, 2,5x => Im neunzehnten Jahrhundert, Hausnummer zwölf a, die dritte Auflage, kam der zweite Zug; dreimal, viermal am Tag, neunzehnhundertneunundneunzig zweitausend, zwei Komma fünf mal
""",  # noqa: E501 - a line is a text
    "fr": r"""
Louis XIV et François Ier, au XIXe siècle, chap. IV, le 1er mai 2021 à 14h30. => Louis quatorze et François premier, au dix-neuvième siècle, chapitre quatre, le premier mai deux mille vingt-et-un à quatorze heures trente.
Ça coûte 1 234,56 € ou 12,50 EUR, soit env. 3,5 M€. => Ça coûte mille deux cent trente-quatre euros cinquante-six centimes ou douze euros cinquante centimes, soit environ trois virgule cinq millions d’euros.
M. Dupont, Mme Martin, Mlle Roy et le Dr Lefèvre habitent au 12 bis, av. Foch. => monsieur Dupont, madame Martin, mademoiselle Roy et le docteur Lefèvre habitent au douze bis, avenue Foch.
Tél. 01 23 45 67 89, 75001 Paris, p. 12-15, n° 5, § 3 => Téléphone zéro un, vingt-trois, quarante-cinq, soixante-sept, quatre-vingt-neuf, soixante-quinze mille un Paris, page douze à quinze, numéro cinq, paragraphe trois
Les années 1990, les années 80, en 1789, le 14/07/1789, le 03.05.2021 => Les années mille neuf cent quatre-vingt-dix, les années quatre-vingts, en mille sept cent quatre-vingt-neuf, le quatorze juillet mille sept cent quatre-vingt-neuf, le trois mai deux mille vingt-et-un
1/2, 3/4, 2½, 50 %, 0,5 %, 1er, 2e, 3ème, 21e => un demi, trois quarts, deux et demi, cinquante pour cent, zéro virgule cinq pour cent, premier, deuxième, troisième, vingt-et-unième
71, 80, 81, 91, 99, 200, 1000, 1 000 000, 21 pommes => soixante-et-onze, quatre-vingts, quatre-vingt-un, quatre-vingt-onze, quatre-vingt-dix-neuf, deux cents, mille, un million, vingt-et-un pommes
De 9h à 17h, 9 h 05, 18h, 23:59 => De neuf heures à dix-sept heures, neuf heures cinq, dix-huit heures, vingt-trois heures cinquante-neuf
Écrivez à jean.dupont@exemple.fr ou www.exemple.fr => Écrivez à jean point dupont arobase exemple point FR ou WWW point exemple point FR
ATTENTION : NE PAS OUVRIR ! La SNCF, l'ONU et l'OTAN. => attention : ne pas ouvrir ! | La SNCF, l'ONU et l'OTAN.
Score 3-2, 16/9, 10², etc. => Score trois à deux, seize neuvièmes, dix au carré, et cetera.
5 $ et 10 £, 1 €, 2 €, 0,99 € => cinq dollars et dix livres, un euro, deux euros, quatre-vingt-dix-neuf centimes
Au Ve siècle av. J.-C., Henri IV naquit ; ch. XII, t. II, vol. 3, 2de éd. => Au cinquième siècle avant Jésus-Christ, Henri quatre naquit ; chapitre douze, tome deux, volume trois, deuxième éd.
3 x 4 = 12, ch. XII, apt. 4, la Cie Dupont, 2de => trois fois quatre égale douze, chapitre douze, appartement quatre, la compagnie Dupont, deuxième
""",  # noqa: E501 - a line is a text
    "es": r"""
Luis XIV y Alfonso XIII, siglo XIX, cap. IV, el 1 de mayo de 2021 a las 14:30. => Luis catorce y Alfonso trece, siglo diecinueve, capítulo cuatro, el primero de mayo de dos mil veintiuno a las catorce y media.
Cuesta 1.234,56 € o 12,50 EUR, aprox. 3,5 M€; $5 y US$10. => Cuesta mil doscientos treinta y cuatro euros cincuenta y seis céntimos o doce euros cincuenta céntimos, aproximadamente tres coma cinco millones de euros; cinco dólares y diez dólares estadounidenses.
El Sr. García, la Sra. López, el Dr. Pérez y Dª Ana viven en C/ Mayor, n.º 12, 3º B. => El Señor García, la Señora López, el Doctor Pérez y Doña Ana viven en Calle Mayor, número doce, tercero B.
Tel. 91 123 45 67, 28001 Madrid, pág. 12-15, 1.ª edición, 2.º => Teléfono nueve uno, uno dos tres, cuatro cinco, seis siete, veintiocho mil uno Madrid, página doce a quince, primera edición, segundo
Hace -5 °C, 80 km/h, 1,85 m, 5 kg, 100 m², 21 kg, 31 personas, 1 hora => Hace menos cinco grados Celsius, ochenta kilómetros por hora, uno coma ochenta y cinco metros, cinco kilogramos, cien metros cuadrados, veintiún kilogramos, treinta y una personas, una hora
Los años 90, en 1999, 03/05/2021, 1/2, 3/4, 50 %, 0,5 % => Los años noventa, en mil novecientos noventa y nueve, tres de mayo de dos mil veintiuno, un medio, tres cuartos, cincuenta por ciento, cero coma cinco por ciento
EE. UU., la ONU, la OTAN, Ud. y Uds. => Estados Unidos, la ONU, la OTAN, Usted y Ustedes.
ATENCIÓN: NO ABRIR LA PUERTA => atención: no abrir la puerta
De 9:00 a 17:00 h, a la 1:15, 3-2 => De nueve a diecisiete, a la una y cuarto, tres a dos
Isabel II, Carlos V, Juan Pablo II, Pío XII => Isabel segunda, Carlos quinto, Juan Pablo segundo, Pío doce
21.000 libras, 200 casas, 1.000.000 de euros, 100 € => veintiuna mil libras, doscientas casas, un millón de euros, cien euros
Vive en el 2.º piso de la c/ Goya, núm. 3, tfno. 600 123 456; nació el 15-8-1990. => Vive en el segundo piso de la calle Goya, número tres, teléfono seis cero cero, uno dos tres, cuatro cinco seis; nació el quince de agosto de mil novecientos noventa.
-8° c, 8° C, Dª Ana, tfno. 600 123 456, móvil 600 123 456 => menos ocho grados Celsius, ocho grados Celsius, Doña Ana, teléfono seis cero cero, uno dos tres, cuatro cinco seis, móvil seis cero cero, uno dos tres, cuatro cinco seis
""",  # noqa: E501 - a line is a text
    "it": r"""
Luigi XIV e Vittorio Emanuele II, nel XIX secolo, cap. IV, il 1° maggio 2021 alle 14:30. => Luigi quattordicesimo e Vittorio Emanuele secondo, nel diciannovesimo secolo, capitolo quarto, il primo maggio duemila ventuno alle quattordici e mezza.
Costa 1.234,56 € o 12,50 EUR, circa 3,5 mln di euro. => Costa mille duecento trentaquattro euro cinquantasei centesimi o dodici euro cinquanta centesimi, circa tre virgola cinque milioni di euro.
Il sig. Rossi, la sig.ra Bianchi, il dott. Verdi e l'ing. Neri, via Roma n. 12. => Il signor Rossi, la signora Bianchi, il dottor Verdi e l'ingegner Neri, via Roma numero dodici.
Tel. 06 1234567, 00184 Roma, pag. 12-15, 2ª edizione, 3º => Telefono zero sei, uno due tre quattro cinque sei sette, zero zero uno otto quattro Roma, pagina dodici a quindici, seconda edizione, terzo
Fa -5 °C, 80 km/h, 1,85 m, 5 kg, 100 m², 21 anni, 1 ora => Fa meno cinque gradi Celsius, ottanta chilometri orari, uno virgola ottantacinque metri, cinque chilogrammi, cento metri quadrati, ventuno anni, un’ora
Gli anni '90, nel 1999, 03/05/2021, 1/2, 3/4, 50%, 0,5% => Gli anni novanta, nel mille novecento novantanove, tre maggio duemila ventuno, un mezzo, tre quarti, cinquanta percento, zero virgola cinque percento
ATTENZIONE: NON APRIRE. L'ONU e la NATO, la RAI. => attenzione: non aprire. | L'ONU e la NATO, la RAI.
Dalle 9:00 alle 17:30, 3-2, ecc. => Dalle nove alle diciassette e mezza, tre a due, eccetera.
""",  # noqa: E501 - a line is a text
    "pt-BR": r"""
Luís XIV e Dom Pedro II, no século XIX, cap. IV, em 1º de maio de 2021 às 14h30. => Luís catorze e Dom Pedro segundo, no século dezenove, capítulo quatro, em primeiro de maio de dois mil e vinte e um às catorze horas e trinta.
Custa R$ 1.234,56 ou € 12,50, aprox. R$ 3,5 milhões. => Custa mil duzentos e trinta e quatro reais e cinquenta e seis centavos ou doze euros e cinquenta centavos, aproximadamente três vírgula cinco milhões de reais.
O Sr. Silva, a Sra. Souza e o Dr. Lima moram na R. Augusta, nº 12, apto. 3. => O Senhor Silva, a Senhora Souza e o Doutor Lima moram na Rua Augusta, número doze, apartamento três.
Faz -5 °C, 80 km/h, 1,85 m, 5 kg, 100 m², 21 pessoas, 2 casas, 1 hora => Faz menos cinco graus Celsius, oitenta quilômetros por hora, um vírgula oito cinco metro, cinco quilogramas, cem metros quadrados, vinte e uma pessoas, duas casas, uma hora
Os anos 90, em 1999, 03/05/2021, 1/2, 3/4, 50%, 0,5% => Os anos noventa, em mil novecentos e noventa e nove, três de maio de dois mil e vinte e um, um meio, três quartos, cinquenta por cento, zero vírgula cinco por cento
ATENÇÃO: NÃO ABRA A PORTA. A ONU e a OTAN. => atenção: não abra a porta. | A ONU e a OTAN.
Das 9h às 17h, 3x2, etc. => Das nove horas às dezessete horas, três por dois, etcétera.
cap. IV, cap. 3, o cap. Nascimento, apto. 3, R. Augusta => capítulo quatro, capítulo três, o capitão Nascimento, apartamento três, Rua Augusta
""",  # noqa: E501 - a line is a text
    "nl": r"""
Lodewijk XIV en Willem III, in de 19e eeuw, hfst. IV, op 1 mei 2021 om 14:30 uur. => Lodewijk de Veertiende en Willem de Derde, in de negentiende eeuw, hoofdstuk vier, op een mei tweeduizend eenentwintig om veertien uur dertig.
Het kost € 1.234,56 of 12,50 EUR, d.w.z. ca. 3,5 mln. euro. => Het kost duizend tweehonderdvierendertig euro en zesenvijftig cent of twaalf euro en vijftig cent, dat wil zeggen circa drie komma vijf miljoen euro.
Dhr. Jansen, mevr. De Vries en dr. Bakker wonen op nr. 12a. => De heer Jansen, mevrouw De Vries en doctor Bakker wonen op nummer twaalf a.
Tel. 020-1234567, 1012 AB Amsterdam, blz. 12-15, 2e, 3de => Telefoon nul twee nul, een twee drie vier vijf zes zeven, een nul een twee AB Amsterdam, bladzijde twaalf tot vijftien, tweede, derde
-5 °C, 80 km/u, 1,85 m, 5 kg, 100 m², 50%, 1/2, 3/4, de jaren 90, 03-05-2021 => min vijf graden Celsius, tachtig kilometer per uur, een komma vijfentachtig meter, vijf kilogram, honderd vierkante meter, vijftig procent, een half, drie kwart, de jaren negentig, drie mei tweeduizend eenentwintig
Art. 5 lid 2; 18e eeuw; bv. 3 kg; 3x per week; nr. 7; € 5,-; kwart voor 3; 10.30 u. => Artikel vijf lid twee; achttiende eeuw; bijvoorbeeld drie kilogram; drie keer per week; nummer zeven; vijf euro; kwart voor drie; tien uur dertig.
""",  # noqa: E501 - a line is a text
    "pl": r"""
Ludwik XIV i Jan Paweł II, w XIX wieku, rozdz. IV, 1 maja 2021 r. o 14:30. => Ludwik Czternasty i Jan Paweł Drugi, w dziewiętnastym wieku, rozdział cztery, pierwszego maja dwa tysiące dwudziestego pierwszego roku o czternastej trzydzieści.
Kosztuje 1234,56 zł albo 12,50 EUR, tj. ok. 3,5 mln zł. => Kosztuje tysiąc dwieście trzydzieści cztery złote pięćdziesiąt sześć groszy albo dwanaście euro pięćdziesiąt centów, to jest około trzy przecinek pięć miliona złotych.
Tel. 22 123 45 67, 00-001 Warszawa, str. 12-15, nr 5, ul. Długa 3 => Telefon dwa dwa, jeden dwa trzy, cztery pięć, sześć siedem, zero zero, zero zero jeden Warszawa, strona dwanaście do piętnastu, numer pięć, ulica Długa trzy
-5 °C, 80 km/h, 1,85 m, 5 kg, 100 m², 50%, 1/2, 3/4, lata 90., 03.05.2021 => minus pięć stopni Celsjusza, osiemdziesiąt kilometrów na godzinę, jeden przecinek osiemdziesiąt pięć metra, pięć kilogramów, sto metrów kwadratowych, pięćdziesiąt procent, jedna druga, trzy czwarte, lata dziewięćdziesiąte, trzeciego maja dwa tysiące dwudziestego pierwszego roku
2 koty, 5 kotów, 22 złote, 1 zł, 5 zł => dwa koty, pięć kotów, dwadzieścia dwa złote, jeden złoty, pięć złotych
""",  # noqa: E501 - a line is a text
    "zh": r"""
路易十四在2021年5月3日14:30见了3位客人，气温-5℃，速度80km/h。 => 路易十四在二零二一年五月三日十四点三十分见了三位客人，气温负五摄氏度，速度每小时八十公里。
价格是¥1,234.56或$12.50，约3.5亿元，涨了50%，占3/4。 => 价格是一千二百三十四点五六元或十二点五零美元，约三点五亿元，涨了百分之五十，占四分之三。
请打电话010-12345678或13912345678，邮编100000，第3章，第21页。 => 请打电话零一零，一二三四五六七八或一三九一二三四五六七八，邮编一零零零零零，第三章，第二十一页。
20世纪90年代，1990-2000年，2个人，两点半，2:30，12~15岁 => 二十世纪九十年代，一九九零到二零零零年，两个人，两点半，两点三十分，十二到十五岁
身高1.85m，体重5kg，面积100m²，比分3:2，1/2 => 身高一点八五米，体重五千克，面积一百平方米，比分三比二，二分之一
访问www.example.com或邮件zhang@example.cn。我用iPhone 12和Windows 10。 => 访问www点example点com或邮件zhang艾特example点cn。 | 我用iPhone 十二和Windows 十。
他今年18岁，考了99.5分，跑了3km，温度零下5度，房间号302，航班CA1234，尾号6789 => 他今年十八岁，考了九十九点五分，跑了三公里，温度零下五度，房间号三零二，航班CA一二三四，尾号六七八九
""",  # noqa: E501 - a line is a text
    "ja": r"""
ルイ14世は2021年5月3日14:30に3人と会った。気温は-5℃、時速80km。 => ルイ十四世は二千二十一年五月三日十四時三十分に三人と会った。 | 気温は摂氏マイナス五度、時速八十キロメートル。
価格は¥1,234または12.50ドル、約3.5億円、50%増、3/4。 => 価格は千二百三十四円または十二点五零ドル、約三点五億円、五十パーセント増、四分の三。
電話は03-1234-5678、〒100-0001、第3章、21ページ、20日、8日、1本、3本、6本 => 電話はゼロサン、イチニサンヨン、ゴロクナナハチ、イチゼロゼロ、ゼロゼロゼロイチ、第三章、二十一ページ、二十日、八日、一本、三本、六本
1990年代、1人、2人、4時、7時、9時半、10分、3個、300円、8000円 => 千九百九十年代、一人、二人、四時、七時、九時半、十分、三個、三百円、八千円
身長1.85m、5kg、100m²、3対2 => 身長一点八五メートル、五キログラム、百平方メートル、三対二
第18回、No.5、3×4=12、-3.5%、2024/5/3、1/3の人、A4、10:00〜12:00、20歳、1杯、6匹、1日中、24時間、令和6年、100万人、3.5kg、0120-123-456 => 第十八回、ナンバー五、三かける四イコール十二、マイナス三点五パーセント、二千二十四年五月三日、三分の一の人、A四、十時から十二時、二十歳、一杯、六匹、一日中、二十四時間、令和六年、百万人、三点五キログラム、ゼロイチニゼロ、イチニサン、ヨンゴロク
時速80km、時速80km/h、秒速5m、気温は摂氏20℃、華氏70℉ => 時速八十キロメートル、時速八十キロメートル、秒速五メートル、気温は摂氏二十度、華氏七十度
""",  # noqa: E501 - a line is a text
    "hi": r"""
लुई 14 ने 3 मई 2021 को 14:30 बजे 3 लोगों से मुलाकात की, तापमान -5°C था। => लुई चौदह ने तीन मई दो हज़ार इक्कीस को चौदह बजकर तीस मिनट तीन लोगों से मुलाकात की, तापमान ऋण पाँच डिग्री सेल्सियस था।
कीमत ₹1,23,456.50 या $12.50, लगभग 3.5 करोड़, 50% बढ़ी। => कीमत एक लाख तेईस हज़ार चार सौ छप्पन रुपए पचास पैसे या बारह डॉलर पचास सेंट, लगभग तीन दशमलव पाँच करोड़, पचास प्रतिशत बढ़ी।
फ़ोन 98765 43210, पिन 110001, पृष्ठ 12-15, 80 km/h, 5 kg, 1/2, १२३ => फ़ोन नौ आठ सात छह पाँच चार तीन दो एक शून्य, पिन एक एक शून्य शून्य शून्य एक, पृष्ठ बारह से पंद्रह, अस्सी किलोमीटर प्रति घंटा, पाँच किलोग्राम, एक बटा दो, एक सौ तेईस
""",  # noqa: E501 - a line is a text
}
CASES = [(tag, *pair) for tag, table in TEXTS.items() for pair in readings(table)]


@pytest.mark.parametrize(("language", "written", "said"), CASES)
def test_a_text_is_said_as_its_reader_would(language: str, written: str, said: str) -> None:
    assert spoken(written.replace(r"\n", "\n"), language) == said
