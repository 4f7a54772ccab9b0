"""Numbers that count nothing: telephones, marks, steps, school years; and points after dates."""

import pytest

from frontend.text.normalisation import normalise

CASES = [
    ("es", "Es el 934 567 890", "Es el nueve tres cuatro, cinco seis siete, ocho nueve cero"),
    ("it", "o l'800 123 456", "o l'otto zero zero, uno due tre, quattro cinque sei"),
    ("pt", "o 912 345 678", "o nove um dois, três quatro cinco, seis sete oito"),
    ("es", "de 600 000 000", "de seiscientos millones"),
    ("es", "el curso 2023/2024", "el curso dos mil veintitrés dos mil veinticuatro"),
    ("pt", "2023/2024", "dois mil e vinte e três dois mil e vinte e quatro"),
    ("es", "la Ley 39/2015", "la Ley treinta y nueve de dos mil quince"),
    ("fr", "Note : 8/10", "Note : huit sur dix"),
    ("de", "Bewertung: 4,5/5", "Bewertung: vier Komma fünf von fünf"),
    ("es", "Puntuación 8/10", "Puntuación ocho sobre diez"),
    ("it", "Voto 8/10", "Voto otto su dieci"),
    ("nl", "Cijfer 8/10", "Cijfer acht van de tien"),
    ("pl", "Ocena 8/10", "Ocena osiem na dziesięć"),
    ("es", "paso 1/3", "paso uno de tres"),
    ("de", "Schritt 1/2", "Schritt eins von zwei"),
    ("es", "El 2/3 de la gente, el 3/5", "El dos tercios de la gente, el tres de mayo"),
    ("fr", "TA 14/9", "TA quatorze sur neuf"),
    ("fr", "14 juill. 2023", "quatorze juillet deux mille vingt-trois"),
    ("fr", "4-3 t.a.b. Ensuite", "quatre à trois tirs au but. Ensuite"),
    ("it", "4-3 d.t.s.", "quattro a tre dopo i tempi supplementari."),
    ("es", "5°C/2°C", "cinco grados Celsius/dos grados Celsius"),
    ("fr", "12 °C/5 °C", "douze degrés Celsius/cinq degrés Celsius"),
    ("de", "Nachts 5/2 °C", "Nachts fünf, zwei Grad Celsius"),
    ("pt", "venceu por 2x0", "venceu por dois a zero"),
    ("pt", "Brasil 3x1 Chile", "Brasil três a um Chile"),
    ("pt", "foto 3x4, 10x15 cm", "foto três por quatro, dez por quinze centímetros"),
    ("pt", "2 col. (sopa)", "duas colheres (sopa)"),
    ("fr", "Du 3-5 mai. Ensuite", "Du trois à cinq mai. Ensuite"),
    ("fr", "Du 3-5 sept. chez nous", "Du trois à cinq septembre chez nous"),
    ("es", "Del 3-5 de mayo. Luego", "Del tres a cinco de mayo. Luego"),
    ("it", "dal 3-5 mag. Poi", "dal tre a cinque maggio. Poi"),
    ("pt", "de 3-5 maio. Depois", "de três a cinco de maio. Depois"),
    ("fr", "le 3 sept. Ensuite", "le trois septembre. Ensuite"),
]


@pytest.mark.parametrize(("language", "written", "said"), CASES)
def test_a_number_is_read_by_what_it_names(language: str, written: str, said: str) -> None:
    assert normalise(written, language).text == said
