"""What is no amount though it has digits: telephones, addresses, versions, serial numbers."""

import pytest

from frontend.text.normalisation import normalise
from tests.support.readings import readings

TELEPHONES = """
+1 (800) 555-0199 => plus one, eight zero zero, five five five, zero one nine nine
202-555-0143 => two zero two, five five five, zero one four three
(202) 555-0143 => two zero two, five five five, zero one four three
202.555.0143 => two zero two, five five five, zero one four three
555-0199 => five five five, zero one nine nine
020 7946 0958 => zero two zero, seven nine four six, zero nine five eight
+44 20 7946 0958 => plus four four, two zero, seven nine four six, zero nine five eight
1300 975 707 => one three zero zero, nine seven five, seven zero seven
00:1A:2B:3C:4D:5E => zero zero, one A, two B, three C, four D, five E
0xFF => zero X F F
+44 123-456-7890 => plus four four, one two three, four five six, seven eight nine zero
the card ends in 4412 => the card ends in four four one two
1-800-FLOWERS => one, eight hundred, FLOWERS
219-09-9999 => two one nine, zero nine, nine nine nine nine
4000 1234 5678 => four zero zero zero, one two three four, five six seven eight
order 123456789012 => order one two three four five six seven eight nine zero one two
Order 114-3941689-87 => Order one one four, three nine four one six eight nine, eight seven
200-1000 people => two hundred to one thousand people
ISBN 978-0-306-40615-7 => ISBN nine seven eight, zero, three zero six, four zero six one five, seven
ISBN 0-8044-2957-X => ISBN zero, eight zero four four, two nine five seven, X
10.0.0.1 => one zero dot zero dot zero dot one
192.168.0.1:8080 => one nine two dot one six eight dot zero dot one colon eight zero eight zero
v2.0.1 => version two point zero point one
Python 3.11.4 => Python three point eleven point four
v1.10 => version one point ten
"""
ADDRESSES = """
Mail ann.lee@example.com. => Mail ann dot lee at example dot com.
a_b-1@mail.co.uk => A underscore B dash one at mail dot co dot UK
See https://example.com/a-b. => See HTTPS colon slash slash example dot com slash A dash B.
www.example.org! => WWW dot example dot org!
Is it nvidia.com? => Is it nvidia dot com?
Open report_final.pdf. => Open report underscore final dot PDF.
Run src/main.cpp now. => Run SRC slash main dot CPP now.
photo.jpg => photo dot jpeg
/usr/local/bin => slash usr slash local slash bin
It is the end.next one => It is the end.next one
Node.js => Node dot JS
#BlackLivesMatter => hashtag Black Lives Matter
#open_source => hashtag open source
#100Days => hashtag one hundred Days
@jack_99 => at jack ninety-nine
@jack => at jack
1600 Pine Ave, Reno, NV 89501 => sixteen hundred Pine Avenue, Reno, Nevada eight nine five zero one
12 N 3rd St. is here => twelve North third Street is here
221 Baker St, London => two twenty-one Baker Street, London
"""
SERIALS = """
A4 => A four
B2B => B two B
R2-D2 => R two-D two
the F-16 => the F-sixteen
COVID-19 => Covid-nineteen
MP3 => MP three
H1N1 => H one N one
5G => five G
3D => three D
1080p => ten eighty p
Boeing 747 => Boeing seven forty-seven
Room 237 => Room two thirty-seven
iPhone 15 => iPhone fifteen
10x => ten x
a 24-hour shop => a twenty-four-hour shop
my code is ab9453 => my code is ab nine four five three
FY2023 => FY twenty twenty-three
X25083 => X two five zero eight three
1.5M users => one point five million users
a 10K run => a ten K run
order #A-12 => order number A-twelve
"""


@pytest.mark.parametrize(("written", "said"), readings(TELEPHONES + ADDRESSES + SERIALS))
def test_ids_are_read_so_that_they_can_be_written_down(written: str, said: str) -> None:
    assert normalise(written, "en").text == said
