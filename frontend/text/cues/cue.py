"""A text in stretches, each with how it differs from what was asked for. Pure."""

from collections.abc import Sequence

import msgspec


class Cue(msgspec.Struct, frozen=True):
    """What a text itself says of how it is spoken from there on; "" is as it was asked for."""

    voice: str = ""  # as the text has it: a voice, BACKEND/VOICE, or a name that stands for one
    language: str = ""  # BCP 47
    gender: str = ""
    rate: float = 1.0  # times the speed that was asked for


AS_ASKED = Cue()


class Stretch(msgspec.Struct, frozen=True):
    """Some text under one cue."""

    text: str
    cue: Cue = AS_ASKED
    begins: bool = False  # a sentence of its own, whatever was before


class Mark(msgspec.Struct, frozen=True):
    """A place in the text, whose time is told once it is heard."""

    name: str


Piece = Stretch | Mark


def text_of(pieces: Sequence[Piece]) -> str:
    """Return the words of the pieces, as one text."""
    return "".join(piece.text for piece in pieces if isinstance(piece, Stretch))
