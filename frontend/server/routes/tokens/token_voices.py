"""Who speaks what of the text of one /stream-tokens connection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_queues.errors import InvalidRequest, TextTooLong
from frontend.streaming.journal.entries import Inline, Named
from frontend.text.cues.inline import InlineCues, InlineState
from frontend.voices.casting.cast import Cast
from frontend.voices.casting.casting import cast_pieces, read_document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from frontend.protocol.asked_text import VoiceChoice
    from frontend.protocol.voice_settings import VoiceSettingsRequest
    from frontend.settings import Settings
    from frontend.streaming.journal.continuation import Continuation
    from frontend.streaming.journal.entries import Entry
    from frontend.text.cues.cue import Piece
    from frontend.voices.casting.parted_text import Passage
    from frontend.voices.casting.voice_finder import VoiceFinder
    from frontend.voices.voice_settings import VoiceSettings

ONCE = "ssml holds for a whole stream; send it before its first token."


class TokenVoices:
    """Reads a text as it comes, or a document of SSML once it is whole."""

    def __init__(self, finder: VoiceFinder, settings: Settings) -> None:
        self._finder = finder
        self._settings = settings
        self._choices: Mapping[str, str | VoiceChoice] = {}
        self._state = self._noted = InlineState()
        self._asked: tuple[VoiceSettingsRequest, VoiceSettings] | None = None
        self._current: VoiceSettings | None = None  # of what was written last
        self._cast: Cast | None = None
        self._warned = 0
        self._document: list[str] = []
        self._document_chars = 0
        self.is_ssml = False

    def go_on(
        self,
        continuation: Continuation,
        asked: VoiceSettingsRequest,
        settings: VoiceSettings,
        current: VoiceSettings,
    ) -> None:
        """Go on where the connection before has left off: the text was spoken by `current`."""
        self._asked, self._current = (asked, settings), current
        for entry in continuation.entries:
            if isinstance(entry, Named):
                self._choices = entry.voices
            elif isinstance(entry, Inline):
                self._state = self._noted = entry.state

    def ask(self, asked: VoiceSettingsRequest, settings: VoiceSettings) -> None:
        """Speak the text to come so, whatever voice the text has named before."""
        self._asked, self._current, self._cast = (asked, settings), settings, None
        self._state = InlineState(held=self._state.held, is_line_start=self._state.is_line_start)

    async def name(self, voices: Mapping[str, str | VoiceChoice]) -> Named:
        """Let names stand for voices; return what is noted of it.

        Raises:
            TTSError: one of them cannot be; the message says which.
        """
        self._choices, self._cast = voices, None
        await self._casting()
        return Named(dict(voices))

    def set_ssml(self, is_ssml: bool | None, *, begun: bool) -> None:
        """Raises InvalidRequest if it changes after the text has begun."""
        if begun and is_ssml not in (None, self.is_ssml):
            raise InvalidRequest(ONCE)
        self.is_ssml = self.is_ssml if is_ssml is None else is_ssml

    async def read(self, token: str, *, is_last: bool) -> Sequence[Passage]:
        """Return what is certain of the text.

        Raises:
            InvalidRequest: it is SSML that is not well-formed.
            TextTooLong: as SSML, it has more characters than the settings allow.
        """
        cast = await self._casting()
        if self.is_ssml:
            pieces = await self._read_document(token, cast, is_last=is_last)
        else:
            pieces = self._read_text(token, cast, is_last=is_last)
        assert self._current is not None
        passages = await cast_pieces(pieces, cast, self._current)
        for passage in passages:
            self._current = getattr(passage, "voice_settings", self._current)
        return passages

    def news(self) -> Iterator[Entry]:
        """Yield what has changed, to be noted with the text."""
        if self._state != self._noted:
            self._noted = self._state
            yield Inline(self._state)

    def warnings(self) -> tuple[str, ...]:
        """Return those that were not returned before."""
        known = self._cast.warnings if self._cast else []
        new = tuple(known[self._warned :])
        self._warned = len(known)
        return new

    def _read_text(self, token: str, cast: Cast, *, is_last: bool) -> list[Piece]:
        inline = InlineCues(tuple(cast.names.values()), self._state)
        pieces: list[Piece] = [*inline.push(token), *(inline.flush() if is_last else ())]
        self._state = inline.state
        return pieces

    async def _read_document(self, token: str, cast: Cast, *, is_last: bool) -> Sequence[Piece]:
        if token:
            self._document.append(token)
        self._document_chars += len(token)
        limit = self._settings.max_text_chars
        if self._document_chars > limit:
            raise TextTooLong(
                f"The SSML has {self._document_chars:,} characters; the limit is {limit:,} "
                "(VOICE_SERVER_MAX_TEXT_CHARS)."
            )
        return await read_document("".join(self._document), cast) if is_last else ()

    async def _casting(self) -> Cast:
        if self._cast is None:
            assert self._asked is not None  # what is asked for is known before the text
            cast = Cast(*self._asked, self._finder, self._settings.inline_voices)
            await cast.name(self._choices)
            self._cast, self._warned = cast, 0
        return self._cast
