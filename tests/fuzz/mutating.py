"""Inputs that are nearly right: valid ones with some bytes, characters or values changed."""

from collections.abc import Callable, Sequence
from random import Random
from typing import Any

NASTY_NUMBERS = (
    0, -1, 1, 255, 256, 2**31, 2**32, -(2**31), 2**53, 2**53 + 1, 2**63 - 1, 2**63, 2**64, 10**30,
    0.0, -0.0, 0.1, -1.5, 1e-308, 1e308, -1e308,
)  # fmt: skip
NASTY_TEXTS = (
    "", " ", "\0", "\n", "\r\n", "\t", "\ufeff", "\u2028", "\u200d",
    "\ud800", "\udfff", "é", "e\u0301",
    "字", "。", "🙂", "👩‍👩‍👧", "ﷺ", "İ", "ß", "١٢٣", "²", "Ⅷ", "\x7f", "\x85", "\xa0", "\u3000",
    "..", "../", "%00", "%", "\\", "/", ":", ";", ",", "\"", "'", "`", "<", ">", "&",
    "&amp;", "[", "]",
    "{", "}", "(", ")", "*", "_", "#", "~", "|", "-->", "<!--", "]]>",
    "[pause 10]", "[pause", "[laugh]",
    "null", "true", "NaN", "Infinity", "-", "--", "+", "=", "?", "!",
    "...", "Mr.", "e.g.", "1.", "3.14",
    "a" * 100, "." * 100, " " * 100, "[" * 100, "*" * 100, "字" * 100,
)  # fmt: skip
NASTY_BYTES = tuple(text.encode("utf-8", "surrogatepass") for text in NASTY_TEXTS) + (
    b"\xff", b"\xfe\xff", b"\xff\xfe", b"\xc0\x80",
    b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\x80" * 9,
    b"\x00" * 9, b"\xdd\xff\xff\xff\xff",
    b"\xdf\xff\xff\xff\xff", b"\xc6\xff\xff\xff\xff", b"\x91" * 200,
)  # fmt: skip
MOST_CHANGES = 6
DEEP = 2_000


def mutated(random: Random, sample: bytes, others: Sequence[bytes] = ()) -> bytes:
    """Return the bytes with a few changes; now and then spliced with another sample, or as is."""
    content = bytearray(sample)
    for _ in range(random.randrange(MOST_CHANGES + 1)):
        random.choice(_BYTE_CHANGES)(random, content)
    if others and random.random() < 0.1:
        other = random.choice(others)
        content[_place(random, content) :] = other[_place(random, other) :]
    return bytes(content)


def mutated_text(random: Random, sample: str) -> str:
    """Return the text with a few changes."""
    text = sample
    for _ in range(random.randrange(MOST_CHANGES + 1)):
        start, end = _span(random, text)
        change = random.randrange(4)
        if change == 0:
            text = text[:start] + nasty_text(random) + text[start:]
        elif change == 1:
            text = text[:start] + text[end:]
        elif change == 2:
            text = text[:end] + text[start:end] * random.randrange(1, 4) + text[end:]
        else:
            text = text[:start] + nasty_text(random) + text[end:]
    return text


def nasty_text(random: Random) -> str:
    return random.choice(NASTY_TEXTS) * random.choice((1, 1, 1, 2, 50))


def mixed_text(random: Random, words: Sequence[str], most: int = 30) -> str:
    """Return words and nasty texts in any order."""
    choices = random.choices((words, NASTY_TEXTS), (3, 1), k=random.randrange(most))
    return random.choice(("", " ")).join(random.choice(choice) for choice in choices)


def mutated_value(random: Random, value: Any, chance: float = 0.15) -> Any:
    """Return what JSON can hold, with some of its parts replaced, left out, or doubled."""
    if random.random() < chance:
        return nasty_value(random)
    if isinstance(value, dict):
        fields = {
            (nasty_text(random) if random.random() < chance / 10 else key): mutated_value(
                random, part, chance / 2
            )
            for key, part in value.items()
            if random.random() >= chance / 5
        }
        if random.random() < chance / 3:
            fields[nasty_text(random)] = nasty_value(random)
        return fields
    if isinstance(value, list):
        parts = [
            mutated_value(random, part, chance / 2)
            for part in value
            if random.random() >= chance / 5
        ]
        return parts * random.choice((1, 1, 1, 1, 2))
    if isinstance(value, str) and random.random() < chance:
        return mutated_text(random, value)
    return value


def nasty_value(random: Random) -> Any:
    kind = random.randrange(8)
    if kind == 0:
        return random.choice(NASTY_NUMBERS)
    if kind == 1:
        return nasty_text(random)
    if kind == 2:
        return [nasty_value(random) for _ in range(random.randrange(3))]
    if kind == 3:
        return {nasty_text(random): nasty_value(random)}
    return random.choice((None, True, False, "", 0, [], {}, float("nan"), float("inf")))


def deep(random: Random) -> bytes:
    """Return JSON that is nested deeper than any parser goes."""
    opening = random.choice((b"[", b'{"a":', b'{"items":['))
    return opening * DEEP


def _flip(random: Random, content: bytearray) -> None:
    if content:
        content[random.randrange(len(content))] ^= 1 << random.randrange(8)


def _replace(random: Random, content: bytearray) -> None:
    if content:
        content[random.randrange(len(content))] = random.randrange(256)


def _cut(random: Random, content: bytearray) -> None:
    start, end = _span(random, content)
    del content[start:end]


def _truncate(random: Random, content: bytearray) -> None:
    del content[_place(random, content) :]


def _double(random: Random, content: bytearray) -> None:
    start, end = _span(random, content)
    content[end:end] = content[start:end] * random.choice((1, 2, 20))


def _insert(random: Random, content: bytearray) -> None:
    place = _place(random, content)
    content[place:place] = random.choice(NASTY_BYTES)


def _swap(random: Random, content: bytearray) -> None:
    start, end = _span(random, content)
    part = content[start:end]
    del content[start:end]
    place = _place(random, content)
    content[place:place] = part


_BYTE_CHANGES: tuple[Callable[[Random, bytearray], None], ...] = (
    _flip, _replace, _replace, _cut, _truncate, _double, _insert, _insert, _swap,
)  # fmt: skip


def _place(random: Random, content: Sequence[Any]) -> int:
    return random.randrange(len(content) + 1)


def _span(random: Random, content: Sequence[Any]) -> tuple[int, int]:
    """Return where a part begins and ends; short ones are likelier."""
    start = _place(random, content)
    longest = random.choice((1, 4, 16, len(content)))
    return start, min(len(content), start + random.randrange(longest + 1))
