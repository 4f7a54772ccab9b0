"""German abbreviations, addresses, codes, capitals and marks, and what stays as it is."""

import pytest

from frontend.text.normalisation import normalise

CODES = (
    ("Tel. 030 1234567", "Telefon null drei null, eins zwei drei vier fünf sechs sieben"),
    (
        "Ruf (0411) 1234-1234 an.",
        "Ruf null vier eins eins, eins zwei drei vier, eins zwei drei vier an.",
    ),
    ("Unter +49 30 123456", "Unter plus neunundvierzig, drei null, eins zwei drei vier fünf sechs"),
    ("Kto.-Nr. 1234567890", "Kontonummer eins zwei drei vier fünf sechs sieben acht neun null"),
    ("Die Saison 2023/24", "Die Saison zweitausenddreiundzwanzig vierundzwanzig"),
    ("Mo.–Fr. 8–18 Uhr", "Montag bis Freitag acht bis achtzehn Uhr"),
    ("Agent 007", "Agent null null sieben"),
    ("Version 3.11.2 ist da.", "Version drei Punkt elf Punkt zwei ist da."),
    (
        "Der Server 192.168.0.1",
        "Der Server eins neun zwei Punkt eins sechs acht Punkt null Punkt eins",
    ),
    ("Die PIN 4711 gilt.", "Die PIN vier sieben eins eins gilt."),
    ("Es steht 2:1.", "Es steht zwei zu eins."),
    ("Sie gewannen mit 3:0 Toren.", "Sie gewannen mit drei zu null Toren."),
)
MIXED = (
    ("III. Akt, 2. Szene", "dritter Akt, zweite Szene"),
    ("Louis XIV", "Louis der Vierzehnte"),
    ("ca 20 Leute, Nr 7", "circa zwanzig Leute, Nummer sieben"),
    ("Das ist Teil I.", "Das ist Teil eins."),
    ("Ich bin I.", "Ich bin I."),
    ("Art. 1 Abs. 1 GG", "Artikel eins Absatz eins GG"),
    ("1:58,34 Minuten", "eins achtundfünfzig Komma drei vier Minuten"),
    ("mit 1,5-facher Kraft", "mit eins Komma fünffacher Kraft"),
    ("Mai bis Sept. 2020", "Mai bis September zweitausendzwanzig"),
    ("Sa., 3.5., 10-14 h", "Samstag, dritter Mai, zehn bis vierzehn Uhr"),
    ("1.2. Einleitung", "eins Punkt zwei. Einleitung"),
    ("Konto 123456789", "Konto eins zwei drei vier fünf sechs sieben acht neun"),
    ("Es gibt zwei: 1. gehen, 2. bleiben.", "Es gibt zwei: erstens gehen, zweitens bleiben."),
    ("Am 24./25. Dezember", "Am vierundzwanzigsten fünfundzwanzigsten Dezember"),
    ("der 100.000. Besucher", "der einhunderttausendste Besucher"),
    ("Es gehört der 3. Etage.", "Es gehört der dritten Etage."),
    ("Es liegt in der 3. Schnarre.", "Es liegt in der dritten Schnarre."),
    ("Sie misst 5'11\".", "Sie misst fünf Fuß elf Zoll."),
    ("Sie lief 5'12\".", "Sie lief fünf Minuten zwölf Sekunden."),
    ("Nimm die 3.", "Nimm die drei."),
    ("Hauptstr. 5, 10115 Berlin", "Hauptstraße fünf, eins null eins eins fünf Berlin"),
    ("Band I-III", "Band eins bis drei"),
    ("€ 1,2 Mrd. Umsatz", "eins Komma zwei Milliarden Euro Umsatz"),
    ("20- bis 30-jährige Frauen", "zwanzig- bis dreißigjährige Frauen"),
    ("2 Std. 30 Min.", "zwei Stunden dreißig Minuten."),
    ("1/2 ft und 3/4 l", "ein halber Fuß und drei Viertel Liter"),
    ("Heinrich VIII. hatte Frauen.", "Heinrich der Achte hatte Frauen."),
    ("mit Kaiser Karl V. allein", "mit Kaiser Karl dem Fünften allein"),
)
ABBREVIATIONS = (
    ("Obst, z. B. Äpfel", "Obst, zum Beispiel Äpfel"),
    ("Obst, z.B. Äpfel", "Obst, zum Beispiel Äpfel"),
    ("d. h. morgen", "das heißt morgen"),
    ("Äpfel, Birnen usw.", "Äpfel, Birnen und so weiter."),
    ("Äpfel usw. liegen da.", "Äpfel und so weiter liegen da."),
    ("heute bzw. morgen", "heute beziehungsweise morgen"),
    ("ca. 5 Leute", "circa fünf Leute"),
    ("Frag Dr. Meier.", "Frag Doktor Meier."),
    ("Prof. Dr. Anna Schulz", "Professor Doktor Anna Schulz"),
    ("Bus Nr. 5", "Bus Nummer fünf"),
    ("Siehe S. 12 f.", "Siehe Seite zwölf folgende."),
    ("§§ 12 ff. BGB", "Paragrafen zwölf fortfolgende BGB"),
    ("nach § 5 Abs. 2", "nach Paragraf fünf Absatz zwei"),
    ("i. d. R. nicht", "in der Regel nicht"),
    ("Das gilt u. a. hier.", "Das gilt unter anderem hier."),
    ("inkl. MwSt.", "inklusive Mehrwertsteuer."),
    ("die St. Pauli Kirche", "die Sankt Pauli Kirche"),
    ("im 3. Jh. v. Chr.", "im dritten Jahrhundert vor Christus."),
)
ADDRESSES = (
    ("Schreib an info@firma.de!", "Schreib an info at firma Punkt DE!"),
    ("Siehe www.beispiel.de/hilfe.", "Siehe WWW Punkt beispiel Punkt DE Slash hilfe."),
    ("Datei bericht.pdf", "Datei bericht Punkt PDF"),
)
CAPITALS = (
    ("ERSTES KAPITEL: DIE ANKUNFT", "erstes kapitel: die ankunft"),
    ("DER ALTE MANN GING NACH HAUSE.", "der alte mann ging nach hause."),
    ("Das ist NICHT wahr.", "Das ist nicht wahr."),
    ("Der ADAC und die DB", "Der ADAC und die DB"),
    ("Ein BMW steht da.", "Ein BMW steht da."),
)
COMPOUNDS = (
    ("ein 20-jähriger Mann", "ein zwanzigjähriger Mann"),
    ("3-fach gesichert", "dreifach gesichert"),
    ("ein 3D-Drucker", "ein drei-D-Drucker"),
    ("eine 2-Zimmer-Wohnung", "eine zwei-Zimmer-Wohnung"),
    ("das 5G-Netz", "das fünf-G-Netz"),
    ("3x täglich", "dreimal täglich"),
    ("die 68er", "die achtundsechziger"),
)
MARKS = (
    ("Müller & Söhne", "Müller und Söhne"),
    ("10² ist 100.", "zehn zum Quadrat ist einhundert."),
    ("2 + 2 = 4", "zwei plus zwei gleich vier"),
    ("x² + y²", "x zum Quadrat plus y zum Quadrat"),
    ("3 × 4", "drei mal vier"),
    ("H₂O ist Wasser.", "H zwei O ist Wasser."),
)
UNCHANGED = (
    "Das ist ein Satz.",
    "Er kam, sah und siegte.",
    "Ich bin's.",
    "Am Ende war alles gut …",
    "Sie sagte: Ja. Dann ging sie.",
    "E-Mail-Adresse",
    "und/oder",
    "Frankfurt a. M.",
    "S. Müller",
    "",
    " ",
    ".",
)
NASTY = (
    "1" * 400,
    "1." * 200,
    "1,5" * 100,
    "1-" * 200,
    "XIV." * 100,
    "am " + "3. " * 100,
    "½" * 100,
    "€" * 200 + "5",
    "99.99.9999",
    "0:0:0:0",
    "31.02.2024 und 00.00.0000",
    "-" * 200 + "1",
    "²" * 100,
    "1e999 und 1E-5",
    "٣. Oktober",
    "\x00 5 \x00",
    "5\u00a0%\u202f5",
    "1/0 und 0/0",
)


@pytest.mark.parametrize(
    ("written", "spoken"),
    [*CODES, *MIXED, *ABBREVIATIONS, *ADDRESSES, *CAPITALS, *COMPOUNDS, *MARKS],
)
def test_what_is_written_is_read(written: str, spoken: str) -> None:
    assert normalise(written, "de").text == spoken


@pytest.mark.parametrize("written", UNCHANGED)
def test_what_is_no_number_stays(written: str) -> None:
    assert normalise(written, "de").text == written


@pytest.mark.parametrize("written", NASTY)
def test_no_text_is_too_strange(written: str) -> None:
    assert "frage" in normalise(f"{written} frage", "de").text
