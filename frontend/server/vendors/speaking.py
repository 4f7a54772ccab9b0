"""The speech of a text that comes piece by piece, for protocols that speak one text at a time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from backend_queues.errors import TTSError
from frontend.audio.formats import SPEECH_HZ
from frontend.protocol.faults import internal_error
from frontend.voices.casting.parted_text import PartedText
from tasks.process.cancellation import cancel_and_wait

if TYPE_CHECKING:
    from frontend.access.client import Client
    from frontend.protocol.endpoints import Endpoint
    from frontend.protocol.events import Event
    from frontend.protocol.voice_settings import VoiceSettingsRequest
    from frontend.server.http.state import AppState
    from frontend.server.routes.tokens.token_voices import TokenVoices
    from frontend.server.vendors.incoming import IncomingText
    from frontend.streaming.utterance import Utterance
    from frontend.voices.voice_settings import VoiceSettings

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Asked:
    """A text on its way, and how it is to be spoken."""

    text: IncomingText
    request: VoiceSettingsRequest
    ssml: bool = False


async def spoken(
    state: AppState,
    client: Client,
    asked: Asked,
    endpoint: Endpoint,
    sample_rate_hz: int = SPEECH_HZ,
) -> AsyncGenerator[Event]:
    """Yield every event of the text's stream; closing this before its end cancels the work.

    Raises:
        TTSError: before the first event; the voice cannot speak, or nothing more is taken.
    """
    settings = await state.voices.resolve(asked.request, client)
    reading = state.reading(client)
    reading.ask(asked.request, settings)
    reading.set_ssml(asked.ssml, begun=False)
    await asked.text.begun()  # until then it is not to take anybody's place
    async with state.speech_service.utterance(
        settings, endpoint, sample_rate_hz, client=client
    ) as utterance:
        writing = asyncio.create_task(_write(asked.text, reading, utterance, settings))
        try:
            async for event in utterance.events():
                yield event
        finally:
            await cancel_and_wait(writing)


async def _write(
    text: IncomingText, reading: TokenVoices, utterance: Utterance, settings: VoiceSettings
) -> None:
    """Pass the text on to its end; what is wrong with it ends the stream."""
    try:
        async with aclosing(text.pieces()) as pieces:
            async for piece in pieces:
                await _write_piece(piece, reading, utterance, settings)
        await _write_piece("", reading, utterance, settings, is_last=True)
        utterance.end_text()
    except TTSError as error:
        utterance.fail(error)
    except Exception as error:  # noqa: BLE001 - told to the client as an error of the stream
        utterance.fail(internal_error(log, "A text could not be written.", error))


async def _write_piece(
    piece: str,
    reading: TokenVoices,
    utterance: Utterance,
    settings: VoiceSettings,
    *,
    is_last: bool = False,
) -> None:
    passages = await reading.read(piece, is_last=is_last)
    PartedText(settings, tuple(passages), reading.warnings()).write_to(utterance)
