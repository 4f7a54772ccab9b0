"""Mail, news, recipes, prices and timetables in seven languages of Europe."""

import pytest

from tests.support.readings import readings
from tests.support.spoken_text import spoken

# By language; a bar stands between segments, a line break is written \n.
TEXTS = {
    "de": r"""
Rechnung: Zwischensumme 1.249,00 €, MwSt. (19 %) 237,31 €, gesamt 1.486,31 €. => Rechnung: Zwischensumme eintausendzweihundertneunundvierzig Euro, Mehrwertsteuer (neunzehn Prozent) zweihundertsiebenunddreißig Euro einunddreißig Cent, gesamt eintausendvierhundertsechsundachtzig Euro einunddreißig Cent.
Der ICE 597 fährt um 6.45 Uhr ab Gleis 12 und kommt um 15:10 Uhr an (Dauer 8 h 25 min). => Der ICE fünfhundertsiebenundneunzig fährt um sechs Uhr fünfundvierzig ab Gleis zwölf und kommt um fünfzehn Uhr zehn an (Dauer acht Stunden fünfundzwanzig Minuten).
Die Inflation sank im Sept. auf 2,4 % nach 2,5 % im Aug. 2023. => Die Inflation sank im September auf zwei Komma vier Prozent nach zwei Komma fünf Prozent im August zweitausenddreiundzwanzig.
Kaiser Wilhelm II. dankte 1918 ab; Papst Pius XII. starb 1958. Der II. Weltkrieg endete 1945. => Kaiser Wilhelm der Zweite dankte neunzehnhundertachtzehn ab; Papst Pius der Zwölfte starb neunzehnhundertachtundfünfzig. | Der zweite Weltkrieg endete neunzehnhundertfünfundvierzig.
Den Ofen auf 200 °C (Umluft 180 °C) vorheizen, 1/2 TL Salz, 250 ml Milch, 1 1/2 EL Zucker. => Den Ofen auf zweihundert Grad Celsius (Umluft einhundertachtzig Grad Celsius) vorheizen, ein halber Teelöffel Salz, zweihundertfünfzig Milliliter Milch, eineinhalb Esslöffel Zucker.
Rufen Sie 0800 1234567 oder +49 (0)89 12345-0 an. => Rufen Sie null acht null null, eins zwei drei vier fünf sechs sieben oder plus neunundvierzig, acht neun, eins zwei drei vier fünf, null an.
IBAN DE89 3704 0044 0532 0130 00, BIC COBADEFFXXX. => IBAN DE neunundachtzig drei sieben null vier, null null vier vier, null fünf drei zwei, null eins drei null, null null, BIC COBADEFFXXX.
Der DAX stieg um 1,5 % auf 18.325,40 Punkte, der Euro auf 1,0850 US-Dollar. => Der DAX stieg um eins Komma fünf Prozent auf achtzehntausenddreihundertfünfundzwanzig Komma vier null Punkte, der Euro auf eins Komma null acht fünf null US-Dollar.
Bayern gewann 3:1 (2:0) vor 75.000 Zuschauern. => Bayern gewann drei zu eins (zwei zu null) vor fünfundsiebzigtausend Zuschauern.
Er ist 34 J. alt, 1,78 m groß und wiegt 72,5 kg. => Er ist vierunddreißig Jahre alt, eins Komma sieben acht Meter groß und wiegt zweiundsiebzig Komma fünf Kilogramm.
Das Grundstück hat 1.200 m², das Haus 145 qm, Bj. 1985. => Das Grundstück hat eintausendzweihundert Quadratmeter, das Haus einhundertfünfundvierzig Quadratmeter, Baujahr neunzehnhundertfünfundachtzig.
Am 1.5. ist Feiertag, vom 24.12. bis 2.1. geschlossen. Öffnungszeiten: Mo–Fr 8–18 Uhr. => Am ersten Mai ist Feiertag, vom vierundzwanzigsten Dezember bis zweiten Januar geschlossen. | Öffnungszeiten: Montag bis Freitag acht bis achtzehn Uhr.
Siehe Art. 5 Abs. 1 GG, § 823 BGB, S. 45 ff., Kap. 3.2. => Siehe Artikel fünf Absatz eins GG, Paragraf achthundertdreiundzwanzig BGB, Seite fünfundvierzig fortfolgende, Kapitel drei Punkt zwei.
Die 68er, die 1950er, das 20. Jh., um 1800 v. Chr. => Die achtundsechziger, die neunzehnhundertfünfziger, das zwanzigste Jahrhundert, um achtzehnhundert vor Christus.
Die EU hat ca. 450 Mio. Einwohner, das BIP beträgt 17 Bio. Euro, 3,5 Mrd. € Schulden. => Die EU hat circa vierhundertfünfzig Millionen Einwohner, das BIP beträgt siebzehn Billionen Euro, drei Komma fünf Milliarden Euro Schulden.
Ab 18 J., max. 4 Pers., inkl. MwSt., zzgl. 4,90 € Versand. => Ab achtzehn Jahre, maximal vier Personen, inklusive Mehrwertsteuer, zuzüglich vier Euro neunzig Cent Versand.
E-Mail: info@firma-gmbh.de, www.firma.de/kontakt => E-Mail: info at firma Bindestrich GMBH Punkt DE, WWW Punkt firma Punkt DE Slash kontakt
Wohnung: 3,5 Zi., 85 m², EUR 1.150 kalt. => Wohnung: drei Komma fünf Zimmer, fünfundachtzig Quadratmeter, eintausendeinhundertfünfzig Euro kalt.
Sie wurde im 2. Lauf 1. mit 9,98 s über 100 m. => Sie wurde im zweiten Lauf erster mit neun Komma neun acht Sekunden über einhundert Meter.
Er verdient 3.500 €/Monat, das Benzin kostet 1,79 €/l, Verbrauch 5,5 l/100 km. => Er verdient dreitausendfünfhundert Euro pro Monat, das Benzin kostet ein Euro neunundsiebzig Cent pro Liter, Verbrauch fünf Komma fünf Liter pro einhundert Kilometer.
Prof. Dr. med. Weber u. Frau Dr. Kaya, geb. 1975 in St. Gallen => Professor Doktor med. Weber und Frau Doktor Kaya, geboren neunzehnhundertfünfundsiebzig in Sankt Gallen
Die Studie (n = 1.024, p < 0,05) zeigt: 3 von 4 Befragten (75 %) sind zufrieden. => Die Studie (n gleich eintausendvierundzwanzig, p kleiner als null Komma null fünf) zeigt: drei von vier Befragten (fünfundsiebzig Prozent) sind zufrieden.
Er überwies 1,5 Mio. € auf Konto 12345678, BLZ 370 400 44. => Er überwies eins Komma fünf Millionen Euro auf Konto eins zwei drei vier fünf sechs sieben acht, BLZ drei sieben null, vier null null, vier vier.
HALLO ZUSAMMEN! NASA und ESA starten am 3.12. => hallo zusammen! NASA und ESA starten am dritten Dezember.
Der Preis stieg von 2019 bis 2023 um 12,5 %-Punkte. => Der Preis stieg von zweitausendneunzehn bis zweitausenddreiundzwanzig um zwölf Komma fünf Prozentpunkte.
Maße: 120 x 60 x 75 cm, Gewicht ca. 25 kg, max. 100 W, 230 V~. => Maße: einhundertzwanzig mal sechzig mal fünfundsiebzig Zentimeter, Gewicht circa fünfundzwanzig Kilogramm, maximal einhundert Watt, zweihundertdreißig Volt~.
Goethe (1749–1832), Faust I, V. 1112 f. => Goethe (siebzehnhundertneunundvierzig bis achtzehnhundertzweiunddreißig), Faust I, V. elfhundertzwölf folgende.
Heinrich der VIII. hatte 6 Frauen; Elisabeth I. war seine Tochter. => Heinrich der Achte hatte sechs Frauen; Elisabeth die Erste war seine Tochter.
""",  # noqa: E501 - a line is a text
    "fr": r"""
Votre commande n° 4471 sera expédiée le lun. 28/11/2024 ; livraison sous 2 à 3 jours. => Votre commande numéro quatre mille quatre cent soixante-et-onze sera expédiée le lundi vingt-huit novembre deux mille vingt-quatre ; livraison sous deux à trois jours.
Facture : sous-total 1 249,00 €, TVA (20 %) 249,80 €, total 1 498,80 €. => Facture : sous-total mille deux cent quarante-neuf euros, TVA (vingt pour cent) deux cent quarante-neuf euros quatre-vingts centimes, total mille quatre cent quatre-vingt-dix-huit euros quatre-vingts centimes.
Le TGV 6607 part à 6h45 de la voie 12 et arrive à 9 h 05 (durée 2h20). => Le TGV six mille six cent sept part à six heures quarante-cinq de la voie douze et arrive à neuf heures cinq (durée deux heures vingt).
L'inflation est tombée à 2,4 % en sept. contre 2,5 % en août 2023. => L'inflation est tombée à deux virgule quatre pour cent en septembre contre deux virgule cinq pour cent en août deux mille vingt-trois.
Napoléon III et Élisabeth II ; le XXe siècle ; la IIe Guerre mondiale ; le Ier arrondissement ; Charles X. => Napoléon trois et Élisabeth deux ; le vingtième siècle ; la deuxième Guerre mondiale ; le premier arrondissement ; Charles dix.
Préchauffez le four à 180 °C (th. 6). Ajoutez 1/2 c. à s. de sel, 250 ml de lait et 1 1/2 tasse de sucre. => Préchauffez le four à cent quatre-vingts degrés Celsius (thermostat six). | Ajoutez une demi-cuillère à soupe de sel, deux cent cinquante millilitres de lait et une tasse et demie de sucre.
Appelez le 06 12 34 56 78 ou le +33 1 42 68 53 00 ; le 3615. => Appelez le zéro six, douze, trente-quatre, cinquante-six, soixante-dix-huit ou le plus trente-trois, un, quarante-deux, soixante-huit, cinquante-trois, zéro zéro ; le trois mille six cent quinze.
Le CAC 40 a gagné 1,5 % à 7 325,40 points ; l'euro vaut 1,0850 $. => Le CAC quarante a gagné un virgule cinq pour cent à sept mille trois cent vingt-cinq virgule quarante points ; l'euro vaut un virgule zéro quatre-vingt-cinq dollar.
Le PSG a gagné 3-1 devant 48 000 spectateurs. => Le PSG a gagné trois à un devant quarante-huit mille spectateurs.
Il a 34 ans, mesure 1,78 m et pèse 72,5 kg. => Il a trente-quatre ans, mesure un virgule soixante-dix-huit mètre et pèse soixante-douze virgule cinq kilogrammes.
Un appartement de 65 m² au 3e étage, 1 150 €/mois, 12 000 €/m². => Un appartement de soixante-cinq mètres carrés au troisième étage, mille cent cinquante euros par mois, douze mille euros par mètre carré.
Ouvert du lun. au ven. de 9h à 18h30, sauf le 1er janv. et le 25 déc. => Ouvert du lundi au vendredi de neuf heures à dix-huit heures trente, sauf le premier janvier et le vingt-cinq décembre.
Cf. p. 45 et suiv., art. 5, al. 2, chap. III, fig. 2. => Confer page quarante-cinq et suivants, article cinq, alinéa deux, chapitre trois, figure deux.
Windows 11, iPhone 15, l'A380, la 5G, le WiFi, la RTX 4090. => Windows onze, iPhone quinze, l'A trois cent quatre-vingts, la cinq G, le WiFi, la RTX quatre mille quatre-vingt-dix.
Les années 1950, les années 60, vers 500 av. J.-C., en l'an 2000. => Les années mille neuf cent cinquante, les années soixante, vers cinq cents avant Jésus-Christ, en l'an deux mille.
La France compte 68 M d'habitants ; la dette est de 3,2 Mds €. => La France compte soixante-huit millions d'habitants ; la dette est de trois virgule deux milliards d’euros.
Courriel : contact@ma-societe.fr ; site www.societe.fr/contact => Courriel : contact arobase ma tiret societe point FR ; site WWW point societe point FR barre oblique contact
Il est arrivé 1er, elle 2e, en 9,98 s sur 100 m ; la 21e édition. => Il est arrivé premier, elle deuxième, en neuf virgule quatre-vingt-dix-huit secondes sur cent mètres ; la vingt-et-unième édition.
Rendez-vous le 3/5 à 14 h, bd Voltaire, bât. B, 75011 Paris. => Rendez-vous le trois mai à quatorze heures, boulevard Voltaire, bâtiment B, soixante-quinze mille onze Paris.
Mme et M. Durand, Me Petit, Dr Roux et St Pierre => madame et monsieur Durand, maître Petit, docteur Roux et saint Pierre
En 1789, 1 000 personnes ; 200 000 habitants ; 80 ; 300 millions => En mille sept cent quatre-vingt-neuf, mille personnes ; deux cent mille habitants ; quatre-vingts ; trois cents millions
Vitesse : 130 km/h, 5 kWh, 16 Go de RAM, 3,6 GHz, 1 To => Vitesse : cent trente kilomètres par heure, cinq kilowatt-heures, seize gigaoctets de RAM, trois virgule six gigahertz, un téraoctet
Coucou, j'arrive vers 18h15 avec 2 pizzas + 1 bouteille ;-) => Coucou, j'arrive vers dix-huit heures quinze avec deux pizzas plus une bouteille ;-)
L'étude (n = 1 024, p < 0,05) montre que 3/4 des sondés (75 %) sont contents. => L'étude (n égale mille vingt-quatre, p est inférieur à zéro virgule zéro cinq) montre que trois quarts des sondés (soixante-quinze pour cent) sont contents.
Du 24/12 au 2/1, fermé ; rdv mar. 3 janv. à 9h. => Du vingt-quatre décembre au deux janvier, fermé ; rdv mardi trois janvier à neuf heures.
Dimensions : 120 x 60 x 75 cm, env. 25 kg, 100 W. => Dimensions : cent vingt sur soixante sur soixante-quinze centimètres, environ vingt-cinq kilogrammes, cent watts.
Elle a couru le 100 m en 10,9 s et le 10 km en 34 min 12 s. => Elle a couru le cent mètres en dix virgule neuf secondes et le dix kilomètres en trente-quatre minutes douze secondes.
Le XVIIIe s. et la Ve République ; Jean-Paul II ; tome III. => Le dix-huitième siècle et la cinquième République ; Jean-Paul deux ; tome trois.
""",  # noqa: E501 - a line is a text
    "es": r"""
Su pedido n.º 4471 sale el lun. 28/11/2024; entrega en 2-3 días. => Su pedido número cuatro mil cuatrocientos setenta y uno sale el lunes veintiocho de noviembre de dos mil veinticuatro; entrega en dos a tres días.
Factura: subtotal 1.249,00 €, IVA (21 %) 262,29 €, total 1.511,29 €. => Factura: subtotal mil doscientos cuarenta y nueve euros, IVA (veintiuno por ciento) doscientos sesenta y dos euros veintinueve céntimos, total mil quinientos once euros veintinueve céntimos.
El tren AVE 3102 sale a las 6:45 h y llega a las 15:10 h (duración 2 h 25 min). => El tren AVE tres mil ciento dos sale a las seis y cuarenta y cinco y llega a las quince y diez (duración dos horas y veinticinco minutos).
La inflación bajó al 2,4 % en sept. desde el 2,5 % en ago. de 2023. => La inflación bajó al dos coma cuatro por ciento en septiembre desde el dos coma cinco por ciento en agosto de dos mil veintitrés.
Felipe VI, Isabel I y Benedicto XVI; el siglo XXI; la II Guerra Mundial; Alfonso X. => Felipe sexto, Isabel primera y Benedicto dieciséis; el siglo veintiuno; la segunda Guerra Mundial; Alfonso décimo.
Precalienta el horno a 180 °C. Añade 1/2 cdta. de sal y 250 ml de leche. => Precalienta el horno a ciento ochenta grados Celsius. | Añade media cucharadita de sal y doscientos cincuenta mililitros de leche.
Llame al 900 123 456 o al +34 91 123 45 67. => Llame al nueve cero cero, uno dos tres, cuatro cinco seis o al más treinta y cuatro, nueve uno, uno dos tres, cuatro cinco, seis siete.
El IBEX 35 subió un 1,5 % hasta 10.325,40 puntos. => El IBEX treinta y cinco subió un uno coma cinco por ciento hasta diez mil trescientos veinticinco coma cuarenta puntos.
El Madrid ganó 3-1 ante 75.000 espectadores. => El Madrid ganó tres a uno ante setenta y cinco mil espectadores.
Tiene 34 años, mide 1,78 m y pesa 72,5 kg. => Tiene treinta y cuatro años, mide uno coma setenta y ocho metros y pesa setenta y dos coma cinco kilogramos.
Piso de 85 m², 3 hab., 1.150 €/mes, 2.ª planta. => Piso de ochenta y cinco metros cuadrados, tres hab., mil ciento cincuenta euros por mes, segunda planta.
Abierto de lun. a vie. de 9:00 a 18:30; 1 de ene. cerrado. => Abierto de lunes a viernes de nueve a dieciocho y media; primero de enero cerrado.
Véase pág. 45 y ss., art. 5, cap. III, fig. 2. => Véase página cuarenta y cinco y siguientes, artículo cinco, capítulo tres, figura dos.
Windows 11, iPhone 15, el A380, 5G, la COVID-19. => Windows once, iPhone quince, el A trescientos ochenta, cinco G, la Covid-diecinueve.
Los años 50, en 1492, 500 a. C., 200 d. C. => Los años cincuenta, en mil cuatrocientos noventa y dos, quinientos antes de Cristo, doscientos después de Cristo.
España tiene 48 M de habitantes y una deuda de 1,6 billones de €. => España tiene cuarenta y ocho millones de habitantes y una deuda de uno coma seis billones de euros.
Correo: info@mi-empresa.es; web www.empresa.es/contacto => Correo: info arroba mi guion empresa punto ES; web WWW punto empresa punto ES barra contacto
Llegó 1.º, ella 2.ª, en 9,98 s; la 21.ª edición; el 3er piso; 1er premio. => Llegó primero, ella segunda, en nueve coma noventa y ocho segundos; la vigesimoprimera edición; el tercer piso; primer premio.
Dra. Ruiz, D. Juan, Dña. Ana, Sto. Domingo, Avda. América 12, 3.º izq. => Doctora Ruiz, Don Juan, Doña Ana, Santo Domingo, Avenida América doce, tercero izquierda.
130 km/h, 5 kWh, 16 GB, 3,6 GHz, 1 TB, 21 l => ciento treinta kilómetros por hora, cinco kilovatios hora, dieciséis gigabytes, tres coma seis gigahercios, un terabyte, veintiún litros
1 de enero, 21 casas, 1 persona, 100 libros, 101 dálmatas, 1 000 000 € => primero de enero, veintiuna casas, una persona, cien libros, ciento un dálmatas, un millón de euros
Hola, llego a las 18:15 con 2 pizzas + 1 botella ;-) => Hola, llego a las dieciocho y cuarto con dos pizzas más una botella ;-)
El estudio (n = 1.024, p < 0,05) muestra que 3 de 4 (75 %) están contentos. => El estudio (n es igual a mil veinticuatro, p es menor que cero coma cero cinco) muestra que tres de cuatro (setenta y cinco por ciento) están contentos.
Del 24/12 al 2/1, cerrado; el mar. 3 de ene. a las 9 h. => Del veinticuatro de diciembre al dos de enero, cerrado; el martes tres de enero a las nueve horas.
Medidas: 120 x 60 x 75 cm, aprox. 25 kg. => Medidas: ciento veinte por sesenta por setenta y cinco centímetros, aproximadamente veinticinco kilogramos.
El s. XVIII y la V República; Juan Pablo II; tomo III. => El siglo dieciocho y la quinta República; Juan Pablo segundo; tomo tres.
La temperatura subió de 15 a 20 °C; un 3 % más. => La temperatura subió de quince a veinte grados Celsius; un tres por ciento más.
""",  # noqa: E501 - a line is a text
    "it": r"""
Il suo ordine n. 4471 parte lun. 28/11/2024; consegna in 2-3 giorni. => Il suo ordine numero quattromila quattrocento settantuno parte lunedì ventotto novembre duemila ventiquattro; consegna in due a tre giorni.
Fattura: imponibile 1.249,00 €, IVA (22%) 274,78 €, totale 1.523,78 €. => Fattura: imponibile mille duecento quarantanove euro, IVA (ventidue percento) duecento settantaquattro euro settantotto centesimi, totale mille cinquecento ventitré euro settantotto centesimi.
Il treno 9607 parte alle 6:45 dal binario 12 e arriva alle ore 15.10 (durata 2 h 25 min). => Il treno novemila seicento sette parte alle sei e quarantacinque minuti dal binario dodici e arriva alle ore quindici e dieci minuti (durata due ore e venticinque minuti).
L'inflazione è scesa al 2,4% a set. dal 2,5% di ago. 2023. => L'inflazione è scesa al due virgola quattro percento a settembre dal due virgola cinque percento di agosto duemila ventitré.
Carlo III, papa Benedetto XVI e Luigi XVI; il XX secolo; la II guerra mondiale; Carlo X. => Carlo terzo, papa Benedetto sedicesimo e Luigi sedicesimo; il ventesimo secolo; la seconda guerra mondiale; Carlo decimo.
Preriscaldare il forno a 180 °C. Aggiungere 1/2 cucchiaino di sale e 250 ml di latte. => Preriscaldare il forno a cento ottanta gradi Celsius. Aggiungere mezzo cucchiaino di sale e duecento cinquanta millilitri di latte.
Chiamare l'800 123456 o il +39 06 1234567; cell. 333 1234567. => Chiamare l'otto zero zero, uno due tre quattro cinque sei o il più tre nove, zero sei, uno due tre quattro cinque sei sette; cellulare tre tre tre, uno due tre quattro cinque sei sette.
Il FTSE MIB sale dell'1,5% a 33.325,40 punti. => Il FTSE MIB sale dell'uno virgola cinque percento a trentatremila trecento venticinque virgola quaranta punti.
La Juve ha vinto 3-1 davanti a 41.000 spettatori. => La Juve ha vinto tre a uno davanti a quarantunmila spettatori.
Ha 34 anni, è alto 1,78 m e pesa 72,5 kg; ha 1 figlio e 1 casa, 1 ora, 21 ore. => Ha trentaquattro anni, è alto uno virgola settantotto metri e pesa settantadue virgola cinque chilogrammi; ha un figlio e una casa, un’ora, ventuno ore.
Appartamento di 85 m², 3° piano, 1.150 €/mese. => Appartamento di ottantacinque metri quadrati, terzo piano, mille cento cinquanta euro al mese.
Aperto lun.–ven. 9:00–18:30; chiuso il 1° gen. e il 25 dic. => Aperto lunedì a venerdì nove a diciotto e mezza; chiuso il primo gennaio e il venticinque dicembre.
Cfr. pag. 45 e segg., art. 5, cap. III, fig. 2, co. 1. => Confronta pagina quarantacinque e seguenti, articolo cinque, capitolo terzo, figura due, comma uno.
Windows 11, iPhone 15, l'A380, il 5G. => Windows undici, iPhone quindici, l'A trecento ottanta, il cinque G.
Gli anni '60, gli anni 50, nel 1492, 500 a.C., il '900, nell'800. => Gli anni sessanta, gli anni cinquanta, nel mille quattrocento novantadue, cinquecento avanti Cristo, il novecento, nell'ottocento.
Mail: info@mia-azienda.it; sito www.azienda.it/contatti => Mail: info chiocciola mia trattino azienda punto IT; sito W W W punto azienda punto IT slash contatti
130 km/h, 5 kWh, 16 GB, 3,6 GHz, 1 TB => cento trenta chilometri orari, cinque chilowattora, sedici gigabyte, tre virgola sei gigahertz, un terabyte
Ciao, arrivo alle 18:15 con 2 pizze + 1 bottiglia ;-) => Ciao, arrivo alle diciotto e un quarto con due pizze più una bottiglia ;-)
Lo studio (n = 1.024, p < 0,05) mostra che 3 su 4 (75%) sono contenti. => Lo studio (n uguale mille ventiquattro, p è minore di zero virgola zero cinque) mostra che tre su quattro (settantacinque percento) sono contenti.
Misure: 120 x 60 x 75 cm, ca. 25 kg. => Misure: cento venti per sessanta per settantacinque centimetri, circa venticinque chilogrammi.
L'11 settembre 2001, l'8 marzo, il 1° maggio. => L'undici settembre duemila uno, l'otto marzo, il primo maggio.
""",  # noqa: E501 - a line is a text
    "pt-BR": r"""
Seu pedido nº 4471 sai seg. 28/11/2024; entrega em 2-3 dias. => Seu pedido número quatro mil quatrocentos e setenta e um sai segunda-feira vinte e oito de novembro de dois mil e vinte e quatro; entrega em dois a três dias.
Fatura: subtotal R$ 1.249,00, imposto (8,25%) R$ 103,04, total R$ 1.352,04. => Fatura: subtotal mil duzentos e quarenta e nove reais, imposto (oito vírgula dois cinco por cento) cento e três reais e quatro centavos, total mil trezentos e cinquenta e dois reais e quatro centavos.
O voo LA 3102 sai às 6h45 e chega às 15:10 (duração 2 h 25 min). => O voo LA três mil cento e dois sai às seis horas e quarenta e cinco e chega às quinze horas e dez (duração duas horas e vinte e cinco minutos).
A inflação caiu para 2,4% em set. ante 2,5% em ago. de 2023. => A inflação caiu para dois vírgula quatro por cento em setembro ante dois vírgula cinco por cento em agosto de dois mil e vinte e três.
Dom João VI, o papa Bento XVI, o século XXI, a II Guerra Mundial. => Dom João sexto, o papa Bento dezesseis, o século vinte e um, a segunda Guerra Mundial.
Preaqueça o forno a 180 °C. Adicione 1/2 colher de sal e 250 ml de leite. => Preaqueça o forno a cento e oitenta graus Celsius. | Adicione meia colher de sal e duzentos e cinquenta mililitros de leite.
Ligue para (11) 98765-4321 ou 0800 123 4567; CEP 01310-100; CPF 123.456.789-09. => Ligue para um um, nove oito sete seis cinco, quatro três dois um ou zero oito zero zero, um dois três, quatro cinco seis sete; CEP zero um três um zero, um zero zero; CPF um dois três, quatro cinco seis, sete oito nove, zero nove.
O Ibovespa subiu 1,5%, aos 125.325,40 pontos; dólar a R$ 5,02. => O Ibovespa subiu um vírgula cinco por cento, aos cento e vinte e cinco mil trezentos e vinte e cinco vírgula quatro zero pontos; dólar a cinco reais e dois centavos.
O Flamengo venceu por 3 a 1; placar 3x1. => O Flamengo venceu por três a um; placar três a um.
Tem 34 anos, 1,78 m e 72,5 kg. => Tem trinta e quatro anos, um vírgula sete oito metro e setenta e dois vírgula cinco quilogramas.
Apto. de 85 m², 2 quartos, R$ 1.150/mês, 3º andar. => Apto. de oitenta e cinco metros quadrados, dois quartos, mil cento e cinquenta reais por mês, terceiro andar.
Aberto de seg. a sex., das 9h às 18h30. => Aberto de segunda-feira a sexta-feira, das nove horas às dezoito horas e trinta.
Ver pág. 45, art. 5º, cap. III, fig. 2. => Ver página quarenta e cinco, artigo quinto, capítulo três, figura dois.
Windows 11, iPhone 15, o A380, o 5G, COVID-19. => Windows onze, iPhone quinze, o A trezentos e oitenta, o cinco G, Covid-dezenove.
Os anos 50, a década de 1960, 500 a.C., em 1822. => Os anos cinquenta, a década de mil novecentos e sessenta, quinhentos antes de Cristo, em mil oitocentos e vinte e dois.
O Brasil tem 203 mi de habitantes e dívida de R$ 8,5 tri. => O Brasil tem duzentos e três milhões de habitantes e dívida de oito vírgula cinco trilhões de reais.
E-mail: contato@minha-empresa.com.br; site www.empresa.com.br/contato => E-mail: contato arroba minha hífen empresa ponto com ponto BR; site WWW ponto empresa ponto com ponto BR barra contato
Chegou em 1º, ela em 2ª, em 9,98 s; a 21ª edição. => Chegou em primeiro, ela em segunda, em nove vírgula nove oito segundos; a vigésima primeira edição.
130 km/h, 5 kWh, 16 GB, 3,6 GHz, 1 TB, 1 mulher, 2 mulheres => cento e trinta quilômetros por hora, cinco quilowatts-hora, dezesseis gigabytes, três vírgula seis gigahertz, um terabyte, uma mulher, duas mulheres
Oi, chego às 18:15 com 2 pizzas + 1 garrafa ;-) => Oi, chego às dezoito horas e quinze com duas pizzas mais uma garrafa ;-)
O estudo (n = 1.024, p < 0,05) mostra que 3 em cada 4 (75%) estão contentes. => O estudo (n é igual a mil e vinte e quatro, p é menor que zero vírgula zero cinco) mostra que três em cada quatro (setenta e cinco por cento) estão contentes.
Medidas: 120 x 60 x 75 cm, aprox. 25 kg. => Medidas: cento e vinte por sessenta por setenta e cinco centímetros, aproximadamente vinte e cinco quilogramas.
O séc. XVIII e João Paulo II; tomo III; a 1ª Guerra. => O século dezoito e João Paulo segundo; tomo três; a primeira Guerra.
R$ 1,5 mi, US$ 20 bi, R$ 0,99, 1.000 reais. => um vírgula cinco milhão de reais, vinte bilhões de dólares americanos, noventa e nove centavos, mil reais.
""",  # noqa: E501 - a line is a text
    "nl": r"""
Uw bestelling nr. 4471 wordt ma 28-11-2024 verzonden; levering in 2-3 dagen. => Uw bestelling nummer vierduizend vierhonderdeenenzeventig wordt maandag achtentwintig november tweeduizend vierentwintig verzonden; levering in twee tot drie dagen.
Factuur: subtotaal € 1.249,00, btw (21%) € 262,29, totaal € 1.511,29. => Factuur: subtotaal duizend tweehonderdnegenenveertig euro, btw (eenentwintig procent) tweehonderdtweeënzestig euro en negenentwintig cent, totaal duizend vijfhonderdelf euro en negenentwintig cent.
De trein vertrekt om 6.45 uur van spoor 12 en komt aan om 15:10 uur (duur 2 u 25 min). => De trein vertrekt om zes uur vijfenveertig van spoor twaalf en komt aan om vijftien uur tien (duur twee uur vijfentwintig minuten).
De inflatie daalde in sept. naar 2,4% van 2,5% in aug. 2023. => De inflatie daalde in september naar twee komma vier procent van twee komma vijf procent in augustus tweeduizend drieëntwintig.
Koning Willem II, paus Benedictus XVI, de XXe eeuw, Wereldoorlog II. => Koning Willem de Tweede, paus Benedictus de Zestiende, de twintigste eeuw, Wereldoorlog twee.
Verwarm de oven voor op 180 °C. Voeg 1/2 tl zout en 250 ml melk toe. => Verwarm de oven voor op honderdtachtig graden Celsius. | Voeg een half theelepel zout en tweehonderdvijftig milliliter melk toe.
Bel 0800-1234 of +31 20 123 45 67; 06-12345678. => Bel nul acht nul nul, een twee drie vier of plus drie een, twee nul, een twee drie, vier vijf, zes zeven; nul zes, een twee drie vier vijf zes zeven acht.
De AEX steeg 1,5% naar 825,40 punten. => De AEX steeg een komma vijf procent naar achthonderdvijfentwintig komma veertig punten.
Ajax won met 3-1 voor 53.000 toeschouwers. => Ajax won met drie een voor drieënvijftigduizend toeschouwers.
Hij is 34 jaar, 1,78 m en 72,5 kg. => Hij is vierendertig jaar, een komma achtenzeventig meter en tweeënzeventig komma vijf kilogram.
Appartement van 85 m², 3e verdieping, € 1.150/maand. => Appartement van vijfentachtig vierkante meter, derde verdieping, duizend honderdvijftig euro per maand.
Open ma t/m vr 9.00-18.30 uur; gesloten op 1 jan. en 25 dec. => Open maandag tot en met vrijdag negen uur tot achttien uur dertig; gesloten op een januari en vijfentwintig december.
Zie blz. 45 e.v., art. 5, hfst. III, fig. 2. => Zie bladzijde vijfenveertig en volgende, artikel vijf, hoofdstuk drie, figuur twee.
Windows 11, iPhone 15, de A380, 5G, covid-19, de A2. => Windows elf, iPhone vijftien, de A driehonderdtachtig, vijf G, covid-negentien, de A twee.
De jaren 60, in 1568, 500 v.Chr., de 20e eeuw, '40-'45. => De jaren zestig, in vijftienachtenzestig, vijfhonderd voor Christus, de twintigste eeuw, veertig-vijfenveertig.
Nederland telt 17,9 mln inwoners; de schuld is € 500 mld. => Nederland telt zeventien komma negen miljoen inwoners; de schuld is vijfhonderd miljard euro.
Mail: info@mijn-bedrijf.nl; site www.bedrijf.nl/contact => Mail: info apenstaartje mijn streepje bedrijf punt NL; site WWW punt bedrijf punt NL slash contact
Hij werd 1e, zij 2e, in 9,98 s; de 21ste editie. => Hij werd eerste, zij tweede, in negen komma achtennegentig seconden; de eenentwintigste editie.
130 km/u, 5 kWh, 16 GB, 3,6 GHz, 1 TB => honderddertig kilometer per uur, vijf kilowattuur, zestien gigabyte, drie komma zes gigahertz, een terabyte
Hoi, ik ben er om 18:15 met 2 pizza's + 1 fles ;-) => Hoi, ik ben er om achttien uur vijftien met twee pizza's plus een fles ;-)
Het onderzoek (n = 1.024, p < 0,05) toont dat 3 op de 4 (75%) tevreden zijn. => Het onderzoek (n is duizend vierentwintig, p kleiner dan nul komma nul vijf) toont dat drie op de vier (vijfenzeventig procent) tevreden zijn.
Afmetingen: 120 x 60 x 75 cm, ca. 25 kg. => Afmetingen: honderdtwintig bij zestig bij vijfenzeventig centimeter, circa vijfentwintig kilogram.
De 18e eeuw en Johannes Paulus II; deel III; art. 5, lid 2. => De achttiende eeuw en Johannes Paulus de Tweede; deel drie; artikel vijf, lid twee.
€ 1,5 mln, 20 mrd dollar, € 0,99, 1.000 euro. => een komma vijf miljoen euro, twintig miljard dollar, negenennegentig cent, duizend euro.
""",  # noqa: E501 - a line is a text
    "pl": r"""
Zamówienie nr 4471 wysyłamy w pon. 28.11.2024 r.; dostawa w 2-3 dni. => Zamówienie numer cztery tysiące czterysta siedemdziesiąt jeden wysyłamy w poniedziałek dwudziestego ósmego listopada dwa tysiące dwudziestego czwartego roku; dostawa w dwa do trzech dni.
Faktura: netto 1 249,00 zł, VAT (23%) 287,27 zł, razem 1 536,27 zł. => Faktura: netto tysiąc dwieście czterdzieści dziewięć złotych, VAT (dwadzieścia trzy procent) dwieście osiemdziesiąt siedem złotych dwadzieścia siedem groszy, razem tysiąc pięćset trzydzieści sześć złotych dwadzieścia siedem groszy.
Pociąg odjeżdża o 6:45 z peronu 12 i przyjeżdża o godz. 15.10. => Pociąg odjeżdża o szóstej czterdzieści pięć z peronu dwanaście i przyjeżdża o godzinie piętnastej dziesięć.
Inflacja spadła do 2,4% we wrześniu z 2,5% w sierpniu 2023 r. => Inflacja spadła do dwa przecinek cztery procent we wrześniu z dwa przecinek pięć procent w sierpniu dwa tysiące dwudziestego trzeciego roku.
Zygmunt III Waza, papież Benedykt XVI, XXI wiek, II wojna światowa, Karol III. => Zygmunt Trzeci Waza, papież Benedykt Szesnasty, dwudziesty pierwszy wiek, druga wojna światowa, Karol Trzeci.
Rozgrzej piekarnik do 180 °C. Dodaj 1/2 łyżeczki soli i 250 ml mleka. => Rozgrzej piekarnik do stu osiemdziesięciu stopni Celsjusza. | Dodaj pół łyżeczki soli i dwieście pięćdziesiąt mililitrów mleka.
Zadzwoń: 800 123 456 lub +48 22 123 45 67; tel. kom. 601 234 567. => Zadzwoń: osiem zero zero, jeden dwa trzy, cztery pięć sześć lub plus cztery osiem, dwa dwa, jeden dwa trzy, cztery pięć, sześć siedem; telefon komórkowy sześć zero jeden, dwa trzy cztery, pięć sześć siedem.
WIG20 wzrósł o 1,5% do 2325,40 pkt. => WIG dwadzieścia wzrósł o jeden przecinek pięć procent do dwa tysiące trzysta dwadzieścia pięć przecinek czterdzieści punktu.
Legia wygrała 3:1 przy 25 000 widzów. => Legia wygrała trzy do jednego przy dwadzieścia pięć tysięcy widzów.
Ma 34 lata, 1,78 m wzrostu i waży 72,5 kg. => Ma trzydzieści cztery lata, jeden przecinek siedemdziesiąt osiem metra wzrostu i waży siedemdziesiąt dwa przecinek pięć kilograma.
Mieszkanie 85 m², 3. piętro, 3500 zł/mies. => Mieszkanie osiemdziesiąt pięć metrów kwadratowych, trzecie piętro, trzy tysiące pięćset złotych za miesiąc.
Czynne pon.-pt. 9:00-18:30; 1 stycznia i 25 grudnia nieczynne. => Czynne od poniedziałku do piątku od dziewiątej do osiemnastej trzydzieści; pierwszego stycznia i dwudziestego piątego grudnia nieczynne.
Zob. s. 45 i nast., art. 5 ust. 1, rozdz. III, rys. 2. => Zobacz strona czterdzieści pięć i następne, artykuł pięć ustęp jeden, rozdział trzy, rysunek dwa.
Windows 11, iPhone 15, A380, 5G, COVID-19. => Windows jedenaście, iPhone piętnaście, A trzysta osiemdziesiąt, pięć G, Covid-dziewiętnaście.
Lata 60., w 1410 r., 500 r. p.n.e., XX w. => Lata sześćdziesiąte, w tysiąc czterysta dziesiątym roku, pięćsetnego roku przed naszą erą, dwudziestego wieku.
Polska ma 37,6 mln mieszkańców, a dług to 1,6 bln zł. => Polska ma trzydzieści siedem przecinek sześć miliona mieszkańców, a dług to jeden przecinek sześć biliona złotych.
E-mail: biuro@moja-firma.pl; www.firma.pl/kontakt => E-mail: biuro małpa moja myślnik firma kropka PL; WWW kropka firma kropka PL ukośnik kontakt
130 km/h, 5 kWh, 16 GB, 3,6 GHz, 1 TB => sto trzydzieści kilometrów na godzinę, pięć kilowatogodzin, szesnaście gigabajtów, trzy przecinek sześć gigaherca, jeden terabajt
Badanie (n = 1024, p < 0,05) pokazuje, że 3 na 4 osoby (75%) są zadowolone. => Badanie (n równa się tysiąc dwadzieścia cztery, p mniejsze niż zero przecinek zero pięć) pokazuje, że trzy na cztery osoby (siedemdziesiąt pięć procent) są zadowolone.
Wymiary: 120 x 60 x 75 cm, ok. 25 kg. => Wymiary: sto dwadzieścia na sześćdziesiąt na siedemdziesiąt pięć centymetrów, około dwudziestu pięciu kilogramów.
W XVIII w. i Jan Paweł II; tom III; art. 5 ust. 2. => W osiemnastym wieku i Jan Paweł Drugi; tom trzeci; artykuł pięć ustęp dwa.
1,5 mln zł, 20 mld dolarów, 0,99 zł, 1000 zł. => jeden przecinek pięć miliona złotych, dwadzieścia miliardów dolarów, dziewięćdziesiąt dziewięć groszy, tysiąc złotych.
""",  # noqa: E501 - a line is a text
}
CASES = [(tag, *pair) for tag, table in TEXTS.items() for pair in readings(table)]


@pytest.mark.parametrize(("language", "written", "said"), CASES)
def test_everyday_texts_are_said_as_by_a_reader(language: str, written: str, said: str) -> None:
    assert spoken(written.replace(r"\n", "\n"), language) == said
