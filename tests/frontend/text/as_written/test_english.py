"""English as people write it, through cutting and normalisation: read once by a person."""

import pytest

from tests.support.readings import readings
from tests.support.spoken_text import spoken

# By language; a bar stands between segments, a line break is written \n.
TEXTS = {
    "en-US": r"""
Louis XIV met Charles I and Elizabeth II in Part III of Act V, Scene ii. => Louis the fourteenth met Charles the first and Elizabeth the second in Part three of Act five, Scene two.
I think Vitamin C and Type II diabetes were covered in Appendix A and Volume XIX. => I think Vitamin C and Type two diabetes were covered in Appendix A and Volume nineteen.
The Boeing 747 and the A320 landed at 23:59 on Dec. 31, 1999. => The Boeing seven forty-seven and the A three hundred twenty landed at twenty-three fifty-nine on December thirty-first, nineteen ninety-nine.
The score was 3-2 after pages 12-15 and 1999–2001. => The score was three to two after pages twelve to fifteen and nineteen ninety-nine to two thousand one.
Version 2.10.3 of app.config.json runs on 192.168.0.1:8080. => Version two point ten point three of app dot config dot json runs on one nine two dot one six eight dot zero dot one colon eight zero eight zero.
Mail me at john.doe+news@example-site.co.uk or see https://www.example.com/a/b?x=1&y=2. => Mail me at john dot doe plus news at example dash site dot co dot UK or see HTTPS colon slash slash WWW dot example dot com slash A slash B question mark X equals one ampersand Y equals two.
#ThrowbackThursday with @jane_doe99 at 7pm EST => hashtag Throwback Thursday with at jane doe ninety-nine at seven PM EST
NASA and UNESCO met the CEO of IBM at 10 a.m. in Washington, D.C. => NASA and UNESCO met the CEO of IBM at ten AM in Washington, DC.
It's -5°C or 23°F; wind 10 m/s; power 3 kWh @ 230 V. => It's minus five degrees Celsius or twenty-three degrees Fahrenheit; wind ten meters per second; power three kilowatt hours at two hundred and thirty volts.
He came 1st, she came 22nd, the 103rd was last. => He came first, she came twenty-second, the one hundred third was last.
Mr. & Mrs. Smith vs. Dr. Jones Jr., Ph.D., et al. => Mister and Misses Smith versus Doctor Jones Junior, PhD, et al.
WARNING: DO NOT OPEN THE NUCLEAR REACTOR DOOR! => warning: do not open the nuclear reactor door!
Call 911 or 1-800-555-0123 ext. 42; flight BA2490 at gate B12. => Call nine one one or one, eight zero zero, five five five, zero one two three extension forty-two; flight BA two four nine zero at gate B twelve.
The year 2005 to 2015, in 1066 and 800 BC, AD 79. => The year two thousand five to twenty fifteen, in ten sixty-six and eight hundred BC, AD seventy-nine.
50% off! 0.5% APR, ~20%, ±3%, >90% and <10% => fifty percent off! zero point five percent APR, about twenty percent, plus or minus three percent, more than ninety percent and less than ten percent
Rated 4.5/5 by 1,234,567 users; 24/7 support => Rated four point five out of five by one million two hundred thirty-four thousand five hundred and sixty-seven users; twenty-four seven support
No. 5 and #1, §12, ¶3, © 2024 Acme™ => number five and number one, section twelve, paragraph three, copyright twenty twenty-four Acme trademark
The 3rd of May 2021, 2021-05-03, 5/3/21 and 03.05.2021 => The third of May twenty twenty-one, May third, twenty twenty-one, May third, twenty-one and March fifth, twenty twenty-one
He paid US$3.5bn, C$20, A$1,000.01 and 5 cents. => He paid three point five billion US dollars, twenty Canadian dollars, one thousand Australian dollars one cent and five cents.
e.g. apples, i.e. fruit, etc. w/o sugar => for example apples, that is fruit, et cetera without sugar
John 3:16 says so; Psalm 23:1-3. => John three sixteen says so; Psalm twenty-three one to three.
Windows XP, iPhone X, Malcolm X, and Xbox. => Windows XP, iPhone X, Malcolm X, and Xbox.
MIX, LIVID, DID and CIVIC are words; so is I. => mix, livid, did and Civic are words; so is I.
HELLO world. THIS IS FINE. OK? => Hello world. this is fine. | OK?
HTTP/2 over TCP/IP and AC/DC => HTTP two over TCP slash IP and AC slash DC
¡Hola! means hello; 東京 is Tokyo; привет => ¡Hola! means hello; Dong Jing is Tokyo; privet
I ❤️ you 😊👍🏽 => I you
The temperature rose 2 °C (3.6 °F) between 1990-2000. => The temperature rose two degrees Celsius (three point six degrees Fahrenheit) between nineteen ninety to two thousand.
3 x 4 = 12; 10 - 3 = 7; 6 ÷ 2 = 3; √16 = 4 => three times four equals twelve; ten minus three equals seven; six divided by two equals three; the square root of sixteen equals four
$1 and $0.01 and $1.01 and 1¢ => one dollar and one cent and one dollar one cent and one cent
Room 007, agent 007; zip 02139; year 2000; 2001; 1900s => Room zero zero seven, agent zero zero seven; zip zero two one three nine; year two thousand; two thousand one; nineteen hundreds
He said: "It's 5 o'clock." => He said: "It's five o'clock."
The U.S. and U.K. signed in the E.U. => The US and UK signed in the EU.
The meeting is on Tue., Mar. 3 at 5 p.m. in Rm. 12. => The meeting is on Tuesday, March third at five PM in room twelve.
From 1914-18 to the 2010s, approx. 3,000,000 people moved ca. 1850. => From nineteen fourteen to eighteen to the twenty tens, approximately three million people moved circa eighteen fifty.
The 1st, 2nd & 3rd Battalions fought c. 480 BC. => The first, second and third Battalions fought circa four eighty BC.
Q3 FY2024 revenue: $1.2M (+12% YoY), EPS -$0.05. => Q three FY twenty twenty-four revenue: one point two million dollars (plus twelve percent year over year), EPS minus five cents.
She scored 18/20, he 95/100, and blood pressure was 120/80. => She scored eighteen out of twenty, he ninety-five out of one hundred, and blood pressure was one hundred and twenty over eighty.
It costs $5/month or £3.50/kg; 60 fps at 1080p; 100Mbps. => It costs five dollars per month or three pounds fifty pence per kilogram; sixty frames per second at ten eighty p; one hundred megabits per second.
The 5-year-old ran a 10K in 45:30. => The five-year-old ran a ten K in forty-five thirty.
Lat 40.7128° N, 74.0060° W; pH 7.4; 98.6°F => Lat forty point seven one two eight degrees north, seventy-four point zero zero six zero degrees west; pH seven point four; ninety-eight point six degrees Fahrenheit
Sec. 3(a)(ii), Art. 12, pp. 3–7, vol. IX, no. 4 => section three A two, article twelve, pages three to seven, volume nine, number four
On 2024-02-29T13:45:00Z the job ended. => On February twenty-ninth, twenty twenty-four, thirteen forty-five UTC the job ended.
The S&P 500 fell 3.2% to 4,109.31; BTC/USD hit 60k. => The S and P five hundred fell three point two percent to four thousand one hundred and nine point three one; BTC slash USD hit sixty k.
My SSN is 123-45-6789, card 4111 1111 1111 1111. => My SSN is one two three, four five, six seven eight nine, card four one one one, one one one one, one one one one, one one one one.
He's 6ft 2in and 1.88m; the room is 10' x 12'. => He's six feet two inches and one point eight eight meters; the room is ten by twelve feet.
O.J., J.R.R. Tolkien and George W. Bush met at 3 a.m. => OJ, JRR Tolkien and George W. Bush met at three AM.
Ch. 11, Pt. II: "WHO GOES THERE?" said Ann. => chapter eleven, part two: "who goes there?" said Ann.
100% of 0 is 0; 1/0 is undefined; 2^10 = 1024. => one hundred percent of zero is zero; one over zero is undefined; two to the power of ten equals one thousand and twenty-four.
John Paul II's visit; the XXth century; Louis XVI's wife. => John Paul the second's visit; the twentieth century; Louis the sixteenth's wife.
PLEASE READ: the IRS and NATO, LOL, ASAP, FAQ, PDF. => please read: the IRS and NATO, LOL, ASAP, FAQ, PDF.
€1.50, €1,50, 1.50€, 5 €, EUR 5, ₹500, ₩1000, ₿2 => one euro fifty cents, one euro fifty cents, one euro fifty cents, five euros, five euros, five hundred rupees, one thousand won, two bitcoins
10:05:03 elapsed; 0:45; 12:00 AM; 00:00; 24:00 => ten hours five minutes and three seconds elapsed; zero forty-five; twelve AM; midnight; twenty-four o'clock
3.14159, 0.001, .5, -0.5, +5, 1,000,000.00 => three point one four one five nine, zero point zero zero one, point five, minus zero point five, plus five, one million point zero zero
Ice melts at 0°C = 32°F = 273.15 K. => Ice melts at zero degrees Celsius equals thirty-two degrees Fahrenheit equals two hundred and seventy-three point one five K.
Rated 4.5/5 and 9.75/10, 3.2e-5, 1e6, 1E+3, -2.5e10, agent 3e => Rated four point five out of five and nine point seven five out of ten, three point two times ten to the power of minus five, one times ten to the power of six, one times ten to the power of three, minus two point five times ten to the power of ten, agent three e
Super Bowl LVIII, Superbowl LVIII, © MMXXIV, MIX, Rome MCMXC, DVD, Chapter XLVIII => Super Bowl fifty-eight, Superbowl fifty-eight, copyright MMXXIV, MIX, Rome one thousand nine hundred and ninety, DVD, Chapter forty-eight
He lives at 221B Baker St. Then he left. => He lives at two hundred twenty-one B Baker Street. | Then he left.
HTTP/2, OS/2, PS/2 => HTTP two, OS two, PS two
The 1st lb, 21st 4lb => The first lb, twenty-one stone four pounds
""",  # noqa: E501 - a line is a text
    "en-GB": r"""
On 3/5/21 at 14:30 he paid £5m for 12st 4lb. => On the third of May, twenty-one at fourteen thirty he paid five million pounds for twelve stone four pounds.
The date is 31/12/1999, the metre is 1 m. => The date is the thirty-first of December, nineteen ninety-nine, the metre is one metre.
""",  # noqa: E501 - a line is a text
}
CASES = [(tag, *pair) for tag, table in TEXTS.items() for pair in readings(table)]


@pytest.mark.parametrize(("language", "written", "said"), CASES)
def test_english_is_said_as_a_person_would(language: str, written: str, said: str) -> None:
    assert spoken(written.replace(r"\n", "\n"), language) == said
