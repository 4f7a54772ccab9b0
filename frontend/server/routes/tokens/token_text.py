"""The text of one /stream-tokens connection, kept in a journal if its stream can be resumed."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import TYPE_CHECKING, Self

from frontend.protocol.events import Event, FellBack, SegmentBegan
from frontend.streaming.journal.entries import Began, Ended, Entry, Voice
from frontend.text.cues.cue import Mark

if TYPE_CHECKING:
    from frontend.protocol.voice_settings import VoiceSettingsRequest
    from frontend.server.messages.tokens import ClientMessage
    from frontend.server.routes.tokens.token_voices import TokenVoices
    from frontend.streaming.contexts.context import Context
    from frontend.streaming.journal.continuation import Continuation, News
    from frontend.streaming.journal.journal import Journal
    from frontend.streaming.utterance import Utterance
    from frontend.voices.casting.parted_text import Passage


class TokenText:
    """Passes messages to an utterance, and its events back."""

    def __init__(self) -> None:
        self.journal: Journal | None = None
        self.ended = False  # the text is complete
        self._unread = 0  # messages whose text waits for more
        self._messages = 0  # before there was a journal
        self._news: News | None = None  # of a stream that is resumed
        self._continued = 0  # times another backend went on, that the journal has
        self._last_segment = 0  # that the journal has the start of

    @classmethod
    def of(cls, continuation: Continuation) -> Self:
        text = cls()
        text.journal, text._news = continuation.journal, continuation.news()
        text.ended = any(isinstance(entry, Ended) for entry in continuation.entries)
        text._last_segment = continuation.last_segment
        text._continued = len(continuation.point.continued)
        return text

    @property
    def token(self) -> str | None:
        """What its client resumes it by."""
        return self.journal.token if self.journal else None

    def keep(self, journal: Journal) -> Journal:
        """Keep the text from now on."""
        self.journal = journal
        for _ in range(self._messages):
            journal.took()
        return journal

    def note(self, entry: Entry) -> None:
        if self.journal:
            self.journal.note(entry)

    def took(self) -> None:
        """Note that one more of the client's messages has been followed."""
        if self.journal:
            self.journal.took()
        else:
            self._messages += 1

    async def write(
        self,
        message: ClientMessage,
        utterance: Utterance,
        voices: TokenVoices,
        asked: VoiceSettingsRequest,
    ) -> tuple[str, ...]:
        """Pass its text on; return the warnings that the client is still to be told.

        Raises:
            TextTooLong: more would wait to be spoken than the settings allow.
            InvalidRequest: it is SSML that is not well-formed.
        """
        passages = await voices.read(message.token, is_last=message.done)
        warnings = voices.warnings()
        late = () if utterance.warn(warnings) else warnings
        # No wait from here on: a message is kept whole, or not at all.
        if not passages:
            utterance.write("")
        for passage in passages:
            self._write_passage(passage, utterance, asked)
        for entry in voices.news():
            self.note(entry)
        if message.done:
            utterance.end_text()
            self.ended = True
        self._unread += 1
        if message.done or not voices.is_ssml:  # which is read once it is whole
            self._take_read()
        return late

    def _write_passage(
        self, passage: Passage, utterance: Utterance, asked: VoiceSettingsRequest
    ) -> None:
        if isinstance(passage, Mark):
            utterance.mark(passage.name)
            return
        if passage.turns:
            self.note(Voice.of(passage.voice_settings, asked, is_inline=True))
            utterance.turn(passage.voice_settings, is_sentence=passage.is_sentence)
        utterance.write(passage.text)

    def _take_read(self) -> None:
        for _ in range(self._unread):
            self.took()
        self._unread = 0

    async def events(self, utterance: Utterance, context: Context) -> AsyncGenerator[Event]:
        """Yield what the client is sent, once it can be resumed after that."""
        async for event in context.events():
            if self.journal and isinstance(event, SegmentBegan):
                await self._keep_start(event, self.journal)
            elif self.journal and isinstance(event, FellBack):
                await self._keep_backends(utterance, self.journal)
            new = self._news.of(event) if self._news else event
            if new:
                yield new

    async def _keep_backends(self, utterance: Utterance, journal: Journal) -> None:
        """Keep who speaks in another's place, before any of it is heard."""
        for entry in utterance.continued[self._continued :]:
            journal.note(entry)
        self._continued = len(utterance.continued)
        await journal.written()

    async def _keep_start(self, began: SegmentBegan, journal: Journal) -> None:
        """Keep where a segment begins, and how it was cut, before any of it is heard."""
        if began.segment_index > self._last_segment:
            self._last_segment = began.segment_index
            journal.note(Began(began.segment_index, round(began.start_s * 1_000_000)))
        await journal.written()
