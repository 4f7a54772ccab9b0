"""German as it is written, and as it is read."""

import pytest

from frontend.text.normalisation import normalise

CARDINALS = (
    ("Es waren 3 Hunde da.", "Es waren drei Hunde da."),
    ("Auf Seite 1 steht es.", "Auf Seite eins steht es."),
    ("Es fehlt 1 Stunde.", "Es fehlt eine Stunde."),
    ("Nur 1 Baum steht noch.", "Nur ein Baum steht noch."),
    ("Es kamen 1.500 Gäste.", "Es kamen eintausendfünfhundert Gäste."),
    ("Rund 83.200.000 Menschen", "Rund dreiundachtzig Millionen zweihunderttausend Menschen"),
    ("Die Zahl 1 000 000 ist rund.", "Die Zahl eine Million ist rund."),
    ("Es sind -5 Grad.", "Es sind minus fünf Grad."),
    ("Es sind 3.600 Sekunden.", "Es sind dreitausendsechshundert Sekunden."),
    ("101 Dalmatiner", "einhunderteins Dalmatiner"),
    ("Wir zählen 12.345.", "Wir zählen zwölftausenddreihundertfünfundvierzig."),
)
ORDINALS = (
    ("Heute ist der 2. Versuch.", "Heute ist der zweite Versuch."),
    ("Er starb im 2. Weltkrieg.", "Er starb im zweiten Weltkrieg."),
    ("Der 2. Weltkrieg endete.", "Der zweite Weltkrieg endete."),
    ("Ende des 19. Jahrhunderts", "Ende des neunzehnten Jahrhunderts"),
    ("Sie wohnt in der 3. Etage.", "Sie wohnt in der dritten Etage."),
    ("Die 4. Auflage ist da.", "Die vierte Auflage ist da."),
    ("Zum 100. Mal gewann sie.", "Zum einhundertsten Mal gewann sie."),
    ("Es ist sein 40. Geburtstag.", "Es ist sein vierzigster Geburtstag."),
    ("Das ist ihr 5. Buch.", "Das ist ihr fünftes Buch."),
    ("1. Kapitel", "erstes Kapitel"),
    ("Er wurde 2. Sieger.", "Er wurde zweiter Sieger."),
    ("Wir sehen uns am 3. wieder.", "Wir sehen uns am dritten wieder."),
    ("Wir sehen uns am 3.", "Wir sehen uns am dritten."),
    ("vom 1. bis zum 15. geschlossen", "vom ersten bis zum fünfzehnten geschlossen"),
    ("Sie kam als 7te ins Ziel.", "Sie kam als siebte ins Ziel."),
    ("Es war der 21ste Tag.", "Es war der einundzwanzigste Tag."),
    ("Das Haus hat die Nummer 3.", "Das Haus hat die Nummer drei."),
    ("Es steht 3. Danach war Pause.", "Es steht drei. Danach war Pause."),
)
ROMAN = (
    ("Ludwig XIV. baute viel.", "Ludwig der Vierzehnte baute viel."),
    ("Der Hof Ludwigs XIV. war groß.", "Der Hof Ludwigs des Vierzehnten war groß."),
    ("Ein Brief von Friedrich II. liegt dort.", "Ein Brief von Friedrich dem Zweiten liegt dort."),
    ("Elisabeth II. regierte lange.", "Elisabeth die Zweite regierte lange."),
    ("Papst Johannes Paul II. kam.", "Papst Johannes Paul der Zweite kam."),
    ("Das war Pius XII.", "Das war Pius der Zwölfte."),
    ("Siehe Kapitel IV.", "Siehe Kapitel vier."),
    ("Band III ist teuer.", "Band drei ist teuer."),
    ("Er bezieht Hartz IV.", "Er bezieht Hartz vier."),
    ("Im II. Weltkrieg", "Im zweiten Weltkrieg"),
    ("Kunst des XIX. Jahrhunderts", "Kunst des neunzehnten Jahrhunderts"),
)
DECIMALS = (
    ("Pi ist 3,14.", "Pi ist drei Komma eins vier."),
    ("Es sind 1.500,50 Punkte.", "Es sind eintausendfünfhundert Komma fünf null Punkte."),
    ("0,5 genügt.", "null Komma fünf genügt."),
    ("Der Wert sank auf -0,25.", "Der Wert sank auf minus null Komma zwei fünf."),
    ("2,5 Millionen Menschen", "zwei Komma fünf Millionen Menschen"),
    ("Das sind 3 Mio. Leute.", "Das sind drei Millionen Leute."),
    ("Es kostete 1 Mrd. Euro.", "Es kostete eine Milliarde Euro."),
)
FRACTIONS = (
    ("Ein Anteil von 3/4 reicht.", "Ein Anteil von drei Viertel reicht."),
    ("½ Liter Milch", "ein halber Liter Milch"),
    ("Nach 2½ Stunden", "Nach zweieinhalb Stunden"),
    ("Nimm 1 1/2 Tassen.", "Nimm eineinhalb Tassen."),
    ("Etwa 2/3 der Leute", "Etwa zwei Drittel der Leute"),
    ("Nur 1/8 blieb.", "Nur ein Achtel blieb."),
)
PERCENT = (
    ("Es sind 25 % mehr.", "Es sind fünfundzwanzig Prozent mehr."),
    ("Etwa 3,5% Zinsen", "Etwa drei Komma fünf Prozent Zinsen"),
    ("Nur 1 % Verlust", "Nur ein Prozent Verlust"),
    ("0,8 ‰ Alkohol", "null Komma acht Promille Alkohol"),
    ("10–20 % Rabatt", "zehn bis zwanzig Prozent Rabatt"),
    ("eine 50%ige Lösung", "eine fünfzigprozentige Lösung"),
)
MONEY = (
    ("Es kostet 1.500,50 €.", "Es kostet eintausendfünfhundert Euro fünfzig Cent."),
    ("Er zahlte 20 Mio. €.", "Er zahlte zwanzig Millionen Euro."),
    ("Das macht 3,99 EUR.", "Das macht drei Euro neunundneunzig Cent."),
    ("Nur 1 € am Tag", "Nur ein Euro am Tag"),
    ("Für 0,50 € gibt es das.", "Für fünfzig Cent gibt es das."),
    ("€ 5 Eintritt", "fünf Euro Eintritt"),
    ("$2.50 hat er nicht.", "zwei Dollar fünfzig Cent hat er nicht."),
    ("Das sind 100 $.", "Das sind einhundert Dollar."),
    ("2,5 Mrd. € Umsatz", "zwei Komma fünf Milliarden Euro Umsatz"),
    ("Es sind £3,20.", "Es sind drei Pfund zwanzig Pence."),
    ("Ein Paar kostet 45,- €.", "Ein Paar kostet fünfundvierzig Euro."),
    ("Er hat 10 CHF.", "Er hat zehn Franken."),
    ("5–10 € Gebühr", "fünf bis zehn Euro Gebühr"),
)
DATES = (
    ("Am 3. Oktober 1990 war es.", "Am dritten Oktober neunzehnhundertneunzig war es."),
    ("Der 3. Oktober ist frei.", "Der dritte Oktober ist frei."),
    (
        "Berlin, den 24. Dezember 2023",
        "Berlin, den vierundzwanzigsten Dezember zweitausenddreiundzwanzig",
    ),
    ("Am 03.10.2024 ist zu.", "Am dritten Oktober zweitausendvierundzwanzig ist zu."),
    ("3. Okt. 2024", "dritter Oktober zweitausendvierundzwanzig"),
    ("Stand 2024-10-03", "Stand dritter Oktober zweitausendvierundzwanzig"),
    ("Frist bis zum 31.12.", "Frist bis zum einunddreißigsten Dezember."),
    ("vom 1.5. bis 3.5. zu", "vom ersten Mai bis dritten Mai zu"),
    ("1. Januar", "erster Januar"),
    ("vom 3. bis 5. Mai", "vom dritten bis fünften Mai"),
    (
        "Es war Montag, der 9.11.1989.",
        "Es war Montag, der neunte November neunzehnhundertneunundachtzig.",
    ),
)
YEARS = (
    ("Sie wurde 1984 geboren.", "Sie wurde neunzehnhundertvierundachtzig geboren."),
    ("Im Jahr 1492 segelte er.", "Im Jahr vierzehnhundertzweiundneunzig segelte er."),
    ("Seit 2024 gilt es.", "Seit zweitausendvierundzwanzig gilt es."),
    ("In den 1980er Jahren", "In den neunzehnhundertachtziger Jahren"),
    ("Musik der 80er", "Musik der achtziger"),
    ("die 90er-Jahre", "die neunziger-Jahre"),
    ("von 1914 bis 1918", "von neunzehnhundertvierzehn bis neunzehnhundertachtzehn"),
    ("(1914–1918)", "(neunzehnhundertvierzehn bis neunzehnhundertachtzehn)"),
    ("44 v. Chr. starb er.", "vierundvierzig vor Christus starb er."),
)
TIMES = (
    ("Um 14:30 Uhr geht es los.", "Um vierzehn Uhr dreißig geht es los."),
    ("Ab 9.15 Uhr", "Ab neun Uhr fünfzehn"),
    ("Um 1 Uhr nachts", "Um ein Uhr nachts"),
    ("um 14h", "um vierzehn Uhr"),
    ("Der Zug fährt 08:05.", "Der Zug fährt acht Uhr fünf."),
    ("10–12 Uhr", "zehn bis zwölf Uhr"),
    ("von 8:30 bis 17:00 Uhr", "von acht Uhr dreißig bis siebzehn Uhr"),
    ("8:30-17:00 Uhr", "acht Uhr dreißig bis siebzehn Uhr"),
    ("Punkt 0:00 Uhr", "Punkt null Uhr"),
)
RANGES = (
    ("Seiten 10–12", "Seiten zehn bis zwölf"),
    ("für 3-5 Personen", "für drei bis fünf Personen"),
    ("bei 40–60 °C", "bei vierzig bis sechzig Grad Celsius"),
    ("5 bis 10 km", "fünf bis zehn Kilometer"),
)
MEASURES = (
    ("Es sind 5 km.", "Es sind fünf Kilometer."),
    ("mit 100 km/h", "mit einhundert Kilometer pro Stunde"),
    ("Bei 21,5 °C", "Bei einundzwanzig Komma fünf Grad Celsius"),
    ("2 kWh Strom", "zwei Kilowattstunden Strom"),
    ("3kg Mehl", "drei Kilogramm Mehl"),
    ("60 m² Fläche", "sechzig Quadratmeter Fläche"),
    ("1 h Fahrt", "eine Stunde Fahrt"),
    ("etwa 30 min", "etwa dreißig Minuten"),
    ("16 GB Speicher", "sechzehn Gigabyte Speicher"),
    ("5 m³ Wasser", "fünf Kubikmeter Wasser"),
    ("ein Raum von 3 x 4 m", "ein Raum von drei mal vier Meter"),
)


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        *CARDINALS,
        *ORDINALS,
        *ROMAN,
        *DECIMALS,
        *FRACTIONS,
        *PERCENT,
        *MONEY,
        *DATES,
        *YEARS,
        *TIMES,
        *RANGES,
        *MEASURES,
    ],
)
def test_what_is_written_is_read(written: str, spoken: str) -> None:
    assert normalise(written, "de").text == spoken
