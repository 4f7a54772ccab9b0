"""Roman numerals, abbreviations, words in capitals and symbols."""

import pytest

from frontend.text.normalisation import normalise
from tests.support.readings import readings

ROMANS = """
World War I was long. => World War one was long.
Chapter IV => Chapter four
CHAPTER XII => chapter twelve
Parts I and II => Parts one and two
Chapters IV–VI => Chapters four to six
Act III, Scene ii => Act three, Scene two
Super Bowl LVIII => Super Bowl fifty-eight
Henry VIII => Henry the eighth
Louis XIV's court => Louis the fourteenth's court
Pope Pius XII => Pope Pius the twelfth
King Zog I of Albania => King Zog the first of Albania
John Paul II => John Paul the second
Anna III => Anna the third
Richard III, and I => Richard the third, and I
the XIX century => the nineteenth century
Final Fantasy VII => Final Fantasy seven
IV. Results => four. Results
XII => twelve
I => I
WWII => World War two
Sam and I left. => Sam and I left.
I, Claudius => I, Claudius
the part I read => the part I read
Stephen L. Moshier => Stephen L. Moshier
John D. Smith and James V. Moss => John D. Smith and James V. Moss
Appendix C, Part D => Appendix C, Part D
Paul MD => Paul MD
Malcolm X => Malcolm X
Vitamin C => Vitamin C
a MIX CD => a MIX CD
C. S. Lewis => CS Lewis
"""
ABBREVIATIONS = """
Prof. Lee met Gov. Brown. => Professor Lee met Governor Brown.
Dr. and Mrs. Smith => Doctor and Misses Smith
Dr Smith => Doctor Smith
Lt. Col. Mason => Lieutenant Colonel Mason
Martin King Jr. came. => Martin King Junior came.
St. James St. is long. => Saint James Street is long.
He went to St. Louis. => He went to Saint Louis.
She lives on Elm St. => She lives on Elm Street.
on Elm St. It rained. => on Elm Street. It rained.
THE HAT OF MR. PETERSON => the hat of mister peterson
Mme. Bovary => Madame Bovary
yours, &c., J. => yours, et cetera, J.
No. 221B => number two hundred twenty-one B
by K. Hall, P. Vary and C. Ives => by K. Hall, P. Vary and C. Ives
Mt. Everest => Mount Everest
Apples, pears, etc. => Apples, pears, et cetera.
Apples, etc., and so on => Apples, et cetera, and so on
e.g. Paris, i.e. here => for example Paris, that is here
cats vs. dogs => cats versus dogs
approx. 5 => approximately five
No. 5 => number five
Nos. 3 and 4 => numbers three and four
vol. 2, fig. 3 => volume two, figure three
Acme Inc. has it. => Acme Incorporated has it.
the U.S. Army => the US Army
in the U.K. => in the UK.
J. K. Rowling => JK Rowling
A. N. Wilson => A N Wilson
Open Mon.-Fri. 9-5 => Open Monday to Friday nine to five
a Ph.D. in art => a PhD in art
at 5th St. and Oak Ave. => at fifth Street and Oak Avenue.
w/o sugar => without sugar
No. I will not. => No. I will not.
He sat. Then he left. => He sat. Then he left.
"""
CAPITALS = """
THE OLD MAN WALKED TO MORDHAVEN at dawn. => the old man walked to mordhaven at dawn.
CHAPTER ONE: THE DURSLEYS OF VARROW => chapter one: the dursleys of varrow
THE FBI CAME TO THE USA => the FBI came to the USA
The FBI and the CIA met NASA. => The FBI and the CIA met NASA.
Please STOP now. => Please stop now.
It is VERY IMPORTANT. => It is very important.
I'LL TELL YOU => I'll tell you
DON'T PANIC! => don't panic!
NVIDIA sold GPUs. => Nvidia sold GPUs.
A BBC TV show => A BBC TV show
US ARMY INVADES => US army invades
CONTACT US NOW => contact us now
TAKE THE B TRAIN HOME NOW => take the B train home now
listed (NYSE: IBM) => listed (NYSE: IBM)
I AM HERE => I am here
the CEO of IBM => the CEO of IBM
DNA and RNA => DNA and RNA
MORDHAVEN => Mordhaven
"""
SYMBOLS = """
R&D at AT&T => R and D at AT and T
Tom & Jerry => Tom and Jerry
C++ and C# => C plus plus and C sharp
§ 5 => section five
© 2024 Acme => copyright twenty twenty-four Acme
A → B => A to B
ready @ 5 => ready at five
#7 => number seven
read/write => read slash write
and/or => and/or
1 < 2 => one is less than two
it's 5 < 6 => it's five less than six
"""


@pytest.mark.parametrize(("written", "said"), readings(ROMANS + ABBREVIATIONS))
def test_numerals_and_abbreviations_are_words(written: str, said: str) -> None:
    assert normalise(written, "en").text == said


@pytest.mark.parametrize(("written", "said"), readings(CAPITALS + SYMBOLS))
def test_words_in_capitals_and_symbols_are_words(written: str, said: str) -> None:
    assert normalise(written, "en").text == said


PLAIN = """Nobody remembered who had planted the old oak tree.
"Well," she said, "I don't know - do you?"
He's rock 'n' roll; it isn't over... is it?"""


@pytest.mark.parametrize("text", PLAIN.splitlines())
def test_plain_prose_is_left_alone(text: str) -> None:
    spoken = normalise(text, "en")
    assert spoken.text == text
    assert spoken.replaced == ()
