"""Numbers in Chinese words."""

import re

from frontend.text.normalisation.asian.ideographs import Ideographs
from frontend.text.normalisation.spelling import SpelledNumbers

TO = "到"
_CLDR = SpelledNumbers("zh")
# CLDR writes 二千; people say 两千, 两万, 两亿, but 二十万.
_TWO = re.compile(r"(?<!十)二(?=[千万亿])")
# A place of ten thousands that is short of thousands is led by 零, as in 一百亿零十万.
_GAP = re.compile(
    r"(?<=亿)(?=[一二三四五六七八九十][十百]?[一二三四五六七八九]?十?[一二三四五六七八九]?万)"
)


def _cardinal(number: int) -> str:
    words = _GAP.sub("零", _CLDR.spelled(number))
    return _TWO.sub("两", words)


NUMBERS = Ideographs(_cardinal, "负")
spoken = NUMBERS.spoken
