"""What was once read oddly: letters for time, lists of ordinals, halves, marks of comparison."""

import pytest

from tests.support.readings import readings
from tests.support.spoken_text import spoken

# By language; a bar stands between segments.
TEXTS = {
    "en-US": r"""
Prep: 15m, cook: 1h 20m. => Prep: fifteen minutes, cook: one hour twenty minutes.
The fence is 15m long, a 90s film. => The fence is fifteen meters long, a nineties film.
The request failed after a 90s timeout. => The request failed after a ninety second timeout.
A 30s delay, a 5m window and a 2h cache. => A thirty second delay, a five minute window and a two hour cache.
The modem ran at 9600 bps, later 56 kbps. => The modem ran at nine thousand six hundred bits per second, later fifty-six kilobits per second.
See Bk. II, ch. 4. => See book two, chapter four.
We are closed 5/6-5/9. => We are closed May sixth to May ninth.
Open 12/24–1/2 only. => Open December twenty-fourth to January second only.
Take 1/4-1/2 cup. => Take one quarter to one half cup.
Between 1990-95 sales doubled. => Between nineteen ninety to ninety-five sales doubled.
Open Mon.–Thurs. 10:30 a.m.–6 p.m. => Open Monday to Thursday ten thirty AM to six PM.
A $100,000-a-year job. => A one hundred thousand dollar-a-year job.
Gen. 1:1-3; John 3:16; 1 Cor. 13:4–7. => Genesis one one to three; John three sixteen; first Corinthians thirteen four to seven.
Cut a 2x4, drive a 4x4. => Cut a two by four, drive a four by four.
They flew to Ft. Worth from Pt. Reyes. => They flew to Fort Worth from Pt. Reyes.
The wall is 6 ft. He is tall. => The wall is six feet. | He is tall.
Save $5/wk or £10pcm with a 5-year, $2-million grant. => Save five dollars per week or ten pounds pcm with a five-year, two million dollar grant.
A 12 ft x 10 ft room, an 8.5" x 11" sheet => A twelve feet by ten feet room, an eight point five by eleven inches sheet
5 mg/dL of Na⁺ and Fe³⁺ => five milligrams per deciliter of Na plus and Fe three plus
Call (555) 010-4477 x12 about H.264. => Call five five five, zero one zero, four four seven seven extension twelve about H two six four.
The yield rose 5 bps. => The yield rose five basis points.
I <3 you, and x <3. => I  you, and x less than three.
""",  # noqa: E501 - a line is a text
    "de": r"""
Er wohnt in 10115 Berlin und zieht nach 80331 München. => Er wohnt in eins null eins eins fünf Berlin und zieht nach acht null drei drei eins München.
D-50667 Köln, A-1010 Wien => D fünf null sechs sechs sieben Köln, A eins null eins null Wien
In 12345 Fällen und in 20000 Haushalten. => In zwölftausenddreihundertfünfundvierzig Fällen und in zwanzigtausend Haushalten.
Am 1.1. und 31.12. geschlossen. => Am ersten Januar und einunddreißigsten Dezember geschlossen.
12.–15. August; 3.–5.6.2024 => zwölfter bis fünfzehnter August; dritter bis fünfter Juni zweitausendvierundzwanzig
5.6.-9.6. geschlossen => fünfter Juni bis neunter Juni geschlossen
1. April 2021–31. März 2022 => erster April zweitausendeinundzwanzig bis einunddreißigster März zweitausendzweiundzwanzig
Der 1., 2. und 3. Platz. => Der erste, zweite und dritte Platz.
Jan.–März, Sept. 2020, Di., 5. Nov. => Januar bis März, September zweitausendzwanzig, Dienstag, fünfter November.
1.200 U/min und 1 TB => eintausendzweihundert Umdrehungen pro Minute und ein Terabyte
10 : 2 = 5 => zehn geteilt durch zwei gleich fünf
~30, >100, ≥18 und < 3 % => ungefähr dreißig, mehr als einhundert, mindestens achtzehn und weniger als drei Prozent
3. Liga, 1. FC Nürnberg, im 2. OG => dritte Liga, erster FC Nürnberg, im zweiten OG
Notruf 112, Polizei 110; § 3 Abs. 2 S. 1 BGB => Notruf eins eins zwei, Polizei eins eins null; Paragraf drei Absatz zwei Satz eins BGB
48° 8′ N, Na⁺ => achtundvierzig Grad acht Minuten N, Na plus
""",  # noqa: E501 - a line is a text
    "fr": r"""
Ajoutez 1/2 c. à café de sel et 2 c. à soupe d'huile. => Ajoutez une demi-cuillère à café de sel et deux cuillères à soupe d'huile.
1 c. à s. de miel, 1/4 c. à café de poivre => une cuillère à soupe de miel, un quart de cuillère à café de poivre
Ouvert 14 h-18 h. => Ouvert quatorze heures à dix-huit heures.
La saison 2024/25 et la loi 39/2015 => La saison deux mille vingt-quatre vingt-cinq et la loi trente-neuf deux mille quinze
2e arr., 4e trim. 2023, réf. 12 => deuxième arrondissement, quatrième trimestre deux mille vingt-trois, référence douze
De janv.-mars à mai–juin. => De janvier à mars à mai à juin.
~30, > 100, ≥ 18, < 3 => environ trente, plus de cent, au moins dix-huit, moins de trois
au XIXe s., pas au Ier s. av. J.-C., dit-il. => au dix-neuvième siècle, pas au premier siècle avant Jésus-Christ, dit-il.
1 pincée de sel, 48° 8′ N, © 2024 => une pincée de sel, quarante-huit degrés huit minutes N, copyright deux mille vingt-quatre
""",  # noqa: E501 - a line is a text
    "es": r"""
Caduca en 1 mes; tarda 1 año, 3 meses. => Caduca en un mes; tarda un año, tres meses.
Solo 1 vez, 1 día, 1 noche, 1 mano. => Solo una vez, un día, una noche, una mano.
De 14 h-18 h, curso 2024/25. => De catorce horas a dieciocho horas, curso dos mil veinticuatro veinticinco.
El III Congreso de la UE y el III milenio. => El tercer Congreso de la UE y el tercer milenio.
Más de 2, ≥ 18, ~30. => Más de dos, al menos dieciocho, aproximadamente treinta.
Ver esto con Vera e Ida. => Ver esto con Vera e Ida.
1 cda. de aceite, 2 cdtas. de sal. => una cucharada de aceite, dos cucharaditas de sal.
""",  # noqa: E501 - a line is a text
    "it": r"""
La IX sinfonia di Beethoven e il XX secolo. => La nona sinfonia di Beethoven e il ventesimo secolo.
Gol al 67', al 90'+3' e dopo 30'. => Gol al sessantasettesimo minuto, al novantesimo minuto più tre e dopo trenta minuti.
XII edizione, III classe, IV capitolo => dodicesima edizione, terza classe, quarto capitolo
Per 1 mese, 1 notte, 1 zaino e 1 studente. => Per un mese, una notte, uno zaino e uno studente.
50.000 €/anno, pagg. 12-14 => cinquantamila euro all’anno, pagine dodici a quattordici
10 : 2 = 5, > 3, ≥ 18 => dieci diviso due uguale cinque, più di tre, almeno diciotto
Io vado, va bene, Ida e Vo: la II Repubblica. => Io vado, va bene, Ida e Vo: la seconda Repubblica.
1/4 d'ora, 3/4 d'ora => un quarto d'ora, tre quarti d'ora
""",  # noqa: E501 - a line is a text
    "pt": r"""
O XX Congresso nos EUA, págs. 12-14. => O vigésimo Congresso nos EUA, páginas doze a catorze.
Bem, > 3, ≥ 18, ~30 => Bem, mais de três, pelo menos dezoito, aproximadamente trinta
A temporada 2024/25. => A temporada dois mil e vinte e quatro vinte e cinco.
""",
    "nl": r"""
Het kostte 3 mln. euro in de Kerkstr. 12. => Het kostte drie miljoen euro in de Kerkstraat twaalf.
v2.3.1, 10 : 2 = 5, √9, ≥ 18 => versie twee punt drie punt een, tien gedeeld door twee is vijf, wortel van negen, minstens achttien
Open za. 10-16 uur, ds. Vos, 2⁸ = 256 => Open zaterdag tien tot zestien uur, dominee Vos, twee tot de macht acht is tweehonderdzesenvijftig
""",  # noqa: E501 - a line is a text
    "pl": r"""
1/2 łyżeczki soli, 1/2 szklanki mleka i ½ kg mąki. => pół łyżeczki soli, pół szklanki mleka i pół kilograma mąki.
Otwarte pn.-pt. 9:00-17:00. => Otwarte od poniedziałku do piątku od dziewiątej do siedemnastej.
al. Jerozolimskie 5, t. 2, v2.3.1 => aleja Jerozolimskie pięć, tom dwa, wersja dwa kropka trzy kropka jeden
No, > 3, ≥ 18, ~30 => No, więcej niż trzy, co najmniej osiemnaście, mniej więcej trzydzieści
Faktura z 05.11.2024: 1249,90 zł. => Faktura z piątego listopada dwa tysiące dwudziestego czwartego roku: tysiąc dwieście czterdzieści dziewięć złotych dziewięćdziesiąt groszy.
""",  # noqa: E501 - a line is a text
    "ja": r"""
3-1で試合が終わった。5-0と圧勝して逆転した。 => 三対一で試合が終わった。 | 五対零と圧勝して逆転した。
""",  # noqa: E501 - a line is a text
    "zh": r"""
主队3-1获胜，客队以2-0领先。 => 主队三比一获胜，客队以二比零领先。
""",
    "hi": r"""
अध्याय 3, नं. 5 देखें। => अध्याय तीन, नंबर पाँच देखें।
""",
}
CASES = [(tag, *pair) for tag, table in TEXTS.items() for pair in readings(table)]


@pytest.mark.parametrize(("language", "written", "said"), CASES)
def test_odd_ones_are_said_as_by_a_reader(language: str, written: str, said: str) -> None:
    assert spoken(written, language) == said
