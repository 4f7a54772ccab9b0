"""What is said for a text: cut into segments, each of them normalised."""

from frontend.text import Ending, TextCutter
from frontend.text.normalisation import normalise

BETWEEN = " | "


def spoken(written: str, language: str) -> str:
    """Return what is said, segment by segment; a pause that a tag asked for is <its seconds>."""
    cutter = TextCutter(language)
    said = []
    for segment in [*cutter.push(written), *cutter.flush()]:
        if segment.text:
            said.append(normalise(segment.text, language).text)
        if segment.ending is Ending.PAUSE:
            said.append(f"<{segment.pause_s:g}>")
    return BETWEEN.join(said)
