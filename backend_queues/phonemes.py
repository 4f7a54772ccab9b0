"""Words whose phonemes stand in the text, as clients write and backends take them.

`[Nguyen](/ŋʷĩən/)` is the word Nguyen, said with these phonemes of the International Phonetic
Alphabet. Only backends whose capabilities have `phonemes` are sent any.
"""

import re
from collections.abc import Iterator

MOST_WORD_CHARS = 80
MOST_PHONEMES = 200
_MARKED = re.compile(
    rf"\[([^\[\]\n]{{1,{MOST_WORD_CHARS}}})\]\(/([^/()\[\]\n]{{1,{MOST_PHONEMES}}})/\)"
)


def mark(word: str, phonemes: str) -> str:
    """Return the word with its phonemes, or alone if that cannot be written."""
    marked = f"[{word}](/{phonemes}/)"
    return marked if _MARKED.fullmatch(marked) else word


def parts_of(text: str) -> Iterator[tuple[str, str]]:
    """Yield the text in parts, in order: each a word and its phonemes, or other text and ""."""
    end = 0
    for match in _MARKED.finditer(text):
        if match.start() > end:
            yield text[end : match.start()], ""
        yield match[1], match[2].strip()
        end = match.end()
    if end < len(text):
        yield text[end:], ""
