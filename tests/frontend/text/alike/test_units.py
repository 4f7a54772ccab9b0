"""One and five of each unit, in each language of Europe."""

import pytest

from frontend.text.normalisation import normalise

# By language: a unit, one of it and five.
TEXTS = {
    "de": """
kg ein Kilogramm / fünf Kilogramm; g ein Gramm / fünf Gramm; mg ein Milligramm / fünf Milligramm;
t eine Tonne / fünf Tonnen; km ein Kilometer / fünf Kilometer; cm ein Zentimeter / fünf Zentimeter;
mm ein Millimeter / fünf Millimeter; m ein Meter / fünf Meter; ml ein Milliliter / fünf Milliliter;
dl ein Deziliter / fünf Deziliter; hl ein Hektoliter / fünf Hektoliter; ha ein Hektar / fünf Hektar;
km² ein Quadratkilometer / fünf Quadratkilometer; cm³ ein Kubikzentimeter / fünf Kubikzentimeter;
m³ ein Kubikmeter / fünf Kubikmeter; h eine Stunde / fünf Stunden; min eine Minute / fünf Minuten;
s eine Sekunde / fünf Sekunden; ms eine Millisekunde / fünf Millisekunden; W ein Watt / fünf Watt;
kW ein Kilowatt / fünf Kilowatt; MW ein Megawatt / fünf Megawatt;
kWh eine Kilowattstunde / fünf Kilowattstunden; V ein Volt / fünf Volt;
mA ein Milliampere / fünf Milliampere; A ein Ampere / fünf Ampere; Hz ein Hertz / fünf Hertz;
GHz ein Gigahertz / fünf Gigahertz; kB ein Kilobyte / fünf Kilobyte;
GB ein Gigabyte / fünf Gigabyte; TB ein Terabyte / fünf Terabyte; dB ein Dezibel / fünf Dezibel;
hPa ein Hektopascal / fünf Hektopascal; bar ein Bar / fünf Bar; J ein Joule / fünf Joule;
kJ ein Kilojoule / fünf Kilojoule; kcal eine Kilokalorie / fünf Kilokalorien;
N ein Newton / fünf Newton; ft ein Fuß / fünf Fuß; lb ein Pfund / fünf Pfund;
oz eine Unze / fünf Unzen; °F ein Grad Fahrenheit / fünf Grad Fahrenheit; Ω ein Ohm / fünf Ohm;
lx ein Lux / fünf Lux; km/h ein Kilometer pro Stunde / fünf Kilometer pro Stunde;
m/s ein Meter pro Sekunde / fünf Meter pro Sekunde;
Mbit/s ein Megabit pro Sekunde / fünf Megabit pro Sekunde
""",
    "es": """
kg un kilogramo / cinco kilogramos; g un gramo / cinco gramos; mg un miligramo / cinco miligramos;
t una tonelada / cinco toneladas; km un kilómetro / cinco kilómetros;
cm un centímetro / cinco centímetros; mm un milímetro / cinco milímetros; m un metro / cinco metros;
ml un mililitro / cinco mililitros; dl un decilitro / cinco decilitros;
hl un hectolitro / cinco hectolitros; ha una hectárea / cinco hectáreas;
km² un kilómetro cuadrado / cinco kilómetros cuadrados;
cm³ un centímetro cúbico / cinco centímetros cúbicos; m³ un metro cúbico / cinco metros cúbicos;
h una hora / cinco horas; min un minuto / cinco minutos; s un segundo / cinco segundos;
ms un milisegundo / cinco milisegundos; W un vatio / cinco vatios;
kW un kilovatio / cinco kilovatios; MW un megavatio / cinco megavatios;
kWh un kilovatio hora / cinco kilovatios hora; V un voltio / cinco voltios;
mA un miliamperio / cinco miliamperios; A un amperio / cinco amperios; Hz un hercio / cinco hercios;
GHz un gigahercio / cinco gigahercios; kB un kilobyte / cinco kilobytes;
GB un gigabyte / cinco gigabytes; TB un terabyte / cinco terabytes;
dB un decibelio / cinco decibelios; hPa un hectopascal / cinco hectopascales;
bar un bar / cinco bares; J un julio / cinco julios; kJ un kilojulio / cinco kilojulios;
kcal una kilocaloría / cinco kilocalorías; N un newton / cinco newtons; ft un pie / cinco pies;
lb una libra / cinco libras; oz una onza / cinco onzas;
°F un grado Fahrenheit / cinco grados Fahrenheit; Ω un ohmio / cinco ohmios;
lx un lux / cinco luxes; km/h un kilómetro por hora / cinco kilómetros por hora;
m/s un metro por segundo / cinco metros por segundo;
Mbit/s un megabit por segundo / cinco megabits por segundo
""",
    "fr": """
kg un kilogramme / cinq kilogrammes; g un gramme / cinq grammes;
mg un milligramme / cinq milligrammes; t une tonne / cinq tonnes; km un kilomètre / cinq kilomètres;
cm un centimètre / cinq centimètres; mm un millimètre / cinq millimètres; m un mètre / cinq mètres;
ml un millilitre / cinq millilitres; dl un décilitre / cinq décilitres;
hl un hectolitre / cinq hectolitres; ha un hectare / cinq hectares;
km² un kilomètre carré / cinq kilomètres carrés; cm³ un centimètre cube / cinq centimètres cubes;
m³ un mètre cube / cinq mètres cubes; h une heure / cinq heures; min une minute / cinq minutes;
s une seconde / cinq secondes; ms une milliseconde / cinq millisecondes; W un watt / cinq watts;
kW un kilowatt / cinq kilowatts; MW un mégawatt / cinq mégawatts;
kWh un kilowatt-heure / cinq kilowatt-heures; V un volt / cinq volts;
mA un milliampère / cinq milliampères; A un ampère / cinq ampères; Hz un hertz / cinq hertz;
GHz un gigahertz / cinq gigahertz; kB un kilooctet / cinq kilooctets;
GB un gigaoctet / cinq gigaoctets; TB un téraoctet / cinq téraoctets; dB un décibel / cinq décibels;
hPa un hectopascal / cinq hectopascals; bar un bar / cinq bars; J un joule / cinq joules;
kJ un kilojoule / cinq kilojoules; kcal une kilocalorie / cinq kilocalories;
N un newton / cinq newtons; ft un pied / cinq pieds; lb une livre / cinq livres;
oz une once / cinq onces; °F un degré Fahrenheit / cinq degrés Fahrenheit; Ω un ohm / cinq ohms;
lx un lux / cinq lux; km/h un kilomètre par heure / cinq kilomètres par heure;
m/s un mètre par seconde / cinq mètres par seconde;
Mbit/s un mégabit par seconde / cinq mégabits par seconde
""",
    "it": """
kg un chilogrammo / cinque chilogrammi; g un grammo / cinque grammi;
mg un milligrammo / cinque milligrammi; t una tonnellata / cinque tonnellate;
km un chilometro / cinque chilometri; cm un centimetro / cinque centimetri;
mm un millimetro / cinque millimetri; m un metro / cinque metri;
ml un millilitro / cinque millilitri; dl un decilitro / cinque decilitri;
hl un ettolitro / cinque ettolitri; ha un ettaro / cinque ettari;
km² un chilometro quadrato / cinque chilometri quadrati;
cm³ un centimetro cubo / cinque centimetri cubi; m³ un metro cubo / cinque metri cubi;
h un’ora / cinque ore; min un minuto / cinque minuti; s un secondo / cinque secondi;
ms un millisecondo / cinque millisecondi; W un watt / cinque watt; kW un kilowatt / cinque kilowatt;
MW un megawatt / cinque megawatt; kWh un chilowattora / cinque chilowattora;
V un volt / cinque volt; mA un milliampere / cinque milliampere; A un ampere / cinque ampere;
Hz un hertz / cinque hertz; GHz un gigahertz / cinque gigahertz; kB un kilobyte / cinque kilobyte;
GB un gigabyte / cinque gigabyte; TB un terabyte / cinque terabyte; dB un decibel / cinque decibel;
hPa un ettopascal / cinque ettopascal; bar un bar / cinque bar; J un joule / cinque joule;
kJ un kilojoule / cinque kilojoule; kcal una chilocaloria / cinque chilocalorie;
N un newton / cinque newton; ft un piede / cinque piedi; lb una libbra / cinque libbre;
oz un’oncia / cinque once; °F un grado Fahrenheit / cinque gradi Fahrenheit; Ω un ohm / cinque ohm;
lx un lux / cinque lux; km/h un chilometro orario / cinque chilometri orari;
m/s un metro al secondo / cinque metri al secondo;
Mbit/s un megabit al secondo / cinque megabit al secondo
""",
    "nl": """
kg een kilogram / vijf kilogram; g een gram / vijf gram; mg een milligram / vijf milligram;
t een ton / vijf ton; km een kilometer / vijf kilometer; cm een centimeter / vijf centimeter;
mm een millimeter / vijf millimeter; m een meter / vijf meter; ml een milliliter / vijf milliliter;
dl een deciliter / vijf deciliter; hl een hectoliter / vijf hectoliter;
ha een hectare / vijf hectare; km² een vierkante kilometer / vijf vierkante kilometer;
cm³ een kubieke centimeter / vijf kubieke centimeter; m³ een kubieke meter / vijf kubieke meter;
h een uur / vijf uur; min een minuut / vijf minuten; s een seconde / vijf seconden;
ms een milliseconde / vijf milliseconden; W een watt / vijf watt; kW een kilowatt / vijf kilowatt;
MW een megawatt / vijf megawatt; kWh een kilowattuur / vijf kilowattuur; V een volt / vijf volt;
mA een milliampère / vijf milliampère; A een ampère / vijf ampère; Hz een hertz / vijf hertz;
GHz een gigahertz / vijf gigahertz; kB een kilobyte / vijf kilobyte;
GB een gigabyte / vijf gigabyte; TB een terabyte / vijf terabyte; dB een decibel / vijf decibel;
hPa een hectopascal / vijf hectopascal; bar een bar / vijf bar; J een joule / vijf joules;
kJ een kilojoule / vijf kilojoules; kcal een kilocalorie / vijf kilocalorieën;
N een newton / vijf newton; ft een voet / vijf voet; lb een pound / vijf pound;
oz een ounce / vijf ounce; °F een graad Fahrenheit / vijf graden Fahrenheit; Ω een ohm / vijf ohm;
lx een lux / vijf lux; km/h een kilometer per uur / vijf kilometer per uur;
m/s een meter per seconde / vijf meter per seconde;
Mbit/s een megabit per seconde / vijf megabits per seconde
""",
    "pl": """
kg jeden kilogram / pięć kilogramów; g jeden gram / pięć gramów;
mg jeden miligram / pięć miligramów; t jedna tona / pięć ton; km jeden kilometr / pięć kilometrów;
cm jeden centymetr / pięć centymetrów; mm jeden milimetr / pięć milimetrów;
m jeden metr / pięć metrów; ml jeden mililitr / pięć mililitrów;
dl jeden decylitr / pięć decylitrów; hl jeden hektolitr / pięć hektolitrów;
ha jeden hektar / pięć hektarów; km² jeden kilometr kwadratowy / pięć kilometrów kwadratowych;
cm³ jeden centymetr sześcienny / pięć centymetrów sześciennych;
m³ jeden metr sześcienny / pięć metrów sześciennych; h jedna godzina / pięć godzin;
min jedna minuta / pięć minut; s jedna sekunda / pięć sekund;
ms jedna milisekunda / pięć milisekund; W jeden wat / pięć watów; kW jeden kilowat / pięć kilowatów;
MW jeden megawat / pięć megawatów; kWh jedna kilowatogodzina / pięć kilowatogodzin;
V jeden wolt / pięć woltów; mA jeden miliamper / pięć miliamperów; A jeden amper / pięć amperów;
Hz jeden herc / pięć herców; GHz jeden gigaherc / pięć gigaherców;
kB jeden kilobajt / pięć kilobajtów; GB jeden gigabajt / pięć gigabajtów;
TB jeden terabajt / pięć terabajtów; dB jeden decybel / pięć decybeli;
hPa jeden hektopaskal / pięć hektopaskali; bar jeden bar / pięć barów; J jeden dżul / pięć dżuli;
kJ jeden kilodżul / pięć kilodżuli; kcal jedna kilokaloria / pięć kilokalorii;
N jeden niuton / pięć niutonów; ft jedna stopa / pięć stóp; lb jeden funt / pięć funtów;
oz jedna uncja / pięć uncji; °F jeden stopień Fahrenheita / pięć stopni Fahrenheita;
Ω jeden om / pięć omów; lx jeden luks / pięć luksów;
km/h jeden kilometr na godzinę / pięć kilometrów na godzinę;
m/s jeden metr na sekundę / pięć metrów na sekundę;
Mbit/s jeden megabit na sekundę / pięć megabitów na sekundę
""",
    "pt": """
kg um quilograma / cinco quilogramas; g um grama / cinco gramas; mg um miligrama / cinco miligramas;
t uma tonelada / cinco toneladas; km um quilômetro / cinco quilômetros;
cm um centímetro / cinco centímetros; mm um milímetro / cinco milímetros; m um metro / cinco metros;
ml um mililitro / cinco mililitros; dl um decilitro / cinco decilitros;
hl um hectolitro / cinco hectolitros; ha um hectare / cinco hectares;
km² um quilômetro quadrado / cinco quilômetros quadrados;
cm³ um centímetro cúbico / cinco centímetros cúbicos; m³ um metro cúbico / cinco metros cúbicos;
h uma hora / cinco horas; min um minuto / cinco minutos; s um segundo / cinco segundos;
ms um milissegundo / cinco milissegundos; W um watt / cinco watts;
kW um quilowatt / cinco quilowatts; MW um megawatt / cinco megawatts;
kWh um quilowatt-hora / cinco quilowatts-hora; V um volt / cinco volts;
mA um miliampere / cinco miliamperes; A um ampere / cinco amperes; Hz um hertz / cinco hertz;
GHz um gigahertz / cinco gigahertz; kB um kilobyte / cinco kilobytes;
GB um gigabyte / cinco gigabytes; TB um terabyte / cinco terabytes; dB um decibel / cinco decibéis;
hPa um hectopascal / cinco hectopascais; bar um bar / cinco bars; J um joule / cinco joules;
kJ um quilojoule / cinco quilojoules; kcal uma quilocaloria / cinco quilocalorias;
N um newton / cinco newtons; ft um pé / cinco pés; lb uma libra / cinco libras;
oz uma onça / cinco onças; °F um grau Fahrenheit / cinco graus Fahrenheit; Ω um ohm / cinco ohms;
lx um lux / cinco lux; km/h um quilômetro por hora / cinco quilômetros por hora;
m/s um metro por segundo / cinco metros por segundo;
Mbit/s um megabit por segundo / cinco megabits por segundo
""",
}
CASES = [
    (tag, *row.strip().partition(" ")[::2])
    for tag, table in TEXTS.items()
    for row in table.split(";")
]


@pytest.mark.parametrize(("language", "unit", "said"), CASES)
def test_units(language: str, unit: str, said: str) -> None:
    one, five = (normalise(f"{number} {unit}", language).text for number in (1, 5))
    assert f"{one} / {five}" == said
