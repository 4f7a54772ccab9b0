"""Which voice, language and sample a request means."""

import time
from collections.abc import Iterable

import msgspec
import pytest

from backend_queues.base import Voice, VoiceSample
from backend_queues.errors import UnknownVoice, VoiceUnusable
from backend_queues.registry import BackendEntry, BackendSpec
from backend_queues.voices import find_language, find_mix
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.voices.defaults import Choice
from frontend.voices.voice_samples.catalogue import Catalogue, VoiceSampleEntry
from frontend.voices.voice_settings import VoiceSettings, resolve_voice_settings
from tasks.messages import Presence
from tests.support.presences import CLONES, WORKER

SPEC = BackendSpec("engine", BackendEntry("module:Class"))
WITHOUT_CLONING = msgspec.structs.replace(
    WORKER, capabilities=msgspec.structs.replace(CLONES, cloning=False)
)
CROSSING = msgspec.structs.replace(
    WORKER,
    capabilities=msgspec.structs.replace(
        CLONES, languages=("en-US", "en-GB", "de-DE"), mixes=True, any_language=True
    ),
)
WITHOUT_VOICES = msgspec.structs.replace(WORKER, voices=())


def entry(name: str, seconds: float = 5.0, language: str = "") -> VoiceSampleEntry:
    return VoiceSampleEntry(f"{name}.wav", name, 1.0, VoiceSample(name, "d", seconds, language))


SILENT = VoiceSampleEntry("quiet.wav", "quiet", 1.0, problem="quiet.wav is silent.")
SAMPLES = [
    entry("obama"),
    entry("anna"),
    entry("short", seconds=2.0),
    entry("german", language="de"),
    entry("french", language="fr"),
    SILENT,
]


def voice_settings(
    voice: str = "",
    language: str = "",
    worker: Presence = WORKER,
    samples: Iterable[VoiceSampleEntry] = SAMPLES,
) -> VoiceSettings:
    request = VoiceSettingsRequest(voice=voice, language=language)
    return resolve_voice_settings(request, SPEC, worker, Catalogue(samples))


def test_a_sample_is_a_voice() -> None:
    found = voice_settings("obama")
    assert (found.voice, found.language) == ("obama", "en-US")
    assert found.voice_sample == VoiceSample("obama", "d", 5.0)


def test_a_voice_of_the_backend_has_no_sample() -> None:
    found = voice_settings("max")
    assert (found.voice, found.language, found.voice_sample) == ("max", "de-DE", None)


def test_a_voice_of_the_backend_goes_before_a_sample_of_its_name() -> None:
    assert voice_settings("anna").voice_sample is None
    assert voice_settings("anna", worker=WITHOUT_CLONING).voice_sample is None


@pytest.mark.parametrize(
    ("voice", "language", "spoken"),
    [
        ("obama", "", "en-US"),
        ("obama", "de", "de-DE"),
        ("german", "", "de-DE"),
        ("german", "en", "en-US"),
        ("french", "", "en-US"),  # the backend has no French
    ],
)
def test_a_cloned_voice_speaks_what_is_asked_for_or_its_own_language(
    voice: str, language: str, spoken: str
) -> None:
    assert voice_settings(voice, language).language == spoken


def test_a_language_that_the_backend_lacks_is_refused() -> None:
    with pytest.raises(UnknownVoice, match="The voice french speaks en-US, de-DE, not 'fr'"):
        voice_settings("french", "fr")


@pytest.mark.parametrize(
    ("spelling", "spoken"),
    [("de_DE", "de-DE"), ("DEU", "de-DE"), ("Deutsch", "de-DE"), ("german", "de-DE")]
    + [("und", "de-DE"), ("mul", "de-DE"), ("de_AT.UTF-8", "de-DE")],
)
def test_a_language_may_be_written_in_any_way(spelling: str, spoken: str) -> None:
    assert voice_settings("max", spelling).language == spoken


def test_a_language_without_a_voice_has_one_that_speaks_it() -> None:
    assert voice_settings("", "German").voice == "max"
    assert voice_settings("", "en_GB").voice == "anna"


@pytest.mark.parametrize("spelling", ["fr", "en_US"])
def test_a_voice_is_not_made_to_speak_another_language(spelling: str) -> None:
    with pytest.raises(UnknownVoice, match="The voice max speaks de-DE, not"):
        voice_settings("max", spelling)


def test_what_is_no_language_is_told_with_what_may_have_been_meant() -> None:
    with pytest.raises(UnknownVoice, match="no language 'klingonese'. Did you mean indonesian"):
        voice_settings("max", "klingonese")


def test_a_voice_speaks_another_language_if_it_is_asked_to_and_its_backend_can() -> None:
    assert voice_settings("max", "english", CROSSING).language == "en-US"
    assert voice_settings("max", "", CROSSING).language == "de-DE"
    assert voice_settings("anna", "en-AU", CROSSING).language == "en-US"
    assert voice_settings("anna:2,max:1", "deu", CROSSING).language == "de-DE"
    with pytest.raises(UnknownVoice, match="The voice max speaks en-US, en-GB, de-DE, not 'fr'"):
        voice_settings("max", "fr", CROSSING)


def test_a_default_voice_is_not_made_to_speak_another_language() -> None:
    choice = Choice("engine", {"engine": "max"})
    request = VoiceSettingsRequest(language="en")
    assert choice.voice_settings(request, SPEC, CROSSING, Catalogue()).voice == "anna"


@pytest.mark.parametrize(
    ("wanted", "languages", "found"),
    [
        ("zh-Hant-TW", ("zh-CN", "zh-TW"), "zh-TW"),
        ("en-GB", ("en-US", "en-GB"), "en-GB"),
        ("en-AU", ("en-US", "en-GB"), "en-US"),
        ("pt-PT", ("pt-BR",), "pt-BR"),
    ],
)
def test_the_nearest_region_speaks(wanted: str, languages: tuple[str, ...], found: str) -> None:
    assert find_language(Voice("any", ""), wanted, languages) == found
    british = Voice("emma", "en-GB")
    assert find_language(british, "en-AU", ("en-US", "en-GB"), any_language=True) == "en-GB"


def test_a_sample_that_is_too_short_for_the_backend_is_told() -> None:
    with pytest.raises(VoiceUnusable, match=r"engine needs 3 s .* short has 2\.0 s"):
        voice_settings("short")


def test_a_file_that_gives_no_voice_is_told() -> None:
    with pytest.raises(VoiceUnusable, match=r"quiet\.wav is silent\."):
        voice_settings("quiet")


@pytest.mark.parametrize("voice", ["obama", "quiet"])
def test_a_backend_that_cannot_clone_says_so(voice: str) -> None:
    with pytest.raises(VoiceUnusable, match=f"engine cannot clone voices, and '{voice}'"):
        voice_settings(voice, worker=WITHOUT_CLONING)


def test_what_there_is_is_named() -> None:
    with pytest.raises(UnknownVoice, match=r"there are: anna, max, french, german, obama\.$"):
        voice_settings("nobody")
    with pytest.raises(UnknownVoice, match=r"there are: anna, max\.$"):
        voice_settings("nobody", worker=WITHOUT_CLONING)


def test_a_backend_without_voices_speaks_with_a_sample() -> None:
    assert voice_settings(worker=WITHOUT_VOICES, samples=[entry("obama")]).voice == "obama"
    with pytest.raises(UnknownVoice, match="put a recording of one into voice_samples"):
        voice_settings(worker=WITHOUT_VOICES, samples=[])


@pytest.mark.parametrize(
    "voice", ["v" * 1000, ",".join(["max"] * 1000), "a" + "\u0316\u0301" * 99_999]
)
def test_a_name_that_no_voice_has_is_refused_before_it_is_looked_at(voice: str) -> None:
    """To put n marks over one letter in order takes n squared steps: half a minute for these."""
    began = time.thread_time()
    with pytest.raises(UnknownVoice, match="a mix of several voices 640"):
        voice_settings(voice)
    assert time.thread_time() - began < 1


def test_names_are_compared_quickly_whatever_their_marks() -> None:
    began = time.thread_time()
    assert Catalogue(SAMPLES).find("a" + "\u0316\u0301" * 99_999) is None
    assert time.thread_time() - began < 1


def test_a_mix_has_at_most_eight_voices() -> None:
    voices = [Voice(f"v{n}", "en-US") for n in range(9)]
    name = ",".join(voice.name for voice in voices)
    assert len(find_mix(voices, name.removesuffix(",v8"))[1]) == 8
    with pytest.raises(UnknownVoice, match="at most 8 voices"):
        find_mix(voices, name)
    with pytest.raises(UnknownVoice, match="at most 8 voices"):
        find_mix(voices, f"v1:{'1' * 1000}")


def test_a_language_has_the_length_of_a_tag() -> None:
    with pytest.raises(UnknownVoice, match="no tag of BCP 47"):
        voice_settings("max", language=f"de-{'x' * 1000}")
