"""One client of the port: hears its events, and speaks its texts one after the other.

In:  describe -> info
     select-program {name}; for the connection
     synthesize {text, voice, text_format} -> audio-start, audio-chunk..., audio-stop
     synthesize-start {voice, text_format}, synthesize-chunk {text}..., synthesize-stop
       -> the same, and synthesize-stopped at the very end; a synthesize before its synthesize-stop
       is the same text once more, for servers that know no streams, and is left out
     ping {text} -> pong {text}
Out: error {text, code}, after which the server closes. A client that knows no error, such as Home
     Assistant's, so hears that nothing more comes.
Other events are left out, as the protocol has it. Texts that come while one is spoken wait.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from backend_queues.errors import InvalidRequest, NothingToSpeak, TTSError, UnknownBackend, shown
from frontend.audio.formats import SPEECH_HZ
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Audio, Event, Failure
from frontend.protocol.faults import internal_error
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.server.http.sending import ClientTooSlow
from frontend.server.vendors.incoming import IncomingText, TextRoom
from frontend.server.vendors.names import VendorNames, vendor_voice
from frontend.server.vendors.speaking import Asked, spoken
from frontend.server.vendors.wyoming.frames import Frame
from frontend.server.vendors.wyoming.messages import (
    CHANNELS,
    WIDTH_BYTES,
    AudioFormat,
    AudioStop,
    Begin,
    Error,
    Piece,
    Ping,
    Program,
    Whole,
    read_data,
)
from frontend.server.vendors.wyoming.offers import backend_of, info_for
from tasks.process.cancellation import race

if TYPE_CHECKING:
    from frontend.access.client import Client
    from frontend.server.http.state import AppState
    from frontend.server.vendors.wyoming.peer import Peer
    from frontend.server.vendors.wyoming.rights import Rights

log = logging.getLogger(__name__)

SILENCE_S = 0.1  # the answer to a text without a word, such as an emoji: there is nothing to say
BYTES_PER_S = SPEECH_HZ * WIDTH_BYTES * CHANNELS


@dataclass(frozen=True)
class Turn:
    """A text that waits for its turn, or is spoken; `streamed` if it comes in pieces."""

    text: IncomingText
    asked: Begin
    program: str
    streamed: bool


@dataclass
class Conversation:
    """What one client has asked for, in order."""

    state: AppState
    rights: Rights
    peer: Peer
    _program: str = ""
    _coming: IncomingText | None = None  # between its synthesize-start and synthesize-stop
    _turns: asyncio.Queue[Turn] = field(default_factory=asyncio.Queue)

    def __post_init__(self) -> None:
        self._room = TextRoom(self.state.settings.max_text_chars)

    async def run(self) -> None:
        """Serve the client until it leaves, or is told of an error.

        Raises:
            OSError, ClientTooSlow: it has left, or does not read.
        """
        with suppress(TTSError):  # as far as it is asked for something, it is told then
            self.rights.client(self.peer.address)
        try:
            await race(self._hear(), self._speak(), self.peer.watch())
        except (OSError, ClientTooSlow):
            raise
        except TTSError as error:
            await self._fail(Failure.of(error))
        except StreamFailed as failed:
            await self._fail(failed.failure)
        except Exception as error:  # noqa: BLE001 - answered in the protocol's form
            fault = internal_error(log, "A Wyoming connection has failed.", error)
            await self._fail(Failure.of(fault))

    async def _fail(self, failure: Failure) -> None:
        await self.peer.send("error", Error(failure.message, failure.code))

    # What is heard

    async def _hear(self) -> None:
        while frame := await self.peer.read():
            await self._take(frame)
            await asyncio.sleep(0)  # a client may have sent thousands, and others wait

    async def _take(self, frame: Frame) -> None:
        match frame.type:
            case "describe":
                client = self.rights.client(self.peer.address)
                await self.peer.send("info", info_for(self.state, client))
            case "ping":
                await self.peer.send("pong", read_data(frame.data, Ping).pong())
            case "select-program":
                self._select(read_data(frame.data, Program))
            case "synthesize":
                self._take_whole(frame.data)
            case "synthesize-start":
                self._begin(read_data(frame.data, Begin))
            case "synthesize-chunk":
                self._open("synthesize-chunk").write(read_data(frame.data, Piece).text)
            case "synthesize-stop":
                self._open("synthesize-stop").end()
                self._coming = None

    def _select(self, program: Program) -> None:
        if backend_of(self.state, program.name) is None:
            raise UnknownBackend(f"There is no program {shown(program.name)}; see info.")
        self._program = program.name

    def _take_whole(self, data: dict[str, Any]) -> None:
        if self._coming is not None:
            return
        asked = read_data(data, Whole)
        text = self._queue(asked, streamed=False)
        text.write(asked.text)
        text.end()

    def _begin(self, asked: Begin) -> None:
        if self._coming is not None:
            raise InvalidRequest("A text is still coming; send its synthesize-stop first.")
        self._coming = self._queue(asked, streamed=True)

    def _queue(self, asked: Begin, *, streamed: bool) -> IncomingText:
        """Let a text wait for its turn; a turn takes room too, so that their number is bounded."""
        self._room.take("")
        text = IncomingText(self._room)
        self._turns.put_nowait(Turn(text, asked, self._program, streamed))
        return text

    def _open(self, kind: str) -> IncomingText:
        if self._coming is None:
            raise InvalidRequest(f"{kind} comes before any synthesize-start.")
        return self._coming

    # What is said

    async def _speak(self) -> None:
        while True:
            turn = await self._turns.get()
            try:
                await self._say(turn)
            finally:
                turn.text.drop()
                self._room.give("")

    async def _say(self, turn: Turn) -> None:
        sent = 0
        async with aclosing(self._pcm(turn)) as parts:
            async for pcm in parts:
                if not sent:
                    await self.peer.send("audio-start", AudioFormat(SPEECH_HZ, 0))
                await self.peer.send("audio-chunk", AudioFormat(SPEECH_HZ, _ms(sent)), pcm)
                sent += len(pcm)
        await self.peer.send("audio-stop", AudioStop(_ms(sent)))
        if turn.streamed:
            await self.peer.send("synthesize-stopped")

    async def _pcm(self, turn: Turn) -> AsyncGenerator[bytes]:
        """Yield the turn's audio. Raises TTSError, StreamFailed."""
        async with aclosing(self._events(turn)) as events:
            async for event in events:
                if isinstance(event, Audio) and event.pcm:
                    yield event.pcm
                elif isinstance(event, Failure):
                    if event.code != NothingToSpeak.code:
                        raise StreamFailed(event)
                    yield bytes(int(SILENCE_S * SPEECH_HZ) * WIDTH_BYTES)

    async def _events(self, turn: Turn) -> AsyncGenerator[Event]:
        client = self.rights.client(self.peer.address)
        request = await self._request(turn, client)
        asked = Asked(turn.text, request, ssml=turn.asked.text_format == "ssml")
        async with aclosing(spoken(self.state, client, asked, Endpoint.WYOMING)) as events:
            async for event in events:
                yield event

    async def _request(self, turn: Turn, client: Client) -> VoiceSettingsRequest:
        voice = turn.asked.voice
        names = VendorNames(
            voice=(voice and voice.name) or "",
            model=(turn.program and backend_of(self.state, turn.program)) or "",
            language=((voice and voice.language) or "").replace("_", "-"),
        )
        if names == VendorNames() and self.state.fleet.workers(self.state.registry.default):
            return VoiceSettingsRequest()  # nothing is to be found: that takes no time
        return (await vendor_voice(self.state, client, names)).request


class StreamFailed(Exception):
    """A text cannot be spoken to its end."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


def _ms(sent_bytes: int) -> int:
    return sent_bytes * 1000 // BYTES_PER_S
