"""Azure: voices with their languages and styles, and SSML that no text can break."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_queues.base import OptionValue, SpeechRequest, Voice
from backend_queues.errors import InvalidConfiguration, InvalidOption, UnknownVoice
from backend_queues.remote.azure import Azure, _ssml
from tests.backend_queues.remote.conftest import KEY, Load
from tests.backend_queues.remote.fake_server import Fake
from tests.backend_queues.remote.fakes import tone
from tests.backend_queues.remote.speaking import TEXT, parts, pcm

SSML = "{http://www.w3.org/2001/10/synthesis}"
MSTTS = "{https://www.w3.org/2001/mstts}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
PLAIN: dict[str, OptionValue] = {"rate": 1.0, "pitch": 0.0, "style": ""}


def test_samples_are_exact_and_the_request_is_azures(azure: Azure, fake_azure: Fake) -> None:
    assert pcm(list(parts(azure))) == tone(TEXT, 1)
    seen = fake_azure.spoken_to()
    assert seen.path == "/cognitiveservices/v1"
    assert seen.headers["ocp-apim-subscription-key"] == KEY


def test_voices_and_languages_are_those_of_the_region(azure: Azure) -> None:
    assert azure.voices()[0] == Voice("en-US-JennyNeural", "en-US", "female")
    assert azure.capabilities.languages == ("en-US", "af-ZA", "en-GB")
    with pytest.raises(UnknownVoice, match="speaks en-US"):
        list(parts(azure, voice="en-US-JennyNeural", language="af"))


@pytest.mark.parametrize(
    ("languages", "names"),
    [
        (["en"], ["en-US-JennyNeural", "en-GB-RyanNeural"]),
        (["en-GB", "en", "af"], ["en-GB-RyanNeural", "en-US-JennyNeural", "af-ZA-AdriNeural"]),
    ],
)
def test_only_voices_of_the_wanted_languages_are_kept(
    fake_azure: Fake, load: Load, languages: list[str], names: list[str]
) -> None:
    backend = load(Azure(url=fake_azure.url, languages=languages))
    assert [voice.name for voice in backend.voices()] == names


def test_rate_pitch_and_style_are_written_as_ssml(azure: Azure, fake_azure: Fake) -> None:
    jenny = "en-US-JennyNeural"
    list(parts(azure, voice=jenny, rate=1.5, pitch=-10.0, style="cheerful"))
    speak = ElementTree.fromstring(fake_azure.spoken_to().body)
    assert speak.tag == f"{SSML}speak" and speak.get(LANGUAGE) == "en-US"
    voice = speak.find(f"{SSML}voice")
    assert voice is not None and voice.get("name") == jenny
    style = voice.find(f"{MSTTS}express-as")
    assert style is not None and style.get("style") == "cheerful"
    prosody = style.find(f"{SSML}prosody")
    assert prosody is not None and prosody.attrib == {"rate": "1.5", "pitch": "-10%"}
    assert prosody.text == TEXT


def test_a_style_that_the_voice_does_not_have_is_refused(azure: Azure) -> None:
    with pytest.raises(InvalidOption, match="no style 'sad'; it has: chat, cheerful"):
        list(parts(azure, voice="en-US-JennyNeural", style="sad"))


@given(st.text())
def test_no_text_is_read_as_markup(text: str) -> None:
    request = SpeechRequest(text, "v", "en-US", PLAIN, segment_index=0, seed=0)
    speak = ElementTree.fromstring(_ssml(request, Voice('a"b', "en-US")).encode("utf-8", "ignore"))
    assert [element.tag for element in speak.iter()] == [f"{SSML}speak", f"{SSML}voice"]


def test_markup_in_the_text_is_spoken_as_text(azure: Azure, fake_azure: Fake) -> None:
    text = "A < B & C</voice><break time='9s'/>\x00 \x1b[1m]]>"
    list(parts(azure, text=text))
    spoken = "".join(ElementTree.fromstring(fake_azure.spoken_to().body).itertext())
    assert spoken == text.replace("\x00", " ").replace("\x1b", " ")


def test_the_region_comes_from_the_entry_or_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("AZURE_SPEECH_REGION", raising=False)
    with pytest.raises(InvalidConfiguration, match="set AZURE_SPEECH_REGION, or `region`"):
        Azure().load()
