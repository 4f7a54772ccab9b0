"""Recipes, sports, bills, timetables, laws and chats in ten languages."""

import pytest

from tests.support.readings import readings
from tests.support.spoken_text import spoken

# By language; a bar stands between segments, a line break is written \n.
TEXTS = {
    "de": r"""
Meier (34 J.) und seine Frau (29 J.) haben 2 Kinder. => Meier (vierunddreißig Jahre) und seine Frau (neunundzwanzig Jahre) haben zwei Kinder.
Nehmen Sie 3-4x täglich 1 Tablette (500 mg) vor dem Essen. => Nehmen Sie drei- bis viermal täglich eine Tablette (fünfhundert Milligramm) vor dem Essen.
1 Pizza, 2 Cola, 1 Salat: 23,50 € => eine Pizza, zwei Cola, ein Salat: dreiundzwanzig Euro fünfzig Cent
250 g Mehl, 1/2 TL Salz, 2 EL Öl, 3 Eier (Gr. M), 1 Pck. Backpulver => zweihundertfünfzig Gramm Mehl, ein halber Teelöffel Salz, zwei Esslöffel Öl, drei Eier (Gr. M), ein Päckchen Backpulver
Bei 180 °C Ober-/Unterhitze 25–30 Min. backen. => Bei einhundertachtzig Grad Celsius Ober-/Unterhitze fünfundzwanzig bis dreißig Minuten backen.
Federer gewann 6:4, 3:6, 7:6 (7:3). => Federer gewann sechs zu vier, drei zu sechs, sieben zu sechs (sieben zu drei).
RE 5 ab Köln Hbf 08:03, Gl. 3, an Bonn 08:24. => RE fünf ab Köln Hbf acht Uhr drei, Gleis drei, an Bonn acht Uhr vierundzwanzig.
IBAN DE89 3704 0044 0532 0130 00 => IBAN DE neunundachtzig drei sieben null vier, null null vier vier, null fünf drei zwei, null eins drei null, null null
§ 433 Abs. 2 BGB i. V. m. Art. 14 GG, S. 12 ff. => Paragraf vierhundertdreiunddreißig Absatz zwei BGB in Verbindung mit Artikel vierzehn GG, Seite zwölf fortfolgende.
Wien, 12.03.2024, 14.30 Uhr => Wien, zwölfter März zweitausendvierundzwanzig, vierzehn Uhr dreißig
Ludwig XIV., Friedrich II. und Papst Benedikt XVI. trafen sich nie. => Ludwig der Vierzehnte, Friedrich der Zweite und Papst Benedikt der Sechzehnte trafen sich nie.
Beethovens 9. Sinfonie op. 125; Bachs h-Moll-Messe BWV 232 => Beethovens neunte Sinfonie Opus einhundertfünfundzwanzig; Bachs h-Moll-Messe BWV zweihundertzweiunddreißig
DAX +1,2 % auf 18.432,50 Pkt.; EUR/USD 1,0845 => DAX plus eins Komma zwei Prozent auf achtzehntausendvierhundertzweiunddreißig Komma fünf null Punkte; EUR/USD eins Komma null acht vier fünf
Morgen 12 bis 15 Grad, Wind aus NW mit 30 km/h, Regen 5 l/m². => Morgen zwölf bis fünfzehn Grad, Wind aus NW mit dreißig Kilometer pro Stunde, Regen fünf Liter pro Quadratmeter.
Installiere Python 3.12 mit `pip install foo==1.2`. => Installiere Python drei Punkt zwölf mit pip install foo==eins Punkt zwei.
**Vorteile:**\n- 2-3x schneller\n- ab 9,99 €/Monat => Vorteile: | zwei- bis dreimal schneller | ab neun Euro neunundneunzig Cent pro Monat
Kap. IV, Bd. 2, S. 34–36, Abb. 3.1 => Kapitel vier, Band zwei, Seite vierunddreißig bis sechsunddreißig, Abbildung drei Punkt eins
Der 2. Weltkrieg dauerte von 1939–45. => Der zweite Weltkrieg dauerte von neunzehnhundertneununddreißig bis fünfundvierzig.
lol, bin in 5 Min. da, c u um 8 => lol, bin in fünf Minuten da, c u um acht
Er läuft 2x pro Woche, sie 3x. => Er läuft zweimal pro Woche, sie dreimal.
Anna (7 J.) und Ben (10 J.) essen 1 Banane. => Anna (sieben Jahre) und Ben (zehn Jahre) essen eine Banane.
Das kostet 1,5x so viel und geht 10x schneller. => Das kostet eins Komma fünf mal so viel und geht zehnmal schneller.
Kochen Sie 8–10 Min. und ruhen 1–2 Std. => Kochen Sie acht bis zehn Minuten und ruhen ein bis zwei Stunden.
1 Kamera, 1 Sofa, 1 Tasche => eine Kamera, ein Sofa, eine Tasche
""",  # noqa: E501 - a line is a text
    "fr": r"""
Enfournez à 180 °C (th. 6) pendant 25-30 min. => Enfournez à cent quatre-vingts degrés Celsius (thermostat six) pendant vingt-cinq à trente minutes.
Préparation : 15 min ; cuisson : 1 h 20. => Préparation : quinze minutes ; cuisson : une heure vingt.
PSG – OM 3-1 (1-0), but de Mbappé à la 67e. => PSG – OM trois à un (un à zéro), but de Mbappé à la soixante-septième.
Le TGV 6607 part à 7h04, voie 12, arrivée 9 h 02. => Le TGV six mille six cent sept part à sept heures quatre, voie douze, arrivée neuf heures deux.
Facture n° 2024-0117 : 1 249,90 € TTC (TVA 20 %). => Facture numéro deux zéro deux quatre, zéro un un sept : mille deux cent quarante-neuf euros quatre-vingt-dix centimes TTC (TVA vingt pour cent).
M. Dupont, 12 bis, rue de la Paix, 75002 Paris, tél. 01 42 60 12 34 => monsieur Dupont, douze bis, rue de la Paix, soixante-quinze mille deux Paris, téléphone zéro un, quarante-deux, soixante, douze, trente-quatre
Mme Durand et le Dr Petit, le 1er mai à 18h30. => madame Durand et le docteur Petit, le premier mai à dix-huit heures trente.
Louis XIV, Napoléon Ier, François Ier et Elizabeth II. => Louis quatorze, Napoléon premier, François premier et Elizabeth deux.
Au XIXe siècle, dans les années 80 et en 1789. => Au dix-neuvième siècle, dans les années quatre-vingts et en mille sept cent quatre-vingt-neuf.
Le CAC 40 gagne 1,2 % à 7 432,50 pts. => Le CAC quarante gagne un virgule deux pour cent à sept mille quatre cent trente-deux virgule cinquante points.
Il fait 25°C, vent 30 km/h, pluie 5 mm. => Il fait vingt-cinq degrés Celsius, vent trente kilomètres par heure, pluie cinq millimètres.
Chap. IV, t. 2, pp. 34-36 => chapitre quatre, tome deux, pages trente-quatre à trente-six
mdr, j'arrive ds 5 min, rdv à 20h => mdr, j'arrive ds cinq minutes, rdv à vingt heures
La 9e symphonie, op. 125, en ré min. => La neuvième symphonie, opus cent vingt-cinq, en ré min.
Pour 4 pers. : 3 œufs, 20 cl de lait, 1 sachet de levure => Pour quatre personnes : trois œufs, vingt centilitres de lait, un sachet de levure
Version 2.14.0 du 05/11/2024 : 12 bogues corrigés. => Version deux point quatorze point zéro du cinq novembre deux mille vingt-quatre : douze bogues corrigés.
C'est 2 à 3x plus rapide. => C'est deux à trois fois plus rapide.
Appliquer 2 à 3x/semaine. => Appliquer deux à trois fois par semaine.
Il est 10x plus cher. => Il est dix fois plus cher.
""",  # noqa: E501 - a line is a text
    "es": r"""
El viaje dura 2 h 30 min y cuesta 45,50 €. => El viaje dura dos horas y treinta minutos y cuesta cuarenta y cinco euros cincuenta céntimos.
Mezcla 250 g de harina, 1/2 cdta. de sal y 2 cdas. de aceite. => Mezcla doscientos cincuenta gramos de harina, media cucharadita de sal y dos cucharadas de aceite.
Hornear a 180 °C durante 25-30 min. => Hornear a ciento ochenta grados Celsius durante veinticinco a treinta minutos.
Real Madrid 3-1 Barça (1-0); gol de Vini en el min. 67. => Real Madrid tres a uno Barça (uno a cero); gol de Vini en el minuto sesenta y siete.
El AVE 3103 sale a las 7:04 h de la vía 12. => El AVE tres mil ciento tres sale a las siete y cuatro de la vía doce.
Factura n.º 2024-0117: 1.249,90 € (IVA 21 %). => Factura número dos cero dos cuatro, cero uno uno siete: mil doscientos cuarenta y nueve euros noventa céntimos (IVA veintiuno por ciento).
C/ Mayor, 12, 3.º B, 28013 Madrid, tel. 912 345 678 => Calle Mayor, doce, tercero B, veintiocho mil trece Madrid, teléfono nueve uno dos, tres cuatro cinco, seis siete ocho
El Sr. Pérez y la Dra. Gómez, el 1 de mayo a las 18:30. => El Señor Pérez y la Doctora Gómez, el primero de mayo a las dieciocho y media.
Art. 14.2 de la CE, pág. 34, párr. 2. => Artículo catorce punto dos de la CE, página treinta y cuatro, párrafo dos.
Felipe VI, Isabel II, Juan XXIII y el siglo XIX. => Felipe sexto, Isabel segunda, Juan veintitrés y el siglo diecinueve.
El IBEX 35 sube un 1,2 % hasta los 11.432,50 puntos. => El IBEX treinta y cinco sube un uno coma dos por ciento hasta los once mil cuatrocientos treinta y dos coma cincuenta puntos.
En los años 80 y en 1789, 5 a.C. => En los años ochenta y en mil setecientos ochenta y nueve, cinco antes de Cristo.
Es 2-3x más rápido; 10 000 personas. => Es dos a tres veces más rápido; diez mil personas.
jaja, llego en 5 min, nos vemos a las 8 => jaja, llego en cinco minutos, nos vemos a las ocho
Cap. IV, t. 2, págs. 34-36 => capítulo cuatro, tomo dos, páginas treinta y cuatro a treinta y seis
Versión 2.14.0 (05/11/2024): 12 errores corregidos. => Versión dos punto catorce punto cero (cinco de noviembre de dos mil veinticuatro): doce errores corregidos.
El 1.er piso, la 2.ª planta y el 3.er puesto. => El primer piso, la segunda planta y el tercer puesto.
Añade 3 cdas. de azúcar y 2 cdtas. de sal. => Añade tres cucharadas de azúcar y dos cucharaditas de sal.
Es 10x más caro. => Es diez veces más caro.
""",  # noqa: E501 - a line is a text
    "it": r"""
Mescolate 250 g di farina, 1/2 cucchiaino di sale e 2 cucchiai d'olio. => Mescolate duecento cinquanta grammi di farina, mezzo cucchiaino di sale e due cucchiai d'olio.
Infornate a 180 °C per 25-30 min. => Infornate a cento ottanta gradi Celsius per venticinque a trenta minuti.
Il FR 9612 parte alle 7:04 dal bin. 12. => Il FR novemila seicento dodici parte alle sette e quattro minuti dal binario dodici.
Fattura n. 2024-0117: € 1.249,90 (IVA 22%). => Fattura numero due zero due quattro, zero uno uno sette: mille duecento quarantanove euro novanta centesimi (IVA ventidue percento).
Via Roma, 12, 00184 Roma, tel. 06 1234567 => Via Roma, dodici, zero zero uno otto quattro Roma, telefono zero sei, uno due tre quattro cinque sei sette
Il Sig. Rossi e la Dott.ssa Bianchi, il 1° maggio alle 18.30. => Il Signor Rossi e la Dottoressa Bianchi, il primo maggio alle diciotto e mezza.
Art. 14, c. 2, pag. 34 => Articolo quattordici, c. due, pagina trentaquattro
Luigi XIV, Vittorio Emanuele II e il sec. XIX. => Luigi quattordicesimo, Vittorio Emanuele secondo e il secolo diciannovesimo.
Il FTSE MIB guadagna l'1,2% a 33.432,50 punti. => Il FTSE MIB guadagna l'uno virgola due percento a trentatremila quattrocento trentadue virgola cinquanta punti.
1 compressa 2x al giorno per 7 gg. => una compressa due volte al giorno per sette giorni.
Negli anni '80 e nel 1789, 5 a.C. => Negli anni ottanta e nel mille settecento ottantanove, cinque avanti Cristo.
È 2-3x più veloce. => È due a tre volte più veloce.
Costa 10x di più, 2x l'anno. => Costa dieci volte di più, due volte l'anno.
""",  # noqa: E501 - a line is a text
    "pt": r"""
Asse a 180 °C por 25-30 min. => Asse a cento e oitenta graus Celsius por vinte e cinco a trinta minutos.
O voo TP 123 sai às 7h04, portão 12. => O voo TP cento e vinte e três sai às sete horas e quatro, portão doze.
Fatura n.º 2024-0117: 1.249,90 € (IVA 23%). => Fatura número dois zero dois quatro, zero um um sete: mil duzentos e quarenta e nove euros e noventa centavos (IVA vinte e três por cento).
R. das Flores, 12, 3.º B, 4050-262 Porto, tel. 912 345 678 => Rua das Flores, doze, terceiro B, quatro zero cinco zero, dois seis dois Porto, telefone nove um dois, três quatro cinco, seis sete oito
O Sr. Silva e a Dra. Costa, no dia 1º de maio às 18h30. => O Senhor Silva e a Doutora Costa, no dia primeiro de maio às dezoito horas e trinta.
Art. 14, § 2º, pág. 34 => Artigo catorze, parágrafo segundo, página trinta e quatro
D. João VI, Pedro II e o séc. XIX. => Dom João sexto, Pedro segundo e o século dezenove.
O Ibovespa subiu 1,2% aos 128.432,50 pontos; R$ 1,5 mi. => O Ibovespa subiu um vírgula dois por cento aos cento e vinte e oito mil quatrocentos e trinta e dois vírgula cinco zero pontos; um vírgula cinco milhão de reais.
Nos anos 80 e em 1789, 5 a.C. => Nos anos oitenta e em mil setecentos e oitenta e nove, cinco antes de Cristo.
É 2-3x mais rápido. => É duas a três vezes mais rápido.
Custa 10x mais; treino 3x por semana. => Custa dez vezes mais; treino três vezes por semana.
O séc. XV e o séc. XX. => O século quinze e o século vinte.
""",  # noqa: E501 - a line is a text
    "nl": r"""
Bak 25-30 min. op 180 °C. => Bak vijfentwintig tot dertig minuten op honderdtachtig graden Celsius.
De trein van 7.04 uur vertrekt van spoor 12. => De trein van zeven uur vier vertrekt van spoor twaalf.
Factuur nr. 2024-0117: € 1.249,90 incl. 21% btw. => Factuur nummer twee nul twee vier, nul een een zeven: duizend tweehonderdnegenenveertig euro en negentig cent inclusief eenentwintig procent btw.
Dhr. Jansen en mevr. De Vries, op 1 mei om 18.30 u. => De heer Jansen en mevrouw De Vries, op een mei om achttien uur dertig.
Art. 14, lid 2, blz. 34 => Artikel veertien, lid twee, bladzijde vierendertig
Willem II, Lodewijk XIV en de 19e eeuw. => Willem de Tweede, Lodewijk de Veertiende en de negentiende eeuw.
De AEX steeg 1,2% tot 890,50 punten. => De AEX steeg een komma twee procent tot achthonderdnegentig komma vijftig punten.
Neem 2x daags 1 tablet (500 mg). => Neem twee keer daags een tablet (vijfhonderd milligram).
In de jaren '80 en in 1789, 5 v.Chr. => In de jaren tachtig en in zeventiennegenentachtig, vijf voor Christus.
Het is 2-3x sneller. => Het is twee tot drie keer sneller.
Sport 2x per week, 10-15 min. per keer. => Sport twee keer per week, tien tot vijftien minuten per keer.
""",  # noqa: E501 - a line is a text
    "pl": r"""
Piecz 25–30 min w 180 °C. => Piecz dwadzieścia pięć do trzydziestu minut w sto osiemdziesiąt stopni Celsjusza.
Pociąg odjeżdża o 7:04 z toru 12. => Pociąg odjeżdża o siódmej zero cztery z toru dwanaście.
Faktura nr 2024/0117: 1 249,90 zł (VAT 23%). => Faktura numer dwa tysiące dwadzieścia cztery łamane przez zero jeden jeden siedem: tysiąc dwieście czterdzieści dziewięć złotych dziewięćdziesiąt groszy (VAT dwadzieścia trzy procent).
ul. Długa 12/3, 00-238 Warszawa, tel. 22 123 45 67 => ulica Długa dwanaście łamane przez trzy, zero zero, dwa trzy osiem Warszawa, telefon dwa dwa, jeden dwa trzy, cztery pięć, sześć siedem
Dr Nowak i prof. Kowalski, 1 maja o godz. 18.30. => Doktor Nowak i profesor Kowalski, pierwszego maja o godzinie osiemnastej trzydzieści.
Art. 14 ust. 2, str. 34 => Artykuł czternaście ustęp dwa, strona trzydzieści cztery
Jan III Sobieski, Zygmunt II i XIX wiek. => Jan Trzeci Sobieski, Zygmunt drugi i dziewiętnasty wiek.
WIG20 wzrósł o 1,2% do 2432,50 pkt. => WIG dwadzieścia wzrósł o jeden przecinek dwa procent do dwa tysiące czterysta trzydzieści dwa przecinek pięćdziesiąt punktu.
To 2-3x szybciej. => To dwa do trzech razy szybciej.
Biegam 3x w tygodniu, 5x szybciej. => Biegam trzy razy w tygodniu, pięć razy szybciej.
Myć zęby 2-3x dziennie. => Myć zęby dwa do trzech razy dziennie.
""",  # noqa: E501 - a line is a text
    "zh": r"""
面粉250克,盐1/2茶匙,油2汤匙,鸡蛋3个。 => 面粉二百五十克,盐二分之一茶匙,油二汤匙,鸡蛋三个。
180℃烤25-30分钟。 => 一百八十摄氏度烤二十五到三十分钟。
湖人112:108胜凯尔特人,詹姆斯得28分。 => 湖人一百一十二比一百零八胜凯尔特人,詹姆斯得二十八分。
G1234次列车7:04从3号站台发车。 => G一二三四次列车七点零四分从三号站台发车。
发票号2024-0117,共计¥1,249.90元。 => 发票号二零二四，零一一七,共计一千二百四十九点九零元。
地址:北京市朝阳区建国路88号3单元502室,邮编100022,电话010-12345678 => 地址:北京市朝阳区建国路八十八号三单元五零二室,邮编一零零零二二,电话零一零，一二三四五六七八
《民法典》第1024条第2款,见第34页。 => 《民法典》第一千零二十四条第二款,见第三十四页。
上证指数涨1.2%,报3,432.50点。 => 上证指数涨百分之一点二,报三千四百三十二点五零点。
每日2次,每次1片(500mg),连服7天。 => 每日两次,每次一片(五百毫克),连服七天。
最高气温28°C,西北风3-4级,降水概率80%。 => 最高气温二十八摄氏度,西北风三到四级,降水概率百分之八十。
版本2.14.0(2024-11-05)修复了12个bug。 => 版本二点十四点零(二零二四年十一月五日)修复了十二个bug。
快2-3倍,只要9.9元/月。 => 快两到三倍,只要九点九元每月。
x ≥ 5, y ≤ 3 => x大于等于五, y小于等于三
1. 打开**设置**\n2. 点击`OK` => 一. 打开设置 | 二. 点击OK
""",  # noqa: E501 - a line is a text
    "ja": r"""
小麦粉250g、塩小さじ1/2、卵3個を混ぜる。 => 小麦粉二百五十グラム、塩小さじ二分の一、卵三個を混ぜる。
180℃で25〜30分焼く。 => 摂氏百八十度で二十五から三十分焼く。
のぞみ123号は7:04発、3番線です。 => のぞみ百二十三号は七時四分発、三番線です。
請求書番号2024-0117、合計1,249円(税込)。 => 請求書番号ニゼロニヨン、ゼロイチイチナナ、合計千二百四十九円(税込)。
〒100-0001 東京都千代田区千代田1-1、電話03-1234-5678 => イチゼロゼロ、ゼロゼロゼロイチ 東京都千代田区千代田一-一、電話ゼロサン、イチニサンヨン、ゴロクナナハチ
民法第709条第2項、34ページ参照。 => 民法第七百九条第二項、三十四ページ参照。
日経平均は1.2%高の38,432円50銭。 => 日経平均は一点二パーセント高の三万八千四百三十二円五十銭。
1日3回、1回2錠を7日間服用。 => 一日三回、一回二錠を七日間服用。
最高気温28℃、降水確率80%、風速5m/s。 => 最高気温摂氏二十八度、降水確率八十パーセント、風速秒速五メートル。
バージョン2.14.0(2024/11/05)で12件のバグを修正。 => バージョン二点十四点零(二千二十四年十一月五日)で十二件のバグを修正。
2~3倍速い。月額980円。 => 二から三倍速い。月額九百八十円。
x ≥ 5 => x大なりイコール五
1. **設定**を開く\n2. `OK`を押す => 一. 設定を開く | 二. OKを押す
""",  # noqa: E501 - a line is a text
    "hi": r"""
250 ग्राम मैदा, 1/2 छोटा चम्मच नमक और 2 अंडे मिलाएँ। => दो सौ पचास ग्राम मैदा, एक बटा दो छोटा चम्मच नमक और दो अंडे मिलाएँ।
180°C पर 25-30 मिनट बेक करें। => एक सौ अस्सी डिग्री सेल्सियस पर पच्चीस से तीस मिनट बेक करें।
भारत ने 20 ओवर में 187/5 बनाए। => भारत ने बीस ओवर में एक सौ सत्तासी बटा पाँच बनाए।
ट्रेन 12951 प्लेटफॉर्म 3 से 7:04 पर चलेगी। => ट्रेन बारह हज़ार नौ सौ इक्यावन प्लेटफॉर्म तीन से सात बजकर चार मिनट पर चलेगी।
बिल सं. 2024-0117: ₹1,249.90 (GST 18%)। => बिल संख्या दो शून्य दो चार शून्य एक एक सात: एक हज़ार दो सौ उनचास रुपए नब्बे पैसे (GST अठारह प्रतिशत)।
फ्लैट 302, सेक्टर 15, नोएडा 201301, फोन 0120-1234567 => फ्लैट तीन शून्य दो, सेक्टर एक पाँच, नोएडा दो शून्य एक तीन शून्य एक, फोन शून्य एक दो शून्य एक दो तीन चार पाँच छह सात
धारा 302, पृ. 34 देखें। => धारा तीन सौ दो, पृष्ठ चौंतीस देखें।
निफ्टी 1.2% चढ़कर 22,432.50 पर। => निफ्टी एक दशमलव दो प्रतिशत चढ़कर बाईस हज़ार चार सौ बत्तीस दशमलव पाँच शून्य पर।
दिन में 2 बार 1 गोली (500 mg) लें। => दिन में दो बार एक गोली (पाँच सौ मिलीग्राम) लें।
x ≤ 5 और y ≥ 3 => x पाँच से कम या बराबर और y तीन से अधिक या बराबर
यह 2-3 गुना तेज है। => यह दो से तीन गुना तेज है।
संस्करण 2.14.0 (05/11/2024) में 12 बग ठीक हुए। => संस्करण दो पॉइंट चौदह पॉइंट शून्य (पाँच नवंबर दो हज़ार चौबीस) में बारह बग ठीक हुए।
a ≥ 10 और b < 3 => a दस से अधिक या बराबर और b तीन से कम
""",  # noqa: E501 - a line is a text
}
CASES = [(tag, *pair) for tag, table in TEXTS.items() for pair in readings(table)]


@pytest.mark.parametrize(("language", "written", "said"), CASES)
def test_texts_of_many_kinds_are_said_as_by_a_reader(
    language: str, written: str, said: str
) -> None:
    assert spoken(written.replace(r"\n", "\n"), language) == said
