"""Dutch as it is written, and as it is read."""

import pytest

from frontend.text.normalisation import normalise

NUMBERS = (
    ("Er waren 3 honden.", "Er waren drie honden."),
    ("Er kwamen 1.500 gasten.", "Er kwamen duizend vijfhonderd gasten."),
    ("Ruim 17.500.000 inwoners", "Ruim zeventien miljoen vijfhonderdduizend inwoners"),
    ("Het is -5 graden.", "Het is min vijf graden."),
    ("Op bladzijde 21 staat het.", "Op bladzijde eenentwintig staat het."),
    ("Pi is 3,14.", "Pi is drie komma veertien."),
    ("Dat is 0,5 liter.", "Dat is nul komma vijf liter."),
    ("2,5 miljoen mensen", "twee komma vijf miljoen mensen"),
    ("Er wonen 3 mln. mensen.", "Er wonen drie miljoen mensen."),
    ("Agent 007", "Agent nul nul zeven"),
)
ORDINALS = (
    ("de 2e verdieping", "de tweede verdieping"),
    ("haar 3de boek", "haar derde boek"),
    ("de 21ste eeuw", "de eenentwintigste eeuw"),
    ("De 1e keer", "De eerste keer"),
    ("de 8e dag", "de achtste dag"),
    ("een 17e-eeuws huis", "een zeventiende-eeuws huis"),
    ("Willem III was koning.", "Willem de Derde was koning."),
    ("Lodewijk XIV", "Lodewijk de Veertiende"),
    ("Hoofdstuk IV", "Hoofdstuk vier"),
    ("na WO II", "na Wereldoorlog twee"),
    ("in de XIXe eeuw", "in de negentiende eeuw"),
)
FRACTIONS = (
    ("Neem 1/2 liter.", "Neem een half liter."),
    ("Ongeveer 3/4 deel", "Ongeveer drie kwart deel"),
    ("2/3 van de mensen", "twee derde van de mensen"),
    ("na 2½ uur", "na tweeënhalf uur"),
    ("1½ kilo", "anderhalf kilo"),
    ("Slechts 1/8 bleef.", "Slechts een achtste bleef."),
)
PERCENT = (
    ("Het is 25% meer.", "Het is vijfentwintig procent meer."),
    ("Zo'n 3,5 % rente", "Zo'n drie komma vijf procent rente"),
    ("10–20% korting", "tien tot twintig procent korting"),
)
MONEY = (
    ("Het kost € 1.500,50.", "Het kost duizend vijfhonderd euro en vijftig cent."),
    ("Dat is € 3,99.", "Dat is drie euro en negenennegentig cent."),
    ("Hij betaalde €20.", "Hij betaalde twintig euro."),
    ("Dat is 5 EUR.", "Dat is vijf euro."),
    ("Het kost €5,-.", "Het kost vijf euro."),
    ("een winst van € 20 mln.", "een winst van twintig miljoen euro."),
    ("€ 2,5 miljard", "twee komma vijf miljard euro"),
    ("$100 per dag", "honderd dollar per dag"),
    ("Voor € 0,50", "Voor vijftig cent"),
    ("£20 is veel.", "twintig pond is veel."),
)
DATES = (
    ("Op 5 mei 1945 was het vrede.", "Op vijf mei negentienvijfenveertig was het vrede."),
    ("Het is 3 oktober.", "Het is drie oktober."),
    ("Op 03-10-2024 zijn we dicht.", "Op drie oktober tweeduizend vierentwintig zijn we dicht."),
    ("Datum: 3/10/2024", "Datum: drie oktober tweeduizend vierentwintig"),
    ("2024-10-03", "drie oktober tweeduizend vierentwintig"),
    ("3 okt. 2024", "drie oktober tweeduizend vierentwintig"),
    ("Ze is in 1984 geboren.", "Ze is in negentienvierentachtig geboren."),
    ("Sinds 2024 geldt het.", "Sinds tweeduizend vierentwintig geldt het."),
    ("van 1914 tot 1918", "van negentienveertien tot negentienachttien"),
    ("de jaren '80", "de jaren tachtig"),
    ("de jaren 60", "de jaren zestig"),
    ("44 v.Chr.", "vierenveertig voor Christus."),
)
TIMES = (
    ("Om 14:30 uur begint het.", "Om veertien uur dertig begint het."),
    ("Om 9.15 uur", "Om negen uur vijftien"),
    ("Om 8:00 uur", "Om acht uur"),
    ("De trein gaat om 08:05.", "De trein gaat om acht uur vijf."),
    ("10–12 uur", "tien tot twaalf uur"),
    ("van 9.00 tot 17.30 uur", "van negen uur tot zeventien uur dertig"),
)
MEASURES = (
    ("Het is 5 km.", "Het is vijf kilometer."),
    ("met 100 km/u", "met honderd kilometer per uur"),
    ("Bij 21,5 °C", "Bij eenentwintig komma vijf graden Celsius"),
    ("40–60 °C", "veertig tot zestig graden Celsius"),
    ("3kg meel", "drie kilogram meel"),
    ("60 m² groot", "zestig vierkante meter groot"),
    ("2 kWh stroom", "twee kilowattuur stroom"),
    ("een kamer van 3 x 4 m", "een kamer van drie bij vier meter"),
    ("3x per dag", "drie keer per dag"),
    ("een 20-jarige man", "een twintigjarige man"),
)
CODES = (
    ("Bel 020-1234567.", "Bel nul twee nul, een twee drie vier vijf zes zeven."),
    ("Versie 3.11.2", "Versie drie punt elf punt twee"),
    ("Het adres 192.168.0.1", "Het adres een negen twee punt een zes acht punt nul punt een"),
    ("Het werd 2-1.", "Het werd twee een."),
    ("info@bedrijf.nl", "info apenstaartje bedrijf punt NL"),
)
MIXED = (
    ("van 1 t/m 5 mei", "van een tot en met vijf mei"),
    ("1234 AB Amsterdam", "een twee drie vier AB Amsterdam"),
    ("24/7 open", "vierentwintig zeven open"),
    ("voor 65+ en 50/50", "voor vijfenzestig plus en vijftig vijftig"),
    ("om 1u30", "om een uur dertig"),
    ("5 min. lopen", "vijf minuten lopen"),
    ("min. 5 personen", "minimaal vijf personen"),
    ("De stand is 3:1.", "De stand is drie een."),
    ("seizoen 2023/24", "seizoen tweeduizend drieëntwintig vierentwintig"),
    ("de 80'er jaren", "de tachtiger jaren"),
    ("12,50 euro", "twaalf euro en vijftig cent"),
    ("€ 3 mld. winst", "drie miljard euro winst"),
    ("Om 15.15 uur.", "Om vijftien uur vijftien."),
)
WORDS = (
    ("fruit, bv. appels", "fruit, bijvoorbeeld appels"),
    ("d.w.z. morgen", "dat wil zeggen morgen"),
    ("Dat geldt o.a. hier.", "Dat geldt onder andere hier."),
    ("appels, peren enz.", "appels, peren enzovoort."),
    ("Vraag dr. Jansen.", "Vraag doctor Jansen."),
    ("dhr. De Vries en mevr. Bakker", "de heer De Vries en mevrouw Bakker"),
    ("bus nr. 5", "bus nummer vijf"),
    ("zie blz. 12", "zie bladzijde twaalf"),
    ("i.p.v. thee", "in plaats van thee"),
    ("ma t/m vr", "maandag tot en met vrijdag"),
    ("Jansen & Zoon", "Jansen en Zoon"),
    ("10² is 100.", "tien kwadraat is honderd."),
    ("2 + 2 = 4", "twee plus twee is vier"),
    ("DE OUDE MAN LIEP NAAR HUIS.", "de oude man liep naar huis."),
    ("Dat is NIET waar.", "Dat is niet waar."),
    ("De ANWB en de KLM", "De ANWB en de KLM"),
)
UNCHANGED = (
    "Dat is een zin.",
    "Hij kwam, zag en overwon.",
    "'s Morgens is het koud.",
    "en/of",
    "Zij zei: ja. Toen ging ze.",
    "",
    ".",
)
NASTY = ("1" * 400, "1." * 200, "1-" * 200, "½" * 100, "99-99-9999", "€" * 200, "e" * 99 + "1e")


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        *NUMBERS,
        *ORDINALS,
        *FRACTIONS,
        *PERCENT,
        *MONEY,
        *DATES,
        *TIMES,
        *MEASURES,
        *CODES,
        *MIXED,
        *WORDS,
    ],
)
def test_what_is_written_is_read(written: str, spoken: str) -> None:
    assert normalise(written, "nl").text == spoken


@pytest.mark.parametrize("written", UNCHANGED)
def test_what_is_no_number_stays(written: str) -> None:
    assert normalise(written, "nl").text == written


@pytest.mark.parametrize("written", NASTY)
def test_no_text_is_too_strange(written: str) -> None:
    assert "vraag" in normalise(f"{written} vraag", "nl").text
