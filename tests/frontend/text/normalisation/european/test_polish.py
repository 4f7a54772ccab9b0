"""Polish as it is written, and as it is read."""

import pytest

from frontend.text.normalisation import normalise

NUMBERS = (
    ("Było tam 3 psy.", "Było tam trzy psy."),
    ("Przyszło 1500 osób.", "Przyszło tysiąc pięćset osób."),
    ("Ponad 38 000 000 ludzi", "Ponad trzydzieści osiem milionów ludzi"),
    ("Jest -5 stopni.", "Jest minus pięć stopni."),
    ("Są 2 osoby.", "Są dwie osoby."),
    ("Są 22 osoby.", "Są dwadzieścia dwie osoby."),
    ("Została 1 osoba.", "Została jedna osoba."),
    ("Mam 1 książkę.", "Mam jedną książkę."),
    ("Liczba pi to 3,14.", "Liczba pi to trzy przecinek czternaście."),
    ("Wynik 0,5 wystarczy.", "Wynik zero przecinek pięć wystarczy."),
    ("agent 007", "agent zero zero siedem"),
    ("5 tys. osób", "pięć tysięcy osób"),
    ("2 mln ludzi", "dwa miliony ludzi"),
    ("2,5 mln ludzi", "dwa przecinek pięć miliona ludzi"),
    ("22 mld lat", "dwadzieścia dwa miliardy lat"),
)
ORDINALS = (
    ("To jej 3. miejsce.", "To jej trzecie miejsce."),
    ("Jest na 2. miejscu.", "Jest na drugim miejscu."),
    ("w 2. rundzie", "w drugiej rundzie"),
    ("1. liga", "pierwsza liga"),
    ("po raz 5-ty", "po raz piąty"),
    ("10-letni chłopiec", "dziesięcioletni chłopiec"),
    ("2-osobowy pokój", "dwuosobowy pokój"),
    ("Jan III Sobieski", "Jan Trzeci Sobieski"),
    ("za Jana III", "za Jana Trzeciego"),
    ("Elżbieta II", "Elżbieta Druga"),
    ("rządy Elżbiety II", "rządy Elżbiety Drugiej"),
    ("Papież Jan Paweł II.", "Papież Jan Paweł Drugi."),
    ("II wojna światowa", "druga wojna światowa"),
    ("podczas II wojny światowej", "podczas drugiej wojny światowej"),
    ("w XX wieku", "w dwudziestym wieku"),
    ("z końca XIX w.", "z końca dziewiętnastego wieku."),
    ("XXI wiek", "dwudziesty pierwszy wiek"),
    ("na przełomie XIX i XX wieku", "na przełomie dziewiętnastego i dwudziestego wieku"),
    ("rozdział IV", "rozdział czwarty"),
    ("w rozdziale IV", "w rozdziale czwartym"),
    ("część III", "część trzecia"),
)
FRACTIONS = (
    ("Zostało 1/3 tortu.", "Zostało jedna trzecia tortu."),
    ("3/4 ludzi", "trzy czwarte ludzi"),
    ("2/5 klasy", "dwie piąte klasy"),
    ("5/8 cala", "pięć ósmych cala"),
    ("½ litra", "pół litra"),
    ("2½ godziny", "dwa i pół godziny"),
)
PERCENT = (
    ("To 25% więcej.", "To dwadzieścia pięć procent więcej."),
    ("około 3,5 %", "około trzy przecinek pięć procent"),
    ("10–20% rabatu", "dziesięć do dwudziestu procent rabatu"),
)
MONEY = (
    ("Kosztuje 1 zł.", "Kosztuje jeden złoty."),
    ("Kosztuje 2 zł.", "Kosztuje dwa złote."),
    ("Kosztuje 5 zł.", "Kosztuje pięć złotych."),
    ("To 12,99 zł.", "To dwanaście złotych dziewięćdziesiąt dziewięć groszy."),
    ("Zapłacił 1500 PLN.", "Zapłacił tysiąc pięćset złotych."),
    ("Cena: 3,50 €", "Cena: trzy euro pięćdziesiąt centów"),
    ("22 dolary to $22.", "dwadzieścia dwa dolary to dwadzieścia dwa dolary."),
    ("zysk 20 mln zł", "zysk dwadzieścia milionów złotych"),
    ("2 tys. zł", "dwa tysiące złotych"),
)
DATES = (
    ("Dziś jest 3 maja.", "Dziś jest trzeciego maja."),
    (
        "Urodził się 3 października 1984 r.",
        "Urodził się trzeciego października tysiąc dziewięćset osiemdziesiątego czwartego roku.",
    ),
    (
        "Dnia 03.10.2024 zamknięte.",
        "Dnia trzeciego października dwa tysiące dwudziestego czwartego roku zamknięte.",
    ),
    ("2024-10-03", "trzeciego października dwa tysiące dwudziestego czwartego roku"),
    ("w 1984 roku", "w tysiąc dziewięćset osiemdziesiątym czwartym roku"),
    ("w 1984 r. zmarł", "w tysiąc dziewięćset osiemdziesiątym czwartym roku zmarł"),
    ("od 2000 roku", "od dwutysięcznego roku"),
    ("rok 1410", "rok tysiąc czterysta dziesiąty"),
    ("w maju 2023 r.", "w maju dwa tysiące dwudziestego trzeciego roku."),
    ("w latach 80.", "w latach osiemdziesiątych."),
    ("lata 60. XX wieku", "lata sześćdziesiąte dwudziestego wieku"),
)
TIMES = (
    ("Jest 14:30.", "Jest czternasta trzydzieści."),
    ("Spotkanie o 14:30.", "Spotkanie o czternastej trzydzieści."),
    ("o godz. 9.15", "o godzinie dziewiątej piętnaście"),
    ("Pociąg o 8:05", "Pociąg o ósmej zero pięć"),
    ("od 9:00 do 17:00", "od dziewiątej do siedemnastej"),
    ("czynne 9:00–17:00", "czynne od dziewiątej do siedemnastej"),
)
MEASURES = (
    ("To 1 kilometr.", "To jeden kilometr."),
    ("To 2 km.", "To dwa kilometry."),
    ("To 5 km.", "To pięć kilometrów."),
    ("To 2,5 km.", "To dwa przecinek pięć kilometra."),
    ("Jedzie 100 km/h.", "Jedzie sto kilometrów na godzinę."),
    ("Jest 21 °C.", "Jest dwadzieścia jeden stopni Celsjusza."),
    ("3 kg mąki", "trzy kilogramy mąki"),
    ("60 m² powierzchni", "sześćdziesiąt metrów kwadratowych powierzchni"),
    ("2 h drogi", "dwie godziny drogi"),
    ("30 min drogi", "trzydzieści minut drogi"),
    ("pokój 3 x 4 m", "pokój trzy na cztery metry"),
)
CODES = (
    ("tel. 22 123 45 67", "telefon dwa dwa, jeden dwa trzy, cztery pięć, sześć siedem"),
    ("Wersja 3.11.2", "Wersja trzy kropka jedenaście kropka dwa"),
    ("Adres 10.0.0.1", "Adres jeden zero kropka zero kropka zero kropka jeden"),
    ("Wygrali 3:1.", "Wygrali trzy do jednego."),
    ("info@firma.pl", "info małpa firma kropka PL"),
)
CONTEXTS = (
    ("Kosztuje od 10 do 20 zł.", "Kosztuje od dziesięciu do dwudziestu złotych."),
    ("ok. 1000 m²", "około tysiąca metrów kwadratowych"),
    ("3-4 dni", "trzy do czterech dni"),
    ("od 8.00 do 16.00", "od ósmej do szesnastej"),
    ("2 godz. 15 min", "dwie godziny piętnaście minut"),
    ("od 3 do 5 maja", "od trzeciego do piątego maja"),
    ("lata 20. i 30.", "lata dwudzieste i trzydzieste."),
    ("przed 1989 r.", "przed tysiąc dziewięćset osiemdziesiątym dziewiątym rokiem."),
    ("XVII-wieczny zamek", "siedemnastowieczny zamek"),
    ("1 zł 50 gr", "jeden złoty pięćdziesiąt groszy"),
    ("1/2 l mleka", "pół litra mleka"),
    ("ul. Kwiatowa 5/7", "ulica Kwiatowa pięć łamane przez siedem"),
    ("00-950 Warszawa", "zero zero, dziewięć pięć zero Warszawa"),
    ("min. 5 osób", "minimum pięć osób"),
    ("ROZDZIAŁ IV", "Rozdział czwarty"),
    ("12:00:05", "dwunasta, zero minut i pięć sekund"),
    ("sezon 2023/24", "sezon dwa tysiące dwadzieścia trzy dwadzieścia cztery"),
)
WORDS = (
    ("m.in. w Polsce", "między innymi w Polsce"),
    ("np. jutro", "na przykład jutro"),
    ("jabłka, gruszki itd.", "jabłka, gruszki i tak dalej."),
    ("tzn. jutro", "to znaczy jutro"),
    ("dr Nowak i prof. Kowalska", "doktor Nowak i profesor Kowalska"),
    ("autobus nr 5", "autobus numer pięć"),
    ("na ul. Długiej", "na ulicy Długiej"),
    ("kościół św. Jana", "kościół świętego Jana"),
    ("44 p.n.e.", "czterdzieści cztery przed naszą erą."),
    ("Nowak & Syn", "Nowak i Syn"),
    ("10² to 100.", "dziesięć do kwadratu to sto."),
    ("2 + 2 = 4", "dwa plus dwa równa się cztery"),
    ("STARY CZŁOWIEK POSZEDŁ DO DOMU.", "stary człowiek poszedł do domu."),
    ("PKO BP i ZUS", "PKO BP i ZUS"),
)
UNCHANGED = (
    "To jest zdanie.",
    "Przyszedł, zobaczył, zwyciężył.",
    "i/lub",
    "Powiedziała: tak. Potem wyszła.",
    "",
    ".",
)
NASTY = (
    "1" * 400,
    "1." * 200,
    "XIV " * 100,
    "½" * 100,
    "99.99.9999",
    "zł" * 200,
    "0:0:0",
    "12345. miejsce",
)


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
        *CONTEXTS,
        *WORDS,
    ],
)
def test_what_is_written_is_read(written: str, spoken: str) -> None:
    assert normalise(written, "pl").text == spoken


@pytest.mark.parametrize("written", UNCHANGED)
def test_what_is_no_number_stays(written: str) -> None:
    assert normalise(written, "pl").text == written


@pytest.mark.parametrize("written", NASTY)
def test_no_text_is_too_strange(written: str) -> None:
    assert "pytanie" in normalise(f"{written} pytanie", "pl").text
