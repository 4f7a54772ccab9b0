"""What nobody says: numbers of notes, as in "It was so.² He left³ it", and <3."""

from __future__ import annotations

import re

from frontend.text.normalisation.rule import Rule

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
# A unit or what has a power is shorter: "cm²", "sin²".
_NOTE = re.compile(
    rf"(?:(?<=[^\W\d_]{{4}})|(?<=[^\W\d_][.,;:!?])|(?<=[.,!?][\"'”’»]))[{_RAISED}]{{1,3}}(?!\w)"
)
# A heart, not what is less than three: "x <3", "<3 kg".
_HEART = re.compile(r"(?<![\w<=])(?<!(?<!\w)[a-z] )<3(?![\w.,%]|\s(?:[a-z]{1,2}|%|°)(?!\w))")
_IDEOGRAPHIC_NOTE = re.compile(
    rf"(?<=[\u3001\u3002\u3040-\u30ff\u4e00-\u9fff」』”])[{_RAISED}]{{1,3}}"
)


def note_rules(*, ideographs: bool = False) -> list[Rule]:
    """Return that of numbers which nobody says."""
    note = _IDEOGRAPHIC_NOTE if ideographs else _NOTE
    return [
        Rule("note", note, lambda _: "", needs=_RAISED),
        Rule("heart", _HEART, lambda _: "", needs="<"),
    ]
