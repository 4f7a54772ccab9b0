"""What a client asks to be spoken, to parts with their voice settings."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from frontend.protocol.asked_text import VoiceChoice
from frontend.text.cues.cue import Mark, Piece
from frontend.text.cues.inline import stretches_of
from frontend.voices.casting.cast import Cast
from frontend.voices.casting.parted_text import Part, PartedText, Passage
from frontend.voices.casting.voice_finder import InlineVoices, VoiceFinder

if TYPE_CHECKING:
    from frontend.protocol.asked_text import AskedText
    from frontend.protocol.voice_settings import VoiceSettingsRequest
    from frontend.voices.voice_settings import VoiceSettings

T = TypeVar("T")

AT_ONCE_PIECES = 100
AT_ONCE_CHARS = 5_000  # which are read in a few milliseconds


async def cast_text(
    asked: AskedText,
    request: VoiceSettingsRequest,
    finder: VoiceFinder,
    allowed: InlineVoices = "backend",
) -> PartedText:
    """Find who speaks what of a text.

    Raises:
        InvalidRequest: it is SSML that is not well-formed; the message names the place.
        TTSError: what is asked for cannot be; as `VoiceFinder.resolve`.
    """
    settings = await finder.resolve(request)
    cast = Cast(request, settings, finder, allowed)
    await cast.name(asked.voices)
    if asked.parts:
        passages = await _cast_parts(asked, cast)
    else:
        pieces = await _read(asked.text, asked, cast)
        passages = await cast_pieces(pieces, cast, settings)
    return PartedText(settings, tuple(passages), tuple(cast.warnings))


async def cast_pieces(pieces: Sequence[Piece], cast: Cast, before: VoiceSettings) -> list[Passage]:
    """Find who speaks which piece; `before` speaks what comes before them."""
    passages: list[Passage] = []
    for number, piece in enumerate(pieces, 1):
        if number % AT_ONCE_PIECES == 0:
            await asyncio.sleep(0)  # a text of many voices must not hold up the other streams
        if isinstance(piece, Mark):
            passages.append(piece)
            continue
        is_blank = not piece.text.strip()  # which needs no voice of its own
        settings = before if is_blank else await cast.follow(piece.cue)
        differs = settings is not before and settings != before
        turns = (piece.begins or differs) and cast.turn()
        before = settings if turns else before
        passages.append(Part(piece.text, before, turns, piece.begins))
    return passages


async def read_document(text: str, cast: Cast) -> Sequence[Piece]:
    """Read SSML. Raises InvalidRequest if it is not well-formed."""
    # lxml is loaded by those that read SSML.
    from frontend.text.ssml.reading import read_ssml

    read = await _away(text, partial(read_ssml, text))
    cast.warn(*read.warnings)
    return read.pieces


async def _cast_parts(asked: AskedText, whole: Cast) -> list[Passage]:
    passages: list[Passage] = []
    for part in asked.parts:
        cast = await whole.beside(
            VoiceChoice(
                backend=part.backend,
                voice=part.voice,
                language=part.language,
                options=part.options,
            )
        )
        pieces = await _read(part.text, asked, cast)
        passages.append(Part("", cast.settings, turns=True))
        passages += await cast_pieces(pieces, cast, cast.settings)
    return passages


async def _read(text: str, asked: AskedText, cast: Cast) -> Sequence[Piece]:
    if not asked.ssml:
        return await _away(text, partial(stretches_of, text, tuple(cast.names.values())))
    return await read_document(text, cast)


async def _away(text: str, read: Callable[[], T]) -> T:
    """Read what is long in a thread, so that no listener waits for it."""
    return await asyncio.to_thread(read) if len(text) > AT_ONCE_CHARS else read()
