"""German measures after words that want the dative, hours that are times, and days after "am"."""

import pytest

from frontend.text.normalisation import normalise
from tests.support.readings import readings

READINGS = readings("""
-- the dative
In 300 m rechts abbiegen => In dreihundert Metern rechts abbiegen
nach etwa 1,5 km => nach etwa eins Komma fünf Kilometern
mit 75 m² und 5 l => mit fünfundsiebzig Quadratmetern und fünf Liter
Vor 2 J. kam er. => Vor zwei Jahren kam er.
In 2-3 km => In zwei bis drei Kilometern
mit 100 km/h => mit einhundert Kilometer pro Stunde
auf den letzten 100 m => auf den letzten einhundert Metern
zwischen 3 und 5 m => zwischen drei und fünf Metern
nach 1 km, nach 1 min, in 1 h => nach einem Kilometer, nach einer Minute, in einer Stunde
-- no dative
mit 5 m langen Seilen => mit fünf Meter langen Seilen
über 300 m, die 300 m => über dreihundert Meter, die dreihundert Meter
von 5 kg bei 20 °C => von fünf Kilogramm bei zwanzig Grad Celsius
-- hours
um 20 h beginnt es => um zwanzig Uhr beginnt es
Um 20 h 30 beginnt es. => Um zwanzig Uhr dreißig beginnt es.
ab 8 h, gegen 9 h => ab acht Uhr, gegen neun Uhr
Es dauert 2 h. Dann => Es dauert zwei Stunden. Dann
um 2 h länger => um zwei Stunden länger
-- quarters
Im 3. Q. stieg es => Im dritten Quartal stieg es
-- days
Am Fr. um 8 Uhr => Am Freitag um acht Uhr
Wir sehen uns am Fr. => Wir sehen uns am Freitag.
bis Fr. geöffnet => bis Freitag geöffnet
Fr. um 8 Uhr => Freitag um acht Uhr
bis Fr. Müller kommt => bis Frau Müller kommt
am 24./25.12. zu => am vierundzwanzigsten fünfundzwanzigsten Dezember zu
am 24., 25. und 26.12. zu
=> am vierundzwanzigsten, fünfundzwanzigsten und sechsundzwanzigsten Dezember zu
24.12./25.12. => vierundzwanzigster Dezember/fünfundzwanzigster Dezember.
""")


@pytest.mark.parametrize(("written", "said"), READINGS)
def test_german_is_read_by_what_stands_before(written: str, said: str) -> None:
    assert normalise(written, "de").text == said
