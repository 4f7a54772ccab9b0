"""What English cuts short in recipes, mail, addresses, sport and papers."""

import pytest

from tests.support.readings import readings
from tests.support.spoken_text import spoken

# By language; a bar stands between segments, a line break is written \n.
TEXTS = {
    "en-US": r"""
2 x 400 g, 2 x 400g tins, a 9x13" pan, 1 x 12 oz can => two times four hundred grams, two four hundred gram tins, a nine by thirteen inch pan, one twelve ounce can
½ a lemon, 1/2 of the team and 1/2 cup of 3–4 Tbsp. sugar => half a lemon, half of the team and one half cup of three to four tablespoons sugar
n=12/group at 5 doses/week, a pace of 4:37/mile, 3 MJ => n equals twelve per group at five doses per week, a pace of four thirty-seven per mile, three megajoules
See you Tue 10/14, by 5 p.m. Mon. or on Fri. => See you Tuesday October fourteenth, by five PM Monday or on Friday.
At the corner of Main and Oak Sts. we met Sts. Peter and Paul. => At the corner of Main and Oak Streets we met Saints Peter and Paul.
Invoice no. 12-4432 and part no. 7B, sent to P.O. Box 7704, Erie, PA 16501, today. => Invoice number twelve, four four three two and part number seven B, sent to PO Box seven seven zero four, Erie, Pennsylvania one six five zero one, today.
libfoo 1.x → 2.3.x since Sept. '23 => libfoo one point x to two point three point x since September twenty-three
Cut by 1/3, so pay by 1/3; see your e-mail of 4/2. => Cut by one third, so pay by January third; see your e-mail of April second.
He had 31 pts, 12 reb. and 5 ast.; call the office (x204). => He had thirty-one points, twelve rebounds and five assists; call the office (extension two zero four).
Winner in 1:58:07.3; mix 1 c. flour, 1/3 c. sugar, 2 c. milk. => Winner in one hour fifty-eight minutes and seven point three seconds; mix one cup flour, one third cup sugar, two cups milk.
Deliver to 21 W. 34th St. and 12-14 High St., see §§ 4-6, App. B and fn. 12. => Deliver to twenty-one West thirty-fourth Street and twelve to fourteen High Street, see sections four to six, appendix B and footnote twelve.
Ada (b. 1815, d. 1852), r. 1509–1547; a 34 y/o man, he is 34 y/o. => Ada (born eighteen fifteen, died eighteen fifty-two), reigned fifteen oh-nine to fifteen forty-seven; a thirty-four year old man, he is thirty-four years old.
He signed a 3-yr., $42.5M deal for a 215-lb. quarterback, case #2024-0381. => He signed a three year, forty-two point five million dollar deal for a two hundred and fifteen pound quarterback, case number twenty twenty-four, zero three eight one.
The odds were 5/2, at a ratio of 3.5:1, where 0/0 is none. => The odds were five to two, at a ratio of three point five to one, where zero zero is none.
""",  # noqa: E501 - a line is a text
    "en-GB": r"""
The 10.42 from Leeds is late; 14A Elm Rd, Leeds. => The ten forty-two from Leeds is late; fourteen A Elm Road, Leeds.
""",  # noqa: E501 - a line is a text
}
CASES = [(tag, *pair) for tag, table in TEXTS.items() for pair in readings(table)]


@pytest.mark.parametrize(("language", "written", "said"), CASES)
def test_short_forms_are_said_in_full(language: str, written: str, said: str) -> None:
    assert spoken(written.replace(r"\n", "\n"), language) == said
