"""Dashes between what is more than a number, types with an "s", and minutes of a match."""

import pytest

from frontend.text.normalisation import normalise

CASES = [
    ("de", "Plätze 14A–14C", "Plätze vierzehn A bis vierzehn C"),
    ("de", "vom 3. Mai–7. Juni", "vom dritten Mai bis siebter Juni"),
    ("de", "Zwei F-16s und MP3s.", "Zwei F-sechzehn und MP drei."),
    ("de", "In der 90. Min. fiel es.", "In der neunzigsten Minute fiel es."),
    ("de", "20°C–25°C", "zwanzig Grad Celsius bis fünfundzwanzig Grad Celsius"),
    ("de", "Bei 180° min. 30 Minuten", "Bei einhundertachtzig Grad minimal dreißig Minuten"),
    ("de", "FSV Mainz 05 – Augsburg 2:1", "FSV Mainz null fünf – Augsburg zwei zu eins"),
    ("de", "T-10s, 3x10s", "T-zehn Sekunden, drei zehn Sekunden"),
    ("fr", "3 marins - 5 marins", "trois marins - cinq marins"),
    ("nl", "3 mei – 7 juni", "drie mei tot zeven juni"),
    ("nl", "in de 90e min., hfdst. IV", "in de negentigste minuut, hoofdstuk vier"),
    ("fr", "5km–10km", "cinq kilomètres à dix kilomètres"),
    ("fr", "du 1er mai - 3 juin", "du premier mai à trois juin"),
    ("fr", "la 5ème min. du match", "la cinquième minute du match"),
    ("fr", "Il dort – 3 mai.", "Il dort – trois mai."),
    ("it", "3 maggio–7 giugno", "tre maggio a sette giugno"),
    ("es", "3 de mayo–7 de junio", "tres de mayo a siete de junio"),
    ("pt", "3 de maio–7 de junho", "três de maio a sete de junho"),
    ("pl", "3 maja–7 czerwca", "trzeciego maja do siódmego czerwca"),
]


@pytest.mark.parametrize(("language", "written", "said"), CASES)
def test_dashes_types_and_minutes(language: str, written: str, said: str) -> None:
    assert normalise(written, language).text == said
