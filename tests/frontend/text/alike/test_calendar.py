"""The first and the last day, each month, and what is no date, in each language of Europe."""

import pytest
from babel.dates import get_month_names

from frontend.text.normalisation import normalise
from tests.support.readings import readings

TEXTS = {
    "de": """
1999-01-01 => erster Januar neunzehnhundertneunundneunzig
1999-02-02 => zweiter Februar neunzehnhundertneunundneunzig
1999-03-03 => dritter März neunzehnhundertneunundneunzig
1999-04-04 => vierter April neunzehnhundertneunundneunzig
1999-05-05 => fünfter Mai neunzehnhundertneunundneunzig
1999-06-06 => sechster Juni neunzehnhundertneunundneunzig
1999-07-07 => siebter Juli neunzehnhundertneunundneunzig
1999-08-08 => achter August neunzehnhundertneunundneunzig
1999-09-09 => neunter September neunzehnhundertneunundneunzig
1999-10-10 => zehnter Oktober neunzehnhundertneunundneunzig
1999-11-11 => elfter November neunzehnhundertneunundneunzig
1999-12-12 => zwölfter Dezember neunzehnhundertneunundneunzig
31.12.2024 => einunddreißigster Dezember zweitausendvierundzwanzig
01.01.49 => erster Januar zweitausendneunundvierzig
01.01.50 => erster Januar neunzehnhundertfünfzig
31/01/2000 => einunddreißigster Januar zweitausend
2023/24 => zweitausenddreiundzwanzig vierundzwanzig
1999/00 => neunzehnhundertneunundneunzig zweitausend
2009-10 => Oktober zweitausendneun
""",
    "es": """
1999-01-01 => primero de enero de mil novecientos noventa y nueve
1999-02-02 => dos de febrero de mil novecientos noventa y nueve
1999-03-03 => tres de marzo de mil novecientos noventa y nueve
1999-04-04 => cuatro de abril de mil novecientos noventa y nueve
1999-05-05 => cinco de mayo de mil novecientos noventa y nueve
1999-06-06 => seis de junio de mil novecientos noventa y nueve
1999-07-07 => siete de julio de mil novecientos noventa y nueve
1999-08-08 => ocho de agosto de mil novecientos noventa y nueve
1999-09-09 => nueve de septiembre de mil novecientos noventa y nueve
1999-10-10 => diez de octubre de mil novecientos noventa y nueve
1999-11-11 => once de noviembre de mil novecientos noventa y nueve
1999-12-12 => doce de diciembre de mil novecientos noventa y nueve
31.12.2024 => treinta y uno de diciembre de dos mil veinticuatro
01.01.49 => primero de enero de dos mil cuarenta y nueve
01.01.50 => primero de enero de mil novecientos cincuenta
31/01/2000 => treinta y uno de enero de dos mil
2023/24 => dos mil veintitrés veinticuatro
1999/00 => mil novecientos noventa y nueve dos mil
2009-10 => dos mil nueve diez
""",
    "fr": """
1999-01-01 => premier janvier mille neuf cent quatre-vingt-dix-neuf
1999-02-02 => deux février mille neuf cent quatre-vingt-dix-neuf
1999-03-03 => trois mars mille neuf cent quatre-vingt-dix-neuf
1999-04-04 => quatre avril mille neuf cent quatre-vingt-dix-neuf
1999-05-05 => cinq mai mille neuf cent quatre-vingt-dix-neuf
1999-06-06 => six juin mille neuf cent quatre-vingt-dix-neuf
1999-07-07 => sept juillet mille neuf cent quatre-vingt-dix-neuf
1999-08-08 => huit août mille neuf cent quatre-vingt-dix-neuf
1999-09-09 => neuf septembre mille neuf cent quatre-vingt-dix-neuf
1999-10-10 => dix octobre mille neuf cent quatre-vingt-dix-neuf
1999-11-11 => onze novembre mille neuf cent quatre-vingt-dix-neuf
1999-12-12 => douze décembre mille neuf cent quatre-vingt-dix-neuf
31.12.2024 => trente-et-un décembre deux mille vingt-quatre
01.01.49 => premier janvier deux mille quarante-neuf
01.01.50 => premier janvier mille neuf cent cinquante
31/01/2000 => trente-et-un janvier deux mille
2023/24 => deux mille vingt-trois vingt-quatre
1999/00 => mille neuf cent quatre-vingt-dix-neuf deux mille
2009-10 => deux mille neuf dix
""",
    "it": """
1999-01-01 => primo gennaio mille novecento novantanove
1999-02-02 => due febbraio mille novecento novantanove
1999-03-03 => tre marzo mille novecento novantanove
1999-04-04 => quattro aprile mille novecento novantanove
1999-05-05 => cinque maggio mille novecento novantanove
1999-06-06 => sei giugno mille novecento novantanove
1999-07-07 => sette luglio mille novecento novantanove
1999-08-08 => otto agosto mille novecento novantanove
1999-09-09 => nove settembre mille novecento novantanove
1999-10-10 => dieci ottobre mille novecento novantanove
1999-11-11 => undici novembre mille novecento novantanove
1999-12-12 => dodici dicembre mille novecento novantanove
31.12.2024 => trentuno dicembre duemila ventiquattro
01.01.49 => primo gennaio duemila quarantanove
01.01.50 => primo gennaio mille novecento cinquanta
31/01/2000 => trentuno gennaio duemila
2023/24 => duemila ventitré ventiquattro
1999/00 => mille novecento novantanove duemila
2009-10 => duemila nove dieci
""",
    "nl": """
1999-01-01 => een januari negentiennegenennegentig
1999-02-02 => twee februari negentiennegenennegentig
1999-03-03 => drie maart negentiennegenennegentig
1999-04-04 => vier april negentiennegenennegentig
1999-05-05 => vijf mei negentiennegenennegentig
1999-06-06 => zes juni negentiennegenennegentig
1999-07-07 => zeven juli negentiennegenennegentig
1999-08-08 => acht augustus negentiennegenennegentig
1999-09-09 => negen september negentiennegenennegentig
1999-10-10 => tien oktober negentiennegenennegentig
1999-11-11 => elf november negentiennegenennegentig
1999-12-12 => twaalf december negentiennegenennegentig
31.12.2024 => eenendertig december tweeduizend vierentwintig
01.01.49 => een januari tweeduizend negenenveertig
01.01.50 => een januari negentienvijftig
31/01/2000 => eenendertig januari tweeduizend
2023/24 => tweeduizend drieëntwintig vierentwintig
1999/00 => negentiennegenennegentig tweeduizend
2009-10 => tweeduizend negen tien
""",
    "pl": """
1999-01-01 => pierwszego stycznia tysiąc dziewięćset dziewięćdziesiątego dziewiątego roku
1999-02-02 => drugiego lutego tysiąc dziewięćset dziewięćdziesiątego dziewiątego roku
1999-03-03 => trzeciego marca tysiąc dziewięćset dziewięćdziesiątego dziewiątego roku
1999-04-04 => czwartego kwietnia tysiąc dziewięćset dziewięćdziesiątego dziewiątego roku
1999-05-05 => piątego maja tysiąc dziewięćset dziewięćdziesiątego dziewiątego roku
1999-06-06 => szóstego czerwca tysiąc dziewięćset dziewięćdziesiątego dziewiątego roku
1999-07-07 => siódmego lipca tysiąc dziewięćset dziewięćdziesiątego dziewiątego roku
1999-08-08 => ósmego sierpnia tysiąc dziewięćset dziewięćdziesiątego dziewiątego roku
1999-09-09 => dziewiątego września tysiąc dziewięćset dziewięćdziesiątego dziewiątego roku
1999-10-10 => dziesiątego października tysiąc dziewięćset dziewięćdziesiątego dziewiątego roku
1999-11-11 => jedenastego listopada tysiąc dziewięćset dziewięćdziesiątego dziewiątego roku
1999-12-12 => dwunastego grudnia tysiąc dziewięćset dziewięćdziesiątego dziewiątego roku
31.12.2024 => trzydziestego pierwszego grudnia dwa tysiące dwudziestego czwartego roku
01.01.49 => pierwszego stycznia dwa tysiące czterdziestego dziewiątego roku
01.01.50 => pierwszego stycznia tysiąc dziewięćset pięćdziesiątego roku
31/01/2000 => trzydziestego pierwszego stycznia dwutysięcznego roku
2023/24 => dwa tysiące dwadzieścia trzy dwadzieścia cztery
1999/00 => tysiąc dziewięćset dziewięćdziesiąt dziewięć dwa tysiące
2009-10 => dwa tysiące dziewięć dziesięć
""",
    "pt": """
1999-01-01 => primeiro de janeiro de mil novecentos e noventa e nove
1999-02-02 => dois de fevereiro de mil novecentos e noventa e nove
1999-03-03 => três de março de mil novecentos e noventa e nove
1999-04-04 => quatro de abril de mil novecentos e noventa e nove
1999-05-05 => cinco de maio de mil novecentos e noventa e nove
1999-06-06 => seis de junho de mil novecentos e noventa e nove
1999-07-07 => sete de julho de mil novecentos e noventa e nove
1999-08-08 => oito de agosto de mil novecentos e noventa e nove
1999-09-09 => nove de setembro de mil novecentos e noventa e nove
1999-10-10 => dez de outubro de mil novecentos e noventa e nove
1999-11-11 => onze de novembro de mil novecentos e noventa e nove
1999-12-12 => doze de dezembro de mil novecentos e noventa e nove
31.12.2024 => trinta e um de dezembro de dois mil e vinte e quatro
01.01.49 => primeiro de janeiro de dois mil e quarenta e nove
01.01.50 => primeiro de janeiro de mil novecentos e cinquenta
31/01/2000 => trinta e um de janeiro de dois mil
2023/24 => dois mil e vinte e três vinte e quatro
1999/00 => mil novecentos e noventa e nove dois mil
2009-10 => dois mil e nove dez
""",
}
CASES = [(tag, *pair) for tag, table in TEXTS.items() for pair in readings(table)]


@pytest.mark.parametrize(("language", "written", "said"), CASES)
def test_days_and_months(language: str, written: str, said: str) -> None:
    assert normalise(written, language).text == said


@pytest.mark.parametrize("language", sorted(TEXTS))
@pytest.mark.parametrize(
    "written",
    ["00.12.2024", "32.12.2024", "15.13.2024", "10.00.2024", "15/13/2024"]
    + ["2024-13-01", "2024-00-10", "2024-01-00", "2024-01-32"],
)
def test_no_such_day_or_month_is_no_date(language: str, written: str) -> None:
    said = normalise(written, language).text.lower()
    months = get_month_names("wide", locale=language).values()
    assert not any(str(month).lower() in said.split() for month in months)
