"""OpenAI's endpoint, and compatible servers with other voices or without keys."""

from typing import Any

import pytest

from backend_queues.base import Voice
from backend_queues.errors import InvalidConfiguration, NothingToSpeak, UnknownVoice
from backend_queues.remote.openai import OpenAI
from tests.backend_queues.remote.conftest import KEY, Load
from tests.backend_queues.remote.fake_server import Answer, Fake, json_answer
from tests.backend_queues.remote.fakes import FakeOpenAI, tone
from tests.backend_queues.remote.speaking import TEXT, parts, pcm


class Compatible(FakeOpenAI):
    """A server that lists its voices, in one of the ways there are."""

    def __init__(self, listed: object) -> None:
        super().__init__()
        self._listed = listed

    def list(self, path: str) -> Answer:
        return json_answer(self._listed) if path == "/v1/audio/voices" else super().list(path)


def load_from(listed: object, **options: Any) -> OpenAI:
    with Compatible(listed) as fake:
        backend = OpenAI(url=f"{fake.url}/v1/", **options)
        backend.load()
        backend.close()
        return backend


def test_samples_are_exact_wherever_the_network_cuts(openai: OpenAI) -> None:
    speech = list(parts(openai))
    assert pcm(speech) == tone(TEXT, 1)
    assert len(speech) > 3
    assert len(speech[0].samples) == 0.08 * 24_000
    assert max(len(part.samples) for part in speech) == 0.25 * 24_000


def test_the_request_is_openais_and_has_only_options_that_say_something(
    openai: OpenAI, fake_openai: Fake
) -> None:
    list(parts(openai, voice="nova"))
    seen = fake_openai.spoken_to()
    assert (seen.method, seen.path) == ("POST", "/v1/audio/speech")
    assert seen.headers["authorization"] == f"Bearer {KEY}"
    assert seen.headers["content-type"] == "application/json"
    expected = {"model": "gpt-4o-mini-tts", "input": TEXT, "voice": "nova"}
    assert seen.json() == {**expected, "response_format": "pcm"}

    list(parts(openai, speed=2.0, instructions="Whisper."))
    assert fake_openai.spoken_to().json().items() >= {
        ("speed", 2.0),
        ("instructions", "Whisper."),
    }


def test_a_server_without_a_list_has_openais_voices_which_speak_all_languages(
    openai: OpenAI,
) -> None:
    assert openai.voices()[0] == Voice("alloy", "")
    assert {"marin", "verse"} < {voice.name for voice in openai.voices()}
    assert {"en", "de", "zh"} < set(openai.capabilities.languages)
    list(parts(openai, language="de-AT"))
    with pytest.raises(UnknownVoice, match="'tlh'"):
        list(parts(openai, language="tlh"))


@pytest.mark.parametrize(
    "listed",
    [
        {"voices": ["af_heart", "af_heart", "bm_fable"]},
        {"voices": [{"id": "af_heart", "name": "Heart"}, {"id": "bm_fable", "name": "Fable"}]},
        {"object": "list", "data": [{"name": "af_heart"}, {"name": "bm_fable", "language": None}]},
    ],
)
def test_a_compatible_servers_own_voices_are_found(listed: object) -> None:
    backend = load_from(listed, languages=["en-US", "en-GB"])
    assert backend.voices() == [Voice("af_heart", ""), Voice("bm_fable", "")]
    assert backend.capabilities.languages == ("en-US", "en-GB")


def test_languages_that_a_server_lists_are_kept_if_they_are_tags() -> None:
    listed = [{"id": "a", "language": "de-DE"}, {"id": "b", "language": "English"}]
    backend = load_from({"voices": listed}, languages=["en"])
    assert backend.voices() == [Voice("a", "de-DE"), Voice("b", "")]
    assert backend.capabilities.languages == ("en", "de-DE")


def test_voices_of_the_entry_are_those_there_are() -> None:
    voices = ["plain", {"name": "german", "language": "de-DE"}]
    backend = load_from({"voices": ["another"]}, voices=voices)
    assert backend.voices() == [Voice("plain", ""), Voice("german", "de-DE")]


def test_wrong_voices_of_the_entry_are_named() -> None:
    with pytest.raises(InvalidConfiguration, match=r"voices: .*\$\[0\]"):
        OpenAI(voices=[3])


def test_a_list_of_another_shape_says_what_to_do() -> None:
    with pytest.raises(InvalidConfiguration, match="Name them by `voices`"):
        load_from({"voices": {"af_heart": {}}})


def test_a_server_that_lists_no_voice_cannot_be_used() -> None:
    with pytest.raises(InvalidConfiguration, match="no usable voice"):
        load_from({"voices": []})


def test_a_server_without_keys_is_sent_none(fake_openai: Fake, load: Load) -> None:
    backend = load(OpenAI(url=f"{fake_openai.url}/v1", key_variable="", model="kokoro"))
    list(parts(backend))
    assert all("authorization" not in seen.headers for seen in fake_openai.seen)
    assert fake_openai.spoken_to().json()["model"] == "kokoro"


def test_a_text_without_a_letter_is_not_sent(openai: OpenAI, fake_openai: Fake) -> None:
    with pytest.raises(NothingToSpeak):
        list(parts(openai, text="— ... !"))
    assert all(seen.method == "GET" for seen in fake_openai.seen)


def test_half_an_emoji_does_not_keep_the_rest_from_being_spoken(
    openai: OpenAI, fake_openai: Fake
) -> None:
    list(parts(openai, text="Hello \ud83d there."))
    assert fake_openai.spoken_to().json()["input"] == "Hello  there."
