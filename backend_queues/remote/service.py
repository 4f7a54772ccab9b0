"""What the backends of this folder share: loading, voices, and speaking by one request."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from typing import TypeVar

import msgspec

from backend_queues.base import Capabilities, Speech, SpeechRequest, Voice, Word
from backend_queues.errors import (
    AssetUnavailable,
    InvalidConfiguration,
    NothingToSpeak,
    SynthesisFailed,
    TTSError,
    shown,
)
from backend_queues.remote.connection import Call, Cancelled, Connection
from backend_queues.remote.speech import speech
from backend_queues.voices import find_voice
from tasks.process.decoding import UNDECODABLE

T = TypeVar("T")


class Service(ABC):
    """A speech service. A child connects, lists the voices, and writes the request."""

    sample_rate_hz = 24_000
    capabilities: Capabilities

    def __init__(self) -> None:
        self._voices: list[Voice] = []

    def load(self) -> None:
        """Connect to the service and fetch its voices; no text is sent.

        Raises:
            InvalidConfiguration: the key is not set or not accepted, or an option is wrong.
            AssetUnavailable: the service cannot be reached within some seconds, or fails.
        """
        self._connection = self._connect()
        try:
            self._learn_voices()
        except TTSError:
            self.close()
            raise

    def close(self) -> None:
        """Close the connections to the service."""
        self._connection.close()

    def voices(self) -> list[Voice]:
        return self._voices

    def synthesize(self, request: SpeechRequest, cancelled: Callable[[], bool]) -> Iterator[Speech]:
        """Yield the segment's speech as it arrives; a cancelled request is closed at once.

        Raises:
            UnknownVoice: no voice has that name, or it does not speak the language.
            InvalidOption: the voice does not take an option's value.
            NothingToSpeak: the text has neither a letter nor a digit.
            InvalidConfiguration: the key is not accepted.
            InvalidRequest: the service refuses the request; the message is its own.
            SynthesisFailed: it cannot be reached, is too busy, fails, or breaks off (retryable).
        """
        voice = find_voice(self._voices, request.voice, request.language)
        # Invalid characters, such as half of an emoji, cannot be sent.
        text = request.text.encode("utf-8", "ignore").decode()
        if not any(character.isalnum() for character in text):
            raise NothingToSpeak(f"Nothing in {shown(text)} can be said aloud.")
        call = self._call(msgspec.structs.replace(request, text=text), voice)
        with closing(self._connection.stream(call, cancelled)) as answer:
            try:
                for part in speech(self._pieces(answer), self.sample_rate_hz):
                    if cancelled():
                        return
                    yield part
            except Cancelled:
                return

    def _learn_voices(self) -> None:
        try:
            self._voices, languages = self._list_voices()
        except SynthesisFailed as error:
            raise AssetUnavailable(
                f"{error} Check the network, and `url` in backends.yaml."
            ) from error
        if not self._voices:
            raise InvalidConfiguration(
                "The service lists no usable voice; see the options of the entry in backends.yaml."
            )
        self.capabilities = msgspec.structs.replace(self.capabilities, languages=languages)

    @abstractmethod
    def _connect(self) -> Connection: ...

    @abstractmethod
    def _list_voices(self) -> tuple[list[Voice], tuple[str, ...]]:
        """Return the voices, and all languages (BCP 47) that they speak."""

    @abstractmethod
    def _call(self, request: SpeechRequest, voice: Voice) -> Call:
        """Return the request that has the service speak; the text is not empty."""

    def _pieces(self, answer: Iterable[bytes]) -> Iterator[tuple[bytes, Sequence[Word]]]:
        """Yield bytes of PCM, and words if the service gives their times."""
        for data in answer:
            yield data, ()


def listing(body: bytes | None, kind: type[T], url: str) -> T:
    """Return what a service lists.

    Raises:
        InvalidConfiguration: the URL has no such list, or one of another form.
    """
    if body is None:
        raise InvalidConfiguration(f"{shown(url)} has no list of voices; is it the right `url`?")
    try:
        return msgspec.json.decode(body, type=kind)
    except UNDECODABLE as error:
        raise InvalidConfiguration(f"{shown(url)} lists voices in another way: {error}") from error
