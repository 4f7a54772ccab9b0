"""Ranges, signs, sizes and degrees between numbers, in each language of Europe."""

import pytest

from frontend.text.normalisation import normalise
from tests.support.readings import readings

TEXTS = {
    "de": """
10-20 => zehn bis zwanzig
20-10 => zwanzig zu zehn
2020-2024 => zweitausendzwanzig bis zweitausendvierundzwanzig
3 + 4 = 7 => drei plus vier gleich sieben
5 > 3 => fünf größer als drei
3 < 5 => drei kleiner als fünf
5 mm × 3 mm => fünf Millimeter mal drei Millimeter
10 m x 20 m => zehn Meter mal zwanzig Meter
5'11" => fünf Fuß elf Zoll
1 % => ein Prozent
5 ‰ => fünf Promille
1° => ein Grad
2° => zwei Grad
-1 °C => minus ein Grad Celsius
""",
    "es": """
10-20 => diez a veinte
20-10 => veinte a diez
2020-2024 => dos mil veinte a dos mil veinticuatro
3 + 4 = 7 => tres más cuatro es igual a siete
5 > 3 => cinco es mayor que tres
3 < 5 => tres es menor que cinco
5 mm × 3 mm => cinco milímetros por tres milímetros
10 m x 20 m => diez metros por veinte metros
5'11" => cinco pies once pulgadas
1 % => uno por ciento
5 ‰ => cinco por mil
1° => un grado
2° => dos grados
-1 °C => menos un grado Celsius
""",
    "fr": """
10-20 => dix à vingt
20-10 => vingt à dix
2020-2024 => deux mille vingt à deux mille vingt-quatre
3 + 4 = 7 => trois plus quatre égale sept
5 > 3 => cinq est supérieur à trois
3 < 5 => trois est inférieur à cinq
5 mm × 3 mm => cinq millimètres sur trois millimètres
10 m x 20 m => dix mètres sur vingt mètres
5'11" => cinq pieds onze pouces
1 % => un pour cent
5 ‰ => cinq pour mille
1° => un degré
2° => deux degrés
-1 °C => moins un degré Celsius
""",
    "it": """
10-20 => dieci a venti
20-10 => venti a dieci
2020-2024 => duemila venti a duemila ventiquattro
3 + 4 = 7 => tre più quattro uguale sette
5 > 3 => cinque è maggiore di tre
3 < 5 => tre è minore di cinque
5 mm × 3 mm => cinque millimetri per tre millimetri
10 m x 20 m => dieci metri per venti metri
5'11" => cinque piedi undici pollici
1 % => uno percento
5 ‰ => cinque per mille
1° => un grado
2° => due gradi
-1 °C => meno un grado Celsius
""",
    "nl": """
10-20 => tien tot twintig
20-10 => twintig tien
2020-2024 => tweeduizend twintig tot tweeduizend vierentwintig
3 + 4 = 7 => drie plus vier is zeven
5 > 3 => vijf groter dan drie
3 < 5 => drie kleiner dan vijf
5 mm × 3 mm => vijf millimeter bij drie millimeter
10 m x 20 m => tien meter bij twintig meter
5'11" => vijf voet elf inches
1 % => een procent
5 ‰ => vijf promille
1° => een graad
2° => twee graden
-1 °C => min een graad Celsius
""",
    "pl": """
10-20 => dziesięć do dwudziestu
20-10 => dwadzieścia do dziesięć
2020-2024 => dwa tysiące dwadzieścia do dwa tysiące dwadzieścia cztery
3 + 4 = 7 => trzy plus cztery równa się siedem
5 > 3 => pięć większe niż trzy
3 < 5 => trzy mniejsze niż pięć
5 mm × 3 mm => pięć milimetrów na trzy milimetry
10 m x 20 m => dziesięć metrów na dwadzieścia metrów
5'11" => pięć stóp jedenaście cali
1 % => jeden procent
5 ‰ => pięć promili
1° => jeden stopień
2° => dwa stopnie
-1 °C => minus jeden stopień Celsjusza
""",
    "pt": """
10-20 => dez a vinte
20-10 => vinte a dez
2020-2024 => dois mil e vinte a dois mil e vinte e quatro
3 + 4 = 7 => três mais quatro é igual a sete
5 > 3 => cinco é maior que três
3 < 5 => três é menor que cinco
5 mm × 3 mm => cinco milímetros por três milímetros
10 m x 20 m => dez metros por vinte metros
5'11" => cinco pés onze polegadas
1 % => um por cento
5 ‰ => cinco por mil
1° => um grau
2° => dois graus
-1 °C => menos um grau Celsius
""",
}
CASES = [(tag, *pair) for tag, table in TEXTS.items() for pair in readings(table)]


@pytest.mark.parametrize(("language", "written", "said"), CASES)
def test_signs(language: str, written: str, said: str) -> None:
    assert normalise(written, language).text == said
