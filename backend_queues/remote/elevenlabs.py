"""ElevenLabs: streams with the time of each word."""

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote

import msgspec

from backend_queues.base import Capabilities, Option, SpeechRequest, Voice, Word
from backend_queues.errors import InvalidConfiguration, shown
from backend_queues.remote.alignment import aligned_pieces
from backend_queues.remote.connection import Call, Connection
from backend_queues.remote.server import Server
from backend_queues.remote.service import Service, listing
from backend_queues.voices import find_language

OWN = -1.0
SEEDS = 2**32


class _ListedVoice(msgspec.Struct):
    voice_id: str
    name: str | None = None


class _Voices(msgspec.Struct):
    voices: list[_ListedVoice]


class _Language(msgspec.Struct):
    language_id: str


class _Model(msgspec.Struct):
    model_id: str
    languages: list[_Language] | None = None


def _own_by_default(name: str, description: str) -> Option:
    return Option(name, OWN, description, minimum=OWN, maximum=1.0, own=True)


class ElevenLabs(Service):
    """`words` asks the service for the times of words."""

    capabilities = Capabilities(
        languages=("en",),
        options=(
            _own_by_default("stability", "high is even, low is lively"),
            _own_by_default("similarity_boost", "how close to the original voice"),
            _own_by_default("style", "how much its style is exaggerated"),
            Option("use_speaker_boost", True, "closer to the original voice, somewhat slower"),
            Option("speed", 1.0, "1 is normal speed", minimum=0.7, maximum=1.2),
        ),
        words=True,
        streams=True,
        reads=("*",),
    )

    def __init__(
        self,
        url: str = "https://api.elevenlabs.io",
        model: str = "eleven_flash_v2_5",
        key_variable: str = "ELEVENLABS_API_KEY",
        words: bool = True,
        timeout_s: float = 30.0,
    ) -> None:
        super().__init__()
        self.capabilities = msgspec.structs.replace(self.capabilities, words=words)
        self._server = Server(url, key_variable, timeout_s)
        self._model = model
        self._ids: dict[str, str] = {}

    def _connect(self) -> Connection:
        return Connection(self._server, "xi-api-key")

    def _list_voices(self) -> tuple[list[Voice], tuple[str, ...]]:
        url = self._server.url
        listed = listing(self._connection.get("v1/voices"), _Voices, url).voices
        models = listing(self._connection.get("v1/models"), list[_Model], url)
        self._ids = _named(listed)
        return [Voice(name, "") for name in self._ids], self._languages(models)

    def _languages(self, models: list[_Model]) -> tuple[str, ...]:
        known = {model.model_id: model for model in models}
        if self._model not in known:
            raise InvalidConfiguration(
                f"model: ElevenLabs has no {shown(self._model)}; there are: {', '.join(known)}."
            )
        languages = [language.language_id for language in known[self._model].languages or []]
        return tuple(dict.fromkeys(languages)) or self.capabilities.languages

    def _call(self, request: SpeechRequest, voice: Voice) -> Call:
        languages = self.capabilities.languages
        language = find_language(voice, request.language, languages)
        body: dict[str, object] = {
            "text": request.text,
            "model_id": self._model,
            "seed": request.seed % SEEDS,
        }
        # A request without a wish comes with the first language. Then the model is to hear from
        # the text which one it is; and some models take no language at all.
        if language != languages[0]:
            body["language_code"] = language.partition("-")[0]
        if settings := _settings(request):
            body["voice_settings"] = settings
        path = f"v1/text-to-speech/{quote(self._ids[voice.name], safe='')}/stream"
        if self.capabilities.words:
            path += "/with-timestamps"
        return Call(f"{path}?output_format=pcm_24000", msgspec.json.encode(body))

    def _pieces(self, answer: Iterable[bytes]) -> Iterator[tuple[bytes, Sequence[Word]]]:
        return aligned_pieces(answer) if self.capabilities.words else super()._pieces(answer)


def _settings(request: SpeechRequest) -> dict[str, object]:
    """What differs from the voice's own settings."""
    defaults = {option.name: option.default for option in ElevenLabs.capabilities.options}
    return {
        name: value
        for name, value in request.options.items()
        if value != defaults[name] and not (defaults[name] == OWN and float(value) < 0)
    }


def _named(listed: list[_ListedVoice]) -> dict[str, str]:
    """The id of each voice by a short name: that of "Roger - Laid-Back, Casual" is "Roger".

    Of two with the same name the second has its id behind it.
    """
    ids: dict[str, str] = {}
    for voice in listed:
        name = " ".join((voice.name or "").partition(" - ")[0].split()) or voice.voice_id
        ids[f"{name} {voice.voice_id}" if name in ids else name] = voice.voice_id
    return ids
