"""The words for what all languages write alike, and words that are in capitals at times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from frontend.text.normalisation.common.capitals import ACRONYMS, Capitals
from frontend.text.normalisation.common.words import Words

if TYPE_CHECKING:
    from frontend.text.normalisation.english.numbers import Numbers

_MARKS = {
    "@": "at", ".": "dot", "/": "slash", "-": "dash", "_": "underscore", ":": "colon", "#": "hash",
    "?": "question mark", "=": "equals", "&": "ampersand", "%": "percent", "+": "plus",
    "~": "tilde", "\\": "backslash", "*": "star", "!": "exclamation mark", "$": "dollar",
}  # fmt: skip
_EMPHASISED = (
    "A AGAIN ALL ALSO AND ANY ARE ASK AT AWAY BACK BAD BE BEST BIG BOTH BUT BUY BY BYE CALL CAN "
    "CANT CAN'T CAR CLICK COME DAY DID DIE DO DOES DON'T DONE DONT DOWN EACH EAT END EVEN EVER "
    "EVERY FAR FEAR FIND FIRE FIX FOR FREE FROM FULL FUN GET GIVE GO GOD GOOD GOT HALF HARD HAS "
    "HAVE HE HELP HER HERE HIM HIS HOLD HOT HOW IF IN IS ITS JUST KEEP KNOW LAST LATE LESS LET "
    "LIE LIKE LIVE LONG LOOK LOST LOUD LOVE MAD MAKE MAN MANY MAY MORE MOST MUCH MUST MY NEED "
    "NEVER NEW NEXT NICE NO NONE NOR NOT NOTE NOW OF OFF OH OLD ON ONCE ONE ONLY OPEN OUR OUT "
    "OVER OWN PAST PLEASE PUT RARE READ REAL REALLY RUN SAID SALE SAME SAVE SAW SAY SEE SHE "
    "SHOULD SHUT SIX SLOW SO SOLD SOME SOON STAY STILL STOP SUCH SURE TAKE TELL TEN THAN THAT "
    "THE THEIR THEM THEN THEY THIS TIME TO TODAY TOLD TOO TRUE TRY TWO UP USE USED VERY WAIT "
    "WANT WAR WAS WAY WE WELL WENT WERE WHAT WHEN WHY WILL WITH WON WON'T WORD WORK YEAR YES "
    "YET YOU YOUR ZERO"
)


_BEFORE_US = frozenset(("", "A", "ALL", "AND", "BY", "FOR", "IN", "OF", "ON", "THE", "TO", "WITH"))


def words(numbers: Numbers) -> Words:
    return Words(
        marks=_MARKS,
        point="point",
        plus="plus",
        version="version",
        hashtag="hashtag",
        number=numbers.cardinal,
        digit=numbers.digits,
    )


def capitals() -> Capitals:
    return Capitals(frozenset(_EMPHASISED.split()) - ACRONYMS, adjectives={"US": _BEFORE_US})
