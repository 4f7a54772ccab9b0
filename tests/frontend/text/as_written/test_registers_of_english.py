"""English of recipes, sports, manuals, papers, laws, bills, games, chats and fiction."""

import pytest

from tests.support.readings import readings
from tests.support.spoken_text import spoken

# By language; a bar stands between segments, a line break is written \n.
TEXTS = {
    "en-US": r"""
Cream 1 cup (2 sticks) butter with 1½ cups sugar; add 2 lg eggs and 1/8 tsp. nutmeg. => Cream one cup (two sticks) butter with one and a half cups sugar; add two lg eggs and one eighth of a teaspoon nutmeg.
Simmer 10–12 mins., then reduce heat to med-low for 1 hr 15 min. => Simmer ten to twelve minutes, then reduce heat to med-low for one hour fifteen minutes.
Makes 2 doz. cookies; 180 kcal, 9g fat, 22g carbs per serving. => Makes two dozen cookies; one hundred and eighty kilocalories, nine grams fat, twenty-two grams carbs per serving.
Add 1 (14.5-oz) can diced tomatoes and 8 oz. cream cheese. => Add one (fourteen point five ounce) can diced tomatoes and eight ounces cream cheese.
Cut into 1-inch cubes (about 4 c.). => Cut into one-inch cubes (about four c.).
Preheat oven to 375 degrees F (190 degrees C). => Preheat oven to three hundred and seventy-five degrees Fahrenheit (one hundred and ninety degrees Celsius).
Yankees 5, Red Sox 3 (F/10). Cole (W, 7-4) fanned 11. => Yankees five, Red Sox three (F/ten). | Cole (W, seven-four) fanned eleven.
Djokovic d. Alcaraz 6-4, 3-6, 7-6 (7-3), 6-2. => Djokovic d. Alcaraz six-four, three-six, seven-six (seven-three), six-two.
Chiefs lead the AFC West at 12-3-1. => Chiefs lead the AFC West at twelve-three-one.
LeBron had 28 pts, 11 reb and 9 ast in 36:42. => LeBron had twenty-eight points, eleven rebounds and nine assists in thirty-six forty-two.
Kipchoge won the marathon in 2:01:09; Bolt's 100m WR is 9.58s. => Kipchoge won the marathon in two hours one minute and nine seconds; Bolt's one hundred meters WR is nine point five eight seconds.
Real Madrid won 3-2 on agg. (4-3 on pens). => Real Madrid won three to two on agg. (four to three on pens).
She's ranked No. 3 w/ a 10-2 record; up 3-1 in the best-of-7. => She's ranked number three with a ten to two record; up three to one in the best-of-seven.
The Packers' QB went 24-for-36 for 301 yds and 3 TDs on 4th-and-2. => The Packers' QB went twenty-four-for-thirty-six for three hundred and one yards and three TDs on fourth-and-two.
His .312 AVG and 2.95 ERA lead the NL. => His point three one two AVG and two point nine five ERA lead the NL.
Hi Dr. Lee, pls find attached the Q2 report (v3, final). Thx, J. => Hi Doctor Lee, pls find attached the Q two report (v three, final). | Thx, J.
Re: Fwd: Mtg. on Tues. 3/4 @ 2:30 => Re: Fwd: Mtg. on Tuesday March fourth at two thirty
brb, 5 mins. lol u there? c u @ 8 => brb, five minutes lol u there? | c u at eight
Sent: Monday, March 3, 2025 4:17 PM => Sent: Monday, March third, twenty twenty-five four seventeen PM
Can we push our 1:1 to 3pm EST / noon PST? => Can we push our one to one to three PM EST slash noon PST?
omg that's soooo cool!!! 10/10 would recommend => omg that's soooo cool!!! | ten out of ten would recommend
ngl it's like 90% done, gimme 2 secs => ngl it's like ninety percent done, gimme two seconds
Pls RSVP by 6/15. B.Y.O.B. Kids $5, adults $12.50. => Pls RSVP by June fifteenth. | B Y O B Kids five dollars, adults twelve dollars fifty cents.
On Mar 3, 2025, at 4:17 PM, Bob <bob@x.com> wrote: => On March third, twenty twenty-five, at four seventeen PM, Bob bob at X dot com wrote:
P.S. I owe you $20. P.P.S. Call Mom. => PS I owe you twenty dollars. | PPS Call Mom.
Attn: Mr. J. R. Smith, Ste. 400 => Attn: Mister JR Smith, suite four hundred
cc: legal@corp.com; bcc: hr@corp.com => cc: legal at corp dot com; bcc: HR at corp dot com
## Step 1: Install\n\nRun `pip install foo==1.2.3`. => Step one: Install | Run pip install foo==one point two point three.
1. Open *Settings* → *Privacy*.\n2. Click **OK**. => one. Open Settings to Privacy. | two. Click OK.
Use `git rebase -i HEAD~3` to squash 3 commits. => Use git rebase -i HEAD~three to squash three commits.
The time complexity is O(n log n) and space is O(1). => The time complexity is O(n log n) and space is O(one).
Sure! The answer is **42** ($6 \times 7$). => Sure! The answer is forty-two (six times seven).
It's about 3-4x faster, and 2× cheaper. => It's about three to four times faster, and two times cheaper.
Note: `None` != `0`; use `x is None`. => Note: None not equal to zero; use x is None.
Set `MAX_RETRIES=5` and `timeout_ms: 3000` in `app.config.json`. => Set MAX_RETRIES equals five and timeout_ms: three thousand in app dot config dot json.
The function `get_user_by_id(42)` returns a `dict[str, int]`. => The function get_user_by_id(forty-two) returns a dict[str, int].
if x >= 10 and y != 3: return True => if x greater than or equal to ten and y not equal to three: return True
Press Ctrl+Shift+P, then type "reload". => Press Ctrl plus Shift plus P, then type "reload".
Press Cmd-C, Alt+F4 or F12. => Press Cmd-C, Alt plus F four or F twelve.
Release 2.14.0 (2024-11-05): fixes CVE-2024-3094 & 12 other bugs (#881, #902). => Release two point fourteen point zero (November fifth, twenty twenty-four): fixes CVE-twenty twenty-four, three zero nine four and twelve other bugs (number eight hundred and eighty-one, number nine hundred and two).
Requires macOS 13+ or Windows 10/11 (64-bit). => Requires macOS thirteen plus or Windows ten eleven (sixty-four-bit).
Torque bolts M6x20 to 10 N·m (7.4 ft-lb). => Torque bolts M six x twenty to ten newton meters (seven point four foot-pounds).
Use a No. 2 Phillips; see p. 14, Fig. 3-2. => Use a number two Phillips; see page fourteen, figure three-two.
Do NOT exceed 120 psi (8.3 bar). => Do not exceed one hundred and twenty pounds per square inch (eight point three bar).
Supports USB 3.2 Gen 2, Wi-Fi 6E and Bluetooth 5.3. => Supports USB three point two Gen two, Wi-Fi six E and Bluetooth five point three.
HTTP 404 and 503 errors on port 8080. => HTTP four hundred and four and five hundred and three errors on port eight thousand and eighty.
IEEE 802.11ax and ISO 9001:2015 certified. => IEEE eight hundred and two point one one ax and ISO nine thousand and one twenty fifteen certified.
Error 0x80070005: access denied. => Error zero x eight zero zero seven zero zero zero five: access denied.
Part no. 7B-3340-X2, S/N 00482913. => Part number seven B-three three four zero-X two, S/N zero zero four eight two nine one three.
The cohort (N = 1,204; mean age 45.3 ± 12.1 y) showed HR 0.78 (95% CI 0.65–0.94; p = 0.008). => The cohort (N equals one thousand two hundred and four; mean age forty-five point three plus or minus twelve point one y) showed HR zero point seven eight (ninety-five percent CI zero point six five to zero point nine four; p equals zero point zero zero eight).
Samples were spun at 12,000 × g for 10 min at 4 °C. => Samples were spun at twelve thousand times g for ten minutes at four degrees Celsius.
Smith et al. (2019) found r = .45, t(38) = 2.31, p < .05. => Smith et al. (twenty nineteen) found r equals point four five, t(thirty-eight) equals two point three one, p less than point zero five.
α-synuclein and β-amyloid; CD4+ T cells; IL-6; SARS-CoV-2 => alpha-synuclein and beta-amyloid; CD four plus T cells; IL-six; SARS-CoV-two
Take 500mg q6h PRN; BP 120/80, HR 72 bpm, SpO2 98%. => Take five hundred milligrams q six h PRN; BP one hundred and twenty over eighty, HR seventy-two beats per minute, SpO two ninety-eight percent.
Invoice INV-2024-0117, due 02/15/2024, net 30. => Invoice INV-twenty twenty-four, zero one one seven, due February fifteenth, twenty twenty-four, net thirty.
Qty 3 @ $19.99 ea. = $59.97; tax (8.25%) $4.95; total $64.92 => Qty three at nineteen dollars ninety-nine cents each equals fifty-nine dollars ninety-seven cents; tax (eight point two five percent) four dollars ninety-five cents; total sixty-four dollars ninety-two cents
PO# 4500123456, Acct. ending in 4242 => PO number four five zero zero one two three four five six, Acct. ending in four two four two
Subtotal: $1,249.00 — Discount (10%): -$124.90 => Subtotal: one thousand two hundred and forty-nine dollars — Discount (ten percent): minus one hundred and twenty-four dollars ninety cents
Refund of ($45.00) issued to card **** 1234. => Refund of (forty-five dollars) issued to card one two three four.
Bus 42 dep. 07:15, arr. 08:02; Sat/Sun only. => Bus forty-two dep. seven fifteen, arr. eight oh two; Saturday and Sunday only.
Amtrak #2151 leaves Penn Sta. at 6:00a, track 11W. => Amtrak number two thousand one hundred and fifty-one leaves Penn Sta. at six AM, track eleven W.
Flights AA 100, BA2490 and DL1 are delayed 45 min. => Flights AA one hundred, BA two four nine zero and DL one are delayed forty-five minutes.
Mon–Thu 6am–10pm; Fri–Sun 24 hrs. => Monday to Thursday six AM to ten PM; Friday to Sunday twenty-four hours.
Gate C7, Seat 14A, Zone 3, conf. code QX7T2L. => Gate C seven, Seat fourteen A, Zone three, conf. code QX seven T two L.
See Roe v. Wade, 410 U.S. 113, 152–53 (1973). => See Roe versus Wade, four hundred and ten US one hundred and thirteen, one hundred and fifty-two to fifty-three (nineteen seventy-three).
Section 3(a)(ii) of the Agreement; Art. IV, Sec. 2, cl. 1; the 14th Amend. => Section three A two of the Agreement; article four, section two, clause one; the fourteenth Amend.
The party of the first part shall pay $5,000.00 within thirty (30) days. => The party of the first part shall pay five thousand dollars within thirty (thirty) days.
Exhibit B-2, ¶ 14, lines 3–7. => Exhibit B-two, paragraph fourteen, lines three to seven.
"99 Luftballons", "1999", "7 Years" and "867-5309/Jenny" => "ninety-nine Luftballons", "nineteen ninety-nine", "seven Years" and "eight six seven, five three zero nine/Jenny"
Blade Runner 2049, 2001: A Space Odyssey, Se7en, Rocky IV, Ocean's 11 and Apollo 13 => Blade Runner twenty forty-nine, two thousand one: A Space Odyssey, Se seven en, Rocky four, Ocean's eleven and Apollo thirteen
Star Wars: Episode IV – A New Hope (1977) => Star Wars: Episode four – A New Hope (nineteen seventy-seven)
Beethoven's Symphony No. 9 in D minor, Op. 125, was first heard in 1824. => Beethoven's Symphony number nine in D minor, opus one hundred and twenty-five, was first heard in eighteen twenty-four.
Bach: Toccata & Fugue in D min., BWV 565; Mozart's K. 545; 4/4 at 120 BPM => Bach: Toccata and Fugue in D min., BWV five hundred and sixty-five; Mozart's K. five hundred and forty-five; four four at one hundred and twenty BPM
Taylor Swift ft. Post Malone – "Fortnight" (3:48) => Taylor Swift ft. Post Malone – "Fortnight" (three forty-eight)
Just hit 10K followers!! Thx y'all 🙏 #blessed #100DaysOfCode => Just hit ten thousand followers!! | Thx y'all hashtag blessed hashtag one hundred Days Of Code
RT @elonmusk: 69.420% true lol => RT at elonmusk: sixty-nine point four two zero percent true lol
TIL 1 in 4 ppl can't whistle. AMA! => TIL one in four ppl can't whistle. | AMA!
1600 Pennsylvania Ave. NW, Washington, DC 20500 => sixteen hundred Pennsylvania Avenue NW, Washington, DC two zero five zero zero
P.O. Box 1234, Springfield, IL 62704-5678 => PO Box one two three four, Springfield, Illinois six two seven zero four, five six seven eight
221B Baker St., 2nd Fl., Rm. 5 => two hundred twenty-one B Baker Street, second floor, room five
1 Infinite Loop, Cupertino, CA 95014 => one Infinite Loop, Cupertino, California nine five zero one four
123 E. 45th St., Bldg. 7, Apt. 3C, New York, NY 10017 => one twenty-three East forty-fifth Street, building seven, apartment three C, New York, New York one zero zero one seven
Take I-80 W to Exit 12B, then US-1 S for 3.4 mi. => Take I-eighty W to Exit twelve B, then US-one S for three point four miles.
Hwy. 61, Rte. 9, Co. Rd. 550 => Highway sixty-one, Route nine, County Road five hundred and fifty
High 72F, low 55F; winds SW 5-10mph, gusts to 25; 40% chance of rain; 0.25" expected. => High seventy-two degrees Fahrenheit, low fifty-five degrees Fahrenheit; winds SW five to ten miles per hour, gusts to twenty-five; forty percent chance of rain; zero point two five inches expected.
Hurricane Ida (Cat. 4) has 150-mph winds, pressure 929 mb. => Hurricane Ida (Cat. four) has one hundred and fifty mile per hour winds, pressure nine hundred and twenty-nine mb.
UV index 8, AQI 152, dew point 61°. => UV index eight, AQI one hundred and fifty-two, dew point sixty-one degrees.
BTC is $67,432.10 (+2.31%), ETH $3.5k; EUR/USD 1.0845. => BTC is sixty-seven thousand four hundred and thirty-two dollars ten cents (plus two point three one percent), ETH three point five thousand dollars; EUR slash USD one point zero eight four five.
The 10-yr yield rose 5 bps to 4.25%; the Fed cut by 25bp. => The ten year yield rose five basis points to four point two five percent; the Fed cut by twenty-five bp.
Revenue: $94.9B (+6% YoY); EPS: $1.64 vs. $1.60 est. => Revenue: ninety-four point nine billion dollars (plus six percent year over year); EPS: one dollar sixty-four cents versus one dollar sixty cents est.
NVDA +3.4%, AAPL -0.8%, oil at $78/bbl, gold $2,350/oz. => NVDA plus three point four percent, AAPL minus zero point eight percent, oil at seventy-eight dollars per barrel, gold two thousand three hundred and fifty dollars per ounce.
A 401(k), a 529 plan, a W-2 and a 1099-MISC. => A four oh one k, a five hundred and twenty-nine plan, a W-two and a ten ninety-nine-MISC.
30-yr fixed at 6.875% APR w/ 20% down on $450K => thirty year fixed at six point eight seven five percent APR with twenty percent down on four hundred and fifty thousand dollars
Elo 2850; he won 2½–1½. => Elo two thousand eight hundred and fifty; he won two and a half to one and a half.
gg ez, 3v1 clutch, +25 LP, need 1500g for mythic => gg ez, three v one clutch, plus twenty-five LP, need one thousand five hundred grams for mythic
lvl 99 mage w/ 2.5k HP LF2M for MC, 8pm ST => lvl ninety-nine mage with two point five thousand HP LF two M for MC, eight PM ST
Roll 2d6+3 for 1d20 dmg; AC 15, DC 12, XP: 1,200 => Roll two d six plus three for one d twenty dmg; AC fifteen, DC twelve, XP: one thousand two hundred
"I—I can't," she said. "Not at 3 a.m., not with Mr. Hyde there." => "I—I can't," she said. | "Not at three AM, not with Mister Hyde there."
"Dr. Who?" "No, Dr. No. He left at 5." => "Doctor Who?" "No, Doctor No. | He left at five."
Mrs. O'Leary's cow kicked the lamp at 9 P.M. The city burned. => Misses O'Leary's cow kicked the lamp at nine PM. | The city burned.
He lived at No. 10. Mr. Darcy lived at No. 12. => He lived at number ten. | Mister Darcy lived at number twelve.
Ch. XIV. In which Mr. Pickwick meets Sgt. Buzfuz. => chapter fourteen. In which Mister Pickwick meets Sergeant Buzfuz.
CHAPTER I.\n\nLOOMINGS.\n\nCall me Ishmael. Some years ago—never mind how long. => Chapter one. | Loomings. | Call me Ishmael. | Some years ago—never mind how long.
Louis XIV, Act II, Scene iii, Part One, Book VI => Louis the fourteenth, Act two, Scene three, Part One, Book six
[DOOR CREAKS] - Who's there? - It's me, Lt. Dan. => [door creaks] - Who's there? | - It's me, Lieutenant Dan.
00:01:23,456 --> 00:01:25,789\nHello there. => zero hours one minute and twenty-three point four five six seconds to zero hours one minute and twenty-five point seven eight nine seconds | Hello there.
(SIGHS) ♪ Happy birthday to you ♪ => (Sighs) Happy birthday to you
St. John's, St. Louis and St. Paul St. => Saint John's, Saint Louis and Saint Paul St.
Dr. No and Dr. Strange live on Maple Dr. They are friends. => Doctor No and Doctor Strange live on Maple Drive. | They are friends.
I work for Acme Corp. They make anvils. So does Foo Inc. In 1990 it closed. => I work for Acme Corporation. | They make anvils. | So does Foo Incorporated. | In nineteen ninety it closed.
He got his Ph.D. In 2001 he left for the U.S. He never returned. => He got his PhD | In two thousand one he left for the US. | He never returned.
She has a B.A. and an M.Sc.; her bro., Col. Sanders, retd. => She has a BA and an MSc; her bro., Colonel Sanders, retd.
Sgt. Pepper met Gen. Grant, Adm. Nelson, Pres. Lincoln, Sec. Clinton and Fr. Brown. => Sergeant Pepper met General Grant, Admiral Nelson, President Lincoln, Sec. Clinton and Father Brown.
The U.S. Army and U.K. Parliament met at 5 p.m. Tuesday. => The US Army and UK Parliament met at five PM Tuesday.
Vitamins A, C, E, K and B12. => Vitamins A, C, E, K and B twelve.
It's 30s long. Wait 30s, then retry in 500ms. => It's thirty seconds long. Wait thirty seconds, then retry in five hundred milliseconds.
In her 30s, in the '90s, a 2000s vibe. => In her thirties, in the nineties, a two thousands vibe.
Size 10½, 32x34 jeans, 5'10", 16 fl oz, XXL => Size ten and a half, thirty-two by thirty-four jeans, five foot ten, sixteen fluid ounces, XXL
Model S, iPhone 4S, 3D, 4G, MP3, B2B, K-12, 9-to-5, 24/7, 911 => Model S, iPhone four S, three D, four G, MP three, B two B, K-twelve, nine-to-five, twenty-four seven, nine hundred and eleven
It's a 50-50 call: 7-Eleven, 5-0, 20/20 vision. => It's a fifty fifty call: seven-Eleven, five-zero, twenty twenty vision.
I'd give it a 4½/5 or 9.5/10. => I'd give it a four and a half out of five or nine point five out of ten.
1st, 2nd, 3rd & 4th quarters; 21st-century; 100th; 1,000th => first, second, third and fourth quarters; twenty-first-century; one hundredth; one thousandth
pH 7.4, 5 ppm, 10 dB, 60 fps, 300 dpi, 8-bit, 4:3 => pH seven point four, five parts per million, ten decibels, sixty frames per second, three hundred dots per inch, eight-bit, four to three
3:10 to Yuma leaves at 3:10. => three ten to Yuma leaves at three ten.
The '69 Mets; class of '04; '20s flappers => The sixty-nine Mets; class of oh four; twenties flappers
~5k ppl, <10%, >50 °C, ±2 mm, ≥18 yrs => about five k ppl, less than ten percent, more than fifty degrees Celsius, plus or minus two millimeters, greater than or equal to eighteen years
x=5; y=-3; z=2x+1; f'(x)=2 => x equals five; y equals minus three; z equals two x plus one; f'x equals two
a/b testing, and/or, he/she, km/h, TCP/IP, n/a, w/o => a/b testing, and/or, he slash she, kilometers per hour, TCP slash IP, n/a, without
The cat sat. Dr. Who sat too. Capt. Kirk left; Rev. Black stayed. => The cat sat. Doctor Who sat too. | Captain Kirk left; Reverend Black stayed.
We met Gen. Who and Sen. They in Prof. Which's office. => We met General Who and Senator They in Professor Which's office.
Rinse 2x, then repeat 3x a day for 5 days. => Rinse two times, then repeat three times a day for five days.
It's 10x better than v1 and 1.5x the price. => It's ten times better than v one and one point five times the price.
Bake at 425F until 165F inside; chill below 40F. => Bake at four hundred and twenty-five degrees Fahrenheit until one hundred and sixty-five degrees Fahrenheit inside; chill below forty degrees Fahrenheit.
The speed run took 4m 12s; the record is 3m 58.2s. => The speed run took four minutes twelve seconds; the record is three minutes fifty-eight point two seconds.
Pay with card 4242 or acct. 00918273 by 5p. => Pay with card four two four two or acct. zero zero nine one eight two seven three by five p.
Doors open at 7:30p; show ends 11:15p. => Doors open at seven thirty PM; show ends eleven fifteen PM.
See CVE-2021-44228, RFC-2024-0012 and case ABC-2023-00451. => See CVE-twenty twenty-one, four four two two eight, RFC-twenty twenty-four, zero zero one two and case ABC-twenty twenty-three, zero zero four five one.
If a <= b and b != c, then a -> c. => If a less than or equal to b and b not equal to c, then a to c.
Exits 5-7 of I-95 N; take NJ-17 S. => Exits five-seven of I-ninety-five N; take NJ-seventeen S.
Serves 6-8; makes 12-16 rolls; feeds 4-5. => Serves six to eight; makes twelve to sixteen rolls; feeds four to five.
Temps of 68F to 72F, wind chill near -10F. => Temps of sixty-eight degrees Fahrenheit to seventy-two degrees Fahrenheit, wind chill near minus ten degrees Fahrenheit.
He scored 9.5/10; she gave it 4½/5; I say 10/10. => He scored nine point five out of ten; she gave it four and a half out of five; I say ten out of ten.
On Wed. 11/27, meet at 12:30 in Ste. 210. => On Wednesday November twenty-seventh, meet at twelve thirty in suite two hundred and ten.
""",  # noqa: E501 - a line is a text
    "en-GB": r"""
Mix 225g plain flour with 1 tsp bicarb and 150ml milk; bake at Gas Mark 6 (200°C/180°C fan) for 20-25 mins. => Mix two hundred and twenty-five grams plain flour with one teaspoon bicarb and one hundred and fifty millilitres milk; bake at Gas Mark six (two hundred degrees Celsius/one hundred and eighty degrees Celsius fan) for twenty to twenty-five minutes.
Add 2 tbsp. golden syrup & 4 oz butter; rest for ½ hr. => Add two tablespoons golden syrup and four ounces butter; rest for half an hour.
England are 245-6 (50 ov); Root 104*, Stokes 45 n.o. => England are two hundred and forty-five to six (fifty ov); Root one hundred and four, Stokes forty-five n.o.
West Ham drew 0-0; Leeds lost 4-nil. => West Ham drew zero to zero; Leeds lost four-nil.
The 1815 to Leeds calls at all stations. => The eighteen fifteen to Leeds calls at all stations.
Meet at 7.30pm on Sat 14 Dec at 10 Downing St, London SW1A 2AA. => Meet at seven thirty PM on Saturday the fourteenth of December at ten Downing Street, London SW one A two AA.
Ring 020 7946 0018 or 07700 900123, 9am–5.30pm Mon–Fri. => Ring zero two zero, seven nine four six, zero zero one eight or zero seven seven zero zero, nine zero zero one two three, nine AM to five thirty PM Monday to Friday.
Dr Smith, Mr Jones, Mrs Patel and Prof. Hawking met Rev. Green. => Doctor Smith, Mister Jones, Misses Patel and Professor Hawking met Reverend Green.
Total: £1,249.99 inc. VAT @ 20%. Pay by 31/01/2025. => Total: one thousand two hundred and forty-nine pounds ninety-nine pence including VAT at twenty percent. | Pay by the thirty-first of January, twenty twenty-five.
It costs 50p, £2.50, £1m, £3.2bn, or 99p each. => It costs fifty pence, two pounds fifty pence, one million pounds, three point two billion pounds, or ninety-nine pence each.
Rent: £950 pcm; 2-bed flat, 65 sq m, EPC C. => Rent: nine hundred and fifty pounds pcm; two-bed flat, sixty-five square metres, EPC C.
He's 6ft 2in and 13st 7lb; she did 5k in 24m 30s. => He's six feet two inches and thirteen stone seven pounds; she did five k in twenty-four minutes thirty seconds.
The A34, M25 and B4009 are shut; J12–J15 of the M1 too. => The A thirty-four, M twenty-five and B four zero zero nine are shut; J twelve to J fifteen of the M one too.
S. 12(3)(b) of the Data Protection Act 2018; R v Brown [1994] 1 AC 212. => S. twelve(three)(b) of the Data Protection Act twenty eighteen; R v Brown [nineteen ninety-four] one AC two hundred and twelve.
King Henry VIII, Elizabeth II and George VI. => King Henry the eighth, Elizabeth the second and George the sixth.
World War One, WW2, the 1970s, c.1450, 55 BC, AD 43. => World War One, World War two, the nineteen seventies, circa fourteen fifty, fifty-five BC, AD forty-three.
Temp: 14°C, feels like 11; 15mph SW'ly; 80% chance of showers. => Temp: fourteen degrees Celsius, feels like eleven; fifteen miles per hour SW'ly; eighty percent chance of showers.
FTSE 100 up 0.4% at 8,205.11; £/$ 1.27; Brent $82.10 a barrel. => FTSE one hundred up zero point four percent at eight thousand two hundred and five point one one; pound/dollar one point two seven; Brent eighty-two dollars ten cents a barrel.
Base rate cut by 0.25pp to 4.75%. => Base rate cut by zero point two five pp to four point seven five percent.
On 3 Sept. 1939, at 11.15 a.m., Mr. Chamberlain spoke. => On the third of September nineteen thirty-nine, at eleven fifteen AM, Mister Chamberlain spoke.
On 5th November 1605, Guy Fawkes was caught. => On the fifth of November sixteen oh-five, Guy Fawkes was caught.
3/4/2025, 03.04.25 and 2025-04-03 are one day. => the third of April, twenty twenty-five, the third of April, twenty-five and the third of April, twenty twenty-five are one day.
The Rt Hon. Sir Keir Starmer KC MP; Lt Col Smith; Maj. Gen. Jones => The Right Honorable Sir Keir Starmer KC MP; Lieutenant Colonel Smith; Major General Jones
No. 1 Court, Centre Ct., R1: 6-3, 7-5 => number one Court, Centre Ct., R one: six-three, seven-five
Series 2, Ep. 4; Ch4; BBC1 at 9 => Series two, Ep. four; Ch four; BBC one at nine
Doctor Who S13E02; James Bond in "007" => Doctor Who S thirteen E zero two; James Bond in "zero zero seven"
1 Cor. 13:4–7; Ps. 23:1 => first Corinthians thirteen four to seven; Psalm twenty-three one
Yours sincerely,\nJ. K. Rowling (Ms) => Yours sincerely, | JK Rowling (Ms)
Size 12 dress, UK 8 shoe (EU 42), 38" waist => Size twelve dress, UK eight shoe (EU forty-two), thirty-eight inches waist
Q. Who won? A. Nobody. => Q. Who won? A. Nobody.
Max. speed 155mph; 0–62mph in 3.9s; 450bhp; CO2 210g/km. => maximum speed one hundred and fifty-five miles per hour; zero to sixty-two miles per hour in three point nine seconds; four hundred fifty bhp; CO two two hundred and ten grams per kilometre.
M&S, B&Q, R&B, Q&A, AT&T and H&M. => M and S, B and Q, R and B, Q and A, AT and T and H and M.
The play runs c.1595–96; the house was built c. 1780. => The play runs circa fifteen ninety-five to ninety-six; the house was built circa seventeen eighty.
Mix 1 pint with 10 fl oz; the tank holds 12 gal. => Mix one pint with ten fluid ounces; the tank holds twelve gallons.
Price £45 inc. VAT and p&p. => Price forty-five pounds including VAT and p and p.
The concert is Fri 6 June at 7.30pm; Sun 8 June at 3pm. => The concert is Friday the sixth of June at seven thirty PM; Sunday the eighth of June at three PM.
Max. load 750kg; max. height 2.1m. => maximum load seven hundred and fifty kilograms; maximum height two point one metres.
The Rt Hon. Jane Smith and the Rt Rev. John Brown spoke. => The Right Honorable Jane Smith and the Right Reverend John Brown spoke.
""",  # noqa: E501 - a line is a text
}
CASES = [(tag, *pair) for tag, table in TEXTS.items() for pair in readings(table)]


@pytest.mark.parametrize(("language", "written", "said"), CASES)
def test_texts_of_many_kinds_are_said_as_by_a_reader(
    language: str, written: str, said: str
) -> None:
    assert spoken(written.replace(r"\n", "\n"), language) == said
