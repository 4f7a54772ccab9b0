"""English of mail, news, chats and answers of LLMs, as a reader would say it."""

import pytest

from tests.support.readings import readings
from tests.support.spoken_text import spoken

# By language; a bar stands between segments, a line break is written \n.
TEXTS = {
    "en-US": r"""
The flight departs SFO at 6:45am and lands at JFK at 3:10pm (5h 25m). => The flight departs SFO at six forty-five AM and lands at JFK at three ten PM (five hours twenty-five minutes).
Tesla (TSLA) closed at $248.50, up 3.2%, after Q3 earnings of $0.72/share. => Tesla (TSLA) closed at two hundred and forty-eight dollars fifty cents, up three point two percent, after Q three earnings of seventy-two cents per share.
Inflation cooled to 2.4% in Sept. from 2.5% in Aug., the BLS said. => Inflation cooled to two point four percent in September from two point five percent in August, the BLS said.
The suspect, 34, was arrested Mon. at 1:15 a.m. on the 1200 block of N. Main St. => The suspect, thirty-four, was arrested Monday at one fifteen AM on the twelve hundred block of North Main Street.
King Charles III and Pope Leo XIV met at St. Peter's on Oct. 23, 2025. => King Charles the third and Pope Leo the fourteenth met at Saint Peter's on October twenty-third, twenty twenty-five.
World War I began in 1914; WWII ended in '45. => World War one began in nineteen fourteen; World War two ended in forty-five.
Preheat the oven to 425°F. Add 1 1/2 cups flour, 3/4 tsp salt and 2 tbsp butter. => Preheat the oven to four hundred and twenty-five degrees Fahrenheit. | Add one and a half cups flour, three quarters of a teaspoon salt and two tablespoons butter.
Use a 9x13-inch pan and bake for 25-30 min. => Use a nine by thirteen-inch pan and bake for twenty-five to thirty minutes.
He's 6'2" and weighs 190 lbs; she's 5 ft 4 in. => He's six foot two and weighs one hundred and ninety pounds; she's five feet four inches.
The CPU runs at 3.6GHz w/ 16 GB of RAM and a 1TB SSD. => The CPU runs at three point six gigahertz with sixteen gigabytes of RAM and a one terabyte SSD.
Upgrade to Python 3.12.1 or Node.js v20.11.0 before 12/31. => Upgrade to Python three point twelve point one or Node dot JS version twenty point eleven point zero before December thirty-first.
Ping 10.0.0.1 or 2001:db8::1 on port 443. => Ping one zero dot zero dot zero dot one or two zero zero one, D B eight, one on port four hundred and forty-three.
ISBN 978-3-16-148410-0 is out of print. => ISBN nine seven eight, three, one six, one four eight four one zero, zero is out of print.
The Lakers beat the Celtics 112-108 in OT. => The Lakers beat the Celtics one hundred and twelve to one hundred and eight in OT.
Call us at (415) 555-2671 or +44 20 7946 0958. => Call us at four one five, five five five, two six seven one or plus four four, two zero, seven nine four six, zero nine five eight.
Text STOP to 22828 to opt out. => Text stop to twenty-two thousand eight hundred and twenty-eight to opt out.
My zip is 94103-1234 and my PIN is 0042. => My zip is nine four one zero three, one two three four and my PIN is zero zero four two.
See config.yaml, ~/.bashrc and /usr/local/bin/python3. => See config dot yaml, ~/dot bashrc and slash usr slash local slash bin slash python three.
Email support@acme-corp.io or visit acme.io/help?ref=42. => Email support at acme dash corp dot IO or visit acme dot IO slash help question mark ref equals four two.
Follow @NASA and #BlackLivesMatter on X. => Follow at NASA and hashtag Black Lives Matter on X.
Let f(x) = x² + 2x - 1; then f(3) = 14. => Let f(x) equals x squared plus two x minus one; then f(three) equals fourteen.
E = mc^2 and a² + b² = c². => E equals mc squared and a squared plus b squared equals c squared.
Water is H2O and carbon dioxide is CO₂. => Water is H two O and carbon dioxide is CO two.
The population grew from 1.2M to 1.35M (≈12.5%). => The population grew from one point two million to one point three five million (approximately twelve point five percent).
He was born in 1809 and died c. 1880, in the 19th century. => He was born in eighteen oh-nine and died circa eighteen eighty, in the nineteenth century.
In the mid-1990s and the early '80s, disco died. => In the mid-nineteen nineties and the early eighties, disco died.
Chapters III-V cover the reign of Henry VIII's father, Henry VII. => Chapters three to five cover the reign of Henry the eighth's father, Henry the seventh.
I, Claudius is a novel; so is Vol. I of it. => I, Claudius is a novel; so is volume one of it.
The Dow fell 1,000+ points; the S&P 500 lost 2½%. => The Dow fell one thousand plus points; the S and P five hundred lost two and a half percent.
They owe $20k, maybe $25K–$30K, not $1.5bn. => They owe twenty thousand dollars, maybe twenty-five thousand dollars to thirty thousand dollars, not one point five billion dollars.
It's 72° out, feels like 68°F, 60% humidity, wind NW 10-15 mph. => It's seventy-two degrees out, feels like sixty-eight degrees Fahrenheit, sixty percent humidity, wind NW ten to fifteen miles per hour.
Meet me at 5ish, or 5:30-6:00 PM at 350 5th Ave., Apt 4B. => Meet me at five ish, or five thirty to six PM at three fifty fifth Avenue, Apt four B.
The 2020-21 season; FY23; 2024/25; Q4'23. => The twenty twenty to twenty-one season; FY twenty-three; twenty twenty-four to twenty-five; Q four twenty-three.
1st Lt. Smith, Sgt. Jones, Capt. Lee and Rev. King Jr. => first Lieutenant Smith, Sergeant Jones, Captain Lee and Reverend King Junior.
Mt. Everest is 8,849 m (29,032 ft) tall. => Mount Everest is eight thousand eight hundred and forty-nine meters (twenty-nine thousand and thirty-two feet) tall.
Approx. 1 in 5 people (20%) agree, per a 2023 survey (n=1,024). => approximately one in five people (twenty percent) agree, per a twenty twenty-three survey n equals one thousand and twenty-four.
TL;DR: it works. FYI, ETA is 5pm PST. BTW, LGTM! => TL;DR: it works. | FYI, ETA is five PM PST. | BTW, LGTM!
THE QUICK BROWN FOX JUMPED OVER NASA'S FENCE. => the quick brown fox jumped over nasa's fence.
CHAPTER XII: THE RETURN OF THE KING => chapter twelve: the return of the king
I've read vols. 1-3 & pp. 45-67. => I've read volumes one to three and pages forty-five to sixty-seven.
Fig. 3 shows Eq. 2.1; see Sec. 4.2. => figure three shows equation two point one; see section four point two.
Price: £9.99, €12,50 or ¥1,500; was ₹799. => Price: nine pounds ninety-nine pence, twelve euros fifty cents or one thousand five hundred yen; was seven hundred and ninety-nine rupees.
A 5-star rating (4.8/5, 1.2k reviews). => A five-star rating (four point eight out of five, one point two thousand reviews).
Add 5 mg/kg of NaCl in 250 mL at 37°C. => Add five milligrams per kilogram of NaCl in two hundred and fifty milliliters at thirty-seven degrees Celsius.
The earthquake measured 7.1 at 38.2°N, 142.4°E. => The earthquake measured seven point one at thirty-eight point two degrees north, one hundred and forty-two point four degrees east.
Room 302, Gate B12, Flight UA1549, Route 66, I-95 and US-101. => Room three zero two, Gate B twelve, Flight UA one five four nine, Route sixty-six, I-ninety-five and US-one hundred one.
Boeing 737-800, Airbus A380, iPhone 15 Pro, PS5, GPT-4o and Llama 3.1 70B. => Boeing seven thirty-seven eight hundred, Airbus A three hundred eighty, iPhone fifteen Pro, PS five, GPT-four o and Llama three point one seventy B.
COVID-19 hit in 2020; H1N1 in 2009. => Covid-nineteen hit in twenty twenty; H one N one in two thousand nine.
Mix at a 3:1 ratio; the odds are 50/50. => Mix at a three to one ratio; the odds are fifty fifty.
Time: 00:03:27; lap 1:02.35. => Time: zero hours three minutes and twenty-seven seconds; lap one minute two point three five seconds.
The 1,234th visitor won; the 2nd-place finisher got $50. => The one thousand two hundred thirty-fourth visitor won; the second-place finisher got fifty dollars.
2 Corinthians 5:17 and Gen. 1:1-3. => second Corinthians five seventeen and Genesis one one to three.
Order within 3 hrs 20 mins; ships in 24–48h. => Order within three hours twenty minutes; ships in twenty-four to forty-eight hours.
Load 20' containers; use a 2x4 and 3/8" bolt. => Load twenty foot containers; use a two by four and three eighths inch bolt.
8 out of 10 (80%) said "no". => eight out of ten (eighty percent) said "no".
His salary is $85,000/yr, i.e. ~$41/hr. => His salary is eighty-five thousand dollars per year, that is about forty-one dollars per hour.
Sales rose 15% y/y to $3.4 billion. => Sales rose fifteen percent y/y to three point four billion dollars.
You have 1 new message and 12 unread e-mails. => You have one new message and twelve unread e-mails.
Backup at 02:30 UTC on 2025-01-15; retention 30d. => Backup at two thirty UTC on January fifteenth, twenty twenty-five; retention thirty d.
He finished 3rd in the men's 4x100m relay in 37.10s. => He finished third in the men's four by one hundred meters relay in thirty-seven point one zero seconds.
¡Hola! Señor Muñoz, said the naïve café owner. => ¡Hola! Señor Muñoz, said the naïve café owner.
The Beijing (北京) office is open; Москва is closed. => The Beijing (Bei Jing) office is open; Moskva is closed.
Version 1.0.0-beta.2 fixes bug #1234. => Version one point zero point zero beta two fixes bug number one thousand two hundred and thirty-four.
Sat 9-5, Sun closed. => Saturday nine to five, Sun closed.
Sat. Nov. 30th @ 8 PM – $15/$20 at door => Saturday November thirtieth at eight PM – fifteen dollars/twenty dollars at door
Open Mon-Fri 9am-5pm. => Open Monday to Friday nine AM to five PM.
Smith v. Jones, 410 U.S. 113 (1973) => Smith versus Jones, four hundred and ten US one hundred and thirteen (nineteen seventy-three)
Copyright © 2023 Acme Inc. All rights reserved. => Copyright twenty twenty-three Acme Incorporated. | All rights reserved.
The No. 1 seed beat No. 16. => The number one seed beat number sixteen.
50 Cent and Maroon 5 met Blink-182 and U2. => fifty Cent and Maroon five met Blink-one hundred eighty-two and U two.
It costs 99¢, or $0.99; 5¢ each. => It costs ninety-nine cents, or ninety-nine cents; five cents each.
-40°C equals -40°F. => minus forty degrees Celsius equals minus forty degrees Fahrenheit.
Temperatures of -5 to -10 °C. => Temperatures of minus five to minus ten degrees Celsius.
They won by 10-0, then lost 0-1. => They won by ten to zero, then lost zero to one.
1/3 of users, 2/3 of time, 5/8 inch. => one third of users, two thirds of time, five eighths inch.
1.5 million years; 2.0 liters; 0.5 kg; 1 kg; 1.0 kg => one point five million years; two point zero liters; zero point five kilograms; one kilogram; one point zero kilograms
$1 million, $1.00, $2.05, $1,000,000, $.50 => one million dollars, one dollar, two dollars five cents, one million dollars, fifty cents
10:00, 10:05, 12:30am, 7pm, 19:00h => ten o'clock, ten oh five, twelve thirty AM, seven PM, nineteen o'clock
1900, 1905, 1910, 2000, 2008, 2010, 3000 BC => nineteen hundred, nineteen oh-five, nineteen ten, two thousand, two thousand eight, twenty ten, three thousand BC
The year 1066, 476 AD, A.D. 70, 44 BCE => The year ten sixty-six, four seventy-six AD, AD seventy, forty-four BCE
Here are the **top 3** options:\n1. Option A ($9.99/mo)\n2. Option B ($99/yr, save 17%) => Here are the top three options: | one. Option A (nine dollars ninety-nine cents per month) | two. Option B (ninety-nine dollars per year, save seventeen percent)
Q: What's 15% of $2,340? A: $351.00. => Q: What's fifteen percent of two thousand three hundred and forty dollars? | A: three hundred and fifty-one dollars.
Take 2 tablets every 4-6 hrs; max. 8 in 24 hrs. => Take two tablets every four to six hours; maximum eight in twenty-four hours.
In 1985-86, approx. 3.5M people lived within 10 mi. of the site. => In nineteen eighty-five to eighty-six, approximately three point five million people lived within ten miles of the site.
He ran 26.2 miles in 3:42:15 at a 8:29/mi pace. => He ran twenty-six point two miles in three hours forty-two minutes and fifteen seconds at a eight twenty-nine per mile pace.
Elizabeth I reigned 1558–1603; WWII lasted 1939–45. => Elizabeth the first reigned fifteen fifty-eight to sixteen oh-three; World War two lasted nineteen thirty-nine to forty-five.
The U.S. GDP grew 2.8% in Q3'24, vs. 3.0% in Q2. => The US GDP grew two point eight percent in Q three twenty-four, versus three point zero percent in Q two.
Gov't spending hit $6.75 trillion in FY2024. => Gov't spending hit six point seven five trillion dollars in FY twenty twenty-four.
The ratio is 16:9 at 3840×2160 (4K), 120Hz. => The ratio is sixteen to nine at thirty-eight forty by twenty-one sixty (four K), one hundred and twenty hertz.
She got a B+ on her SAT (1450/1600) & a 3.9 GPA. => She got a B plus on her SAT (one thousand four hundred and fifty out of one thousand six hundred) and a three point nine GPA.
Sen. Smith (D-CA) and Rep. Jones (R-TX) voted 51-49. => Senator Smith (D-CA) and Representative Jones (R-TX) voted fifty-one to forty-nine.
5 lbs. of flour @ $0.89/lb = $4.45. => five pounds of flour at eighty-nine cents per pound equals four dollars forty-five cents.
Mach 2, F-16, B-52, AK-47, C-130, 9mm, .45 ACP. => Mach two, F-sixteen, B-fifty-two, AK-forty-seven, C-one hundred thirty, nine millimeters, point four five ACP.
Wi-Fi 6E, USB 3.2, HDMI 2.1, 5G, 802.11ax. => Wi-Fi six E, USB three point two, HDMI two point one, five G, eight hundred and two point one one ax.
I'll be there in 5 min… maybe 10-15. => I'll be there in five minutes… maybe ten to fifteen.
The 80's were great; the '60s too. Class of '09. => The eighties were great; the sixties too. | Class of oh nine.
"Room 101" isn't 1984's only number. => "Room one zero one" isn't nineteen eighty-four's only number.
Mon–Thu: 11 a.m.–10 p.m.; Fri & Sat until 2 a.m. => Monday to Thursday: eleven AM to ten PM; Friday and Saturday until two AM.
It's a 50-50 chance, 1-in-a-million. => It's a fifty fifty chance, one-in-a-million.
Sincerely,\nJ. R. Smith, Ph.D., CEO & Co-founder => Sincerely, | JR Smith, PhD, CEO and Co-founder
Bus No. 42 departs every 15–20 mins from Stop #7. => Bus number forty-two departs every fifteen to twenty minutes from Stop number seven.
Revenue: $1,234.5 million; EBITDA margin 23.4 pp. => Revenue: one thousand two hundred and thirty-four point five million dollars; Ebitda margin twenty-three point four pp.
Add ¼ cup milk, 1½ tsp. vanilla, ⅔ cup sugar. => Add one quarter cup milk, one and a half teaspoons vanilla, two thirds cup sugar.
Windows 95/98/2000, macOS 14.2.1, Ubuntu 22.04 LTS. => Windows ninety-five, ninety-eight, two thousand, macOS fourteen point two point one, Ubuntu twenty-two point zero four LTS.
The 14th Amendment, Section 1, Art. II, § 2, cl. 1. => The fourteenth Amendment, Section one, article two, section two, clause one.
lat. 51°30′N, long. 0°7′W => lat. fifty-one degrees thirty minutes north, long. zero degrees seven minutes west
x₁ = -b ± √(b² - 4ac) / 2a => x one equals minus b plus or minus the square root of (b squared - four ac) / two a
pH < 7 is acidic; 10^-3 M; 6.022×10²³ => pH less than seven is acidic; ten to the power of minus three M; six point zero two two times ten to the power of twenty-three
March 15, 44 BC; the 1st c. AD; 10,000 BCE. => March fifteenth, forty-four BC; the first c. AD; ten thousand BCE.
Est. 1892. Ltd. ed. of 500. Lic. #C-1234567. => established eighteen ninety-two. Limited ed. of five hundred. | Lic. number C-one two three four five six seven.
Your code is 482913. It expires in 10 minutes. => Your code is four eight two nine one three. | It expires in ten minutes.
Meet on 3/4 at noon or 03/04/2025. => Meet on March fourth at noon or March fourth, twenty twenty-five.
He weighed 11 st 4 lb, i.e. 158 lb or 71.7 kg. => He weighed eleven stone four pounds, that is one hundred and fifty-eight pounds or seventy-one point seven kilograms.
""",  # noqa: E501 - a line is a text
    "en-GB": r"""
He lives at 10 Downing St, London SW1A 2AA; tel. 020 7946 0018. => He lives at ten Downing Street, London SW one A two AA; telephone zero two zero, seven nine four six, zero zero one eight.
It cost £3.50 for 500g, or 35p each; petrol is 142.9p/litre. => It cost three pounds fifty pence for five hundred grams, or thirty-five pence each; petrol is one hundred and forty-two point nine pence per litre.
The match ended 2-1 on 4/11/24; attendance 61,276. => The match ended two to one on the fourth of November, twenty-four; attendance sixty-one thousand two hundred and seventy-six.
He's 5ft 10in and weighs 12st 7lb. => He's five feet ten inches and weighs twelve stone seven pounds.
On 1 January 2025 at 16:45 the 4.50 from Paddington left. => On the first of January twenty twenty-five at sixteen forty-five the four fifty from Paddington left.
Prof Jones & Mrs Smith met Dr Patel MP at No 10. => Professor Jones and Misses Smith met Doctor Patel MP at No ten.
""",  # noqa: E501 - a line is a text
}
CASES = [(tag, *pair) for tag, table in TEXTS.items() for pair in readings(table)]


@pytest.mark.parametrize(("language", "written", "said"), CASES)
def test_everyday_english_is_said_as_by_a_reader(language: str, written: str, said: str) -> None:
    assert spoken(written.replace(r"\n", "\n"), language) == said
