"""OpenAI's speech endpoint, and every server that has the same."""

import re
from typing import Any

import msgspec

from backend_queues.base import Capabilities, Option, SpeechRequest, Voice
from backend_queues.errors import InvalidConfiguration
from backend_queues.remote.connection import Call, Connection
from backend_queues.remote.server import Server
from backend_queues.remote.service import Service, listing
from backend_queues.voices import find_language

URL = "https://api.openai.com/v1"
# OpenAI has no list of them to ask for.
VOICES = "alloy ash ballad cedar coral echo fable marin nova onyx sage shimmer verse"
# Those that its models are said to speak.
LANGUAGES = (
    "en af ar az be bg bs ca cs cy da de el es et fa fi fr gl he hi hr hu hy id is it ja kk kn ko "
    "lt lv mi mk mr ms ne nl no pl pt ro ru sk sl sr sv sw ta th tl tr uk ur vi zh"
)
LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class _Listed(msgspec.Struct):
    """A voice as servers list it, or as `voices` in backends.yaml has it."""

    id: str | None = None
    name: str | None = None
    language: str | None = None

    def voice(self) -> Voice:
        """The voice by the name that a request must give. A language in words is left out."""
        language = self.language or ""
        return Voice(
            self.id or self.name or "", language if LANGUAGE_TAG.fullmatch(language) else ""
        )


class _Listing(msgspec.Struct):
    voices: list[str | _Listed] = []
    data: list[str | _Listed] = []


class OpenAI(Service):
    """`url` is the part before /audio/speech; `key_variable` is "" for a server without keys.

    `voices` are names, or mappings of `name` and `language`, for a server that does not list its
    own. `languages` are those of voices without one. `sample_rate_hz` is that of the server's PCM.
    """

    capabilities = Capabilities(
        languages=tuple(LANGUAGES.split()),
        options=(
            Option("speed", 1.0, "1 is normal speed", minimum=0.25, maximum=4.0),
            Option("instructions", "", "how to speak, in words; not for tts-1 and tts-1-hd"),
        ),
        streams=True,
        reads=("*",),
    )

    def __init__(
        self,
        url: str = URL,
        model: str = "gpt-4o-mini-tts",
        key_variable: str = "OPENAI_API_KEY",
        voices: list[Any] | None = None,
        languages: list[str] | None = None,
        sample_rate_hz: int = 24_000,
        timeout_s: float = 30.0,
    ) -> None:
        super().__init__()
        self.sample_rate_hz = sample_rate_hz
        self._server = Server(url, key_variable, timeout_s)
        self._model = model
        self._given = _given(voices or (VOICES.split() if url == URL else []))
        self._languages = tuple(languages or LANGUAGES.split())

    def _connect(self) -> Connection:
        return Connection(self._server, "Authorization", "Bearer ")

    def _list_voices(self) -> tuple[list[Voice], tuple[str, ...]]:
        voices = self._given or self._listed()
        if self._given:
            self._connection.reach()
        languages = dict.fromkeys(voice.language for voice in voices if voice.language)
        if all(voice.language for voice in voices):
            return voices, tuple(languages)
        return voices, tuple(dict.fromkeys((*self._languages, *languages)))

    def _listed(self) -> list[Voice]:
        """The voices the server lists, as many compatible ones do, or else OpenAI's."""
        body = self._connection.get("audio/voices")
        if body is None:
            return _given(VOICES.split())
        try:
            listed = listing(body, _Listing, self._server.url)
        except InvalidConfiguration as error:
            raise InvalidConfiguration(f"{error} Name them by `voices` instead.") from error
        return _voices([*listed.voices, *listed.data])

    def _call(self, request: SpeechRequest, voice: Voice) -> Call:
        # Only checked: the endpoint takes no language, its models hear it from the text.
        find_language(voice, request.language, self.capabilities.languages)
        body: dict[str, object] = {
            "model": self._model,
            "input": request.text,
            "voice": voice.name,
            "response_format": "pcm",
        }
        # Left out where they say nothing, for not every model takes them.
        if request.options["speed"] != 1:
            body["speed"] = request.options["speed"]
        if request.options["instructions"]:
            body["instructions"] = request.options["instructions"]
        return Call("audio/speech", msgspec.json.encode(body))


def _given(voices: list[Any]) -> list[Voice]:
    try:
        return _voices(msgspec.convert(voices, list[str | _Listed]))
    except msgspec.ValidationError as error:
        raise InvalidConfiguration(f"voices: {error}") from error


def _voices(listed: list[str | _Listed]) -> list[Voice]:
    """The voices that have a name, each once."""
    voices = (Voice(item, "") if isinstance(item, str) else item.voice() for item in listed)
    return list({voice.name: voice for voice in voices if voice.name}.values())
