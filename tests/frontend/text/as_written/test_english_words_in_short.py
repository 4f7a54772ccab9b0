"""English words that are short for others too, and full stops that end a sentence or none."""

import pytest

from tests.support.readings import readings
from tests.support.spoken_text import spoken

# A bar stands between segments.
TEXTS = """
Download the app. 5 million people use it. => Download the app. | five million people use it.
1) Open the app. 2) Tap => one) Open the app. | two) Tap
Wait a sec. 5 more minutes to go. => Wait a sec. five more minutes to go.
It's the max. 3 people can go. => It's the max. three people can go.
See app. 5, sec. 3, art. 3 and max. 5 (see fig. 2). => See appendix five, section three, article three and maximum five (see figure two).
I read the Wall St. Journal daily near Oak St. School. => I read the Wall Street Journal daily near Oak Street School.
East St. Louis and the Church of St. Mary are old. => East Saint Louis and the Church of Saint Mary are old.
We saw St. John School and St. Bank. => We saw Saint John School and Saint Bank.
He lives at 5 Oak St. Apt. 3 today. => He lives at five Oak Street apartment three today.
Hwy 101, Rm 204, Rte 66, Ste 200 => Highway one zero one, room two zero four, Route sixty-six, suite two hundred
He got a Ph.D. He left. => He got a PhD. He left.
He has a Ph.D. in maths. => He has a PhD in maths.
Martin Luther King Jr. Blvd. is closed. => Martin Luther King Junior Boulevard is closed.
Amb. Rice met Atty. General Lee. => Ambassador Rice met Attorney General Lee.
We saw Br. James and Ofc. Lee in Wk. 3 of it. => We saw Brother James and Officer Lee in week three of it.
Mix in 1 tbsp. Worcestershire sauce. => Mix in one tablespoon Worcestershire sauce.
Now use up to 2 tbsp. Then stir it well. => Now use up to two tablespoons. | Then stir it well.
"""  # noqa: E501 - a line is a text


@pytest.mark.parametrize(("written", "said"), readings(TEXTS))
def test_words_in_short_are_told_from_others(written: str, said: str) -> None:
    assert spoken(written, "en-US") == said
