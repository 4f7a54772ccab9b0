"""A complete sentence, spoken in two parts so that it starts sooner."""

import msgspec

from frontend.text.clauses import phrase_cut
from frontend.text.markup.atoms import with_closed_phonemes
from frontend.text.script import weight
from frontend.text.segment import DEFAULT_LIMITS, PhraseLimits, Segment


def parted(segment: Segment, limits: PhraseLimits) -> list[Segment]:
    """Return the sentence's first phrase and its rest, or the sentence alone if there is none."""
    cut = phrase_cut(with_closed_phonemes(segment.text), limits)
    rest = segment.text[cut.end :] if cut else ""
    if cut is None or weight(rest) < DEFAULT_LIMITS.min_chars:
        return [segment]
    return [
        Segment.of(segment.text[: cut.end], cut.ending),
        msgspec.structs.replace(segment, text=rest),
    ]
