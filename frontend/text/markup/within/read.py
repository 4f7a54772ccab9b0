"""What the readers of marks return. None instead of one means: more text is needed."""

from typing import NamedTuple


class Read(NamedTuple):
    """What is spoken for the text up to `end`."""

    end: int
    spoken: str
    opens: bool = False  # a pair of angle brackets round words, whose second is not spoken either
    is_line_end: bool = False
