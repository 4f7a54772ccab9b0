"""Characters nobody can hear: taken out of a stream one by one, whatever stands next to them."""

import re

_LINE_ENDS = "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_JOINERS = "\u200c\u200d"
SPOKEN_EMOJI = {"\u203c": "!!", "\u2049": "!?", "❗": "!", "❕": "!", "❓": "?", "❔": "?"}
MINUS_SIGNS = "▲△"
_SILENT = (
    "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f"  # control characters
    "\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\uffff"  # zero width
    "\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff"  # lone surrogates, private use
    "\u20e3\ufe00-\ufe0f\U000e0000-\U000e0fff"  # key caps, variation selectors, flag tags
    "\u231a\u231b\u2328\u23cf\u23e9-\u23ff\u25a0-\u25b6\u25b8-\u25c0\u25c2-\u25ff\u2600-\u2775\u2794-\u27bf\u2b05-\u2bff"
    "\u3030\u303d\U0001f000-\U0001faff"  # emoji and their skin tones
)
_NOISE = re.compile(f"[{_LINE_ENDS}{_JOINERS}{''.join(SPOKEN_EMOJI)}{_SILENT}]")
# Scripts that join or part their letters with the joiners: Arabic, Syriac, those of India.
_JOINING = re.compile(r"[\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u17ff]")


class CharacterFilter:
    """Drops emoji, control characters, lone surrogates and zero-width ones; makes line ends \\n.

    In Japanese the triangles that accounts write for a minus stay: a rule reads them.
    """

    def __init__(self, language: str = "en") -> None:
        self._kept_signs = MINUS_SIGNS if language.partition("-")[0] == "ja" else ""
        self._last = ""  # the last character read that is no joiner
        self._ended_line = False  # with \r, whose \n may follow

    def push(self, text: str) -> str:
        if self._ended_line or _NOISE.search(text):
            return "".join(map(self._kept, text))
        self._last = text[-1:] or self._last
        return text

    def _kept(self, char: str) -> str:
        """Return what is left of one character."""
        if char in _JOINERS:
            return char if _JOINING.match(self._last) else ""
        self._last = char
        is_second = self._ended_line and char == "\n"
        self._ended_line = char == "\r"
        if is_second:
            return ""
        if char in _LINE_ENDS:
            return "\n"
        if char in SPOKEN_EMOJI:
            return SPOKEN_EMOJI[char]
        return "" if _NOISE.match(char) and char not in self._kept_signs else char
