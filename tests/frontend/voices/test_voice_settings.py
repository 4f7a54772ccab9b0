"""Which voice, language and sample a request means."""

from collections.abc import Iterable

import msgspec
import pytest

from backend_queues.base import VoiceSample
from backend_queues.errors import UnknownVoice, VoiceUnusable
from backend_queues.registry import BackendEntry, BackendSpec
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.voices.voice_samples.catalogue import Catalogue, VoiceSampleEntry
from frontend.voices.voice_settings import VoiceSettings, resolve_voice_settings
from tasks.messages import Presence
from tests.support.presences import CLONES, WORKER

SPEC = BackendSpec("engine", BackendEntry("module:Class"))
WITHOUT_CLONING = msgspec.structs.replace(
    WORKER, capabilities=msgspec.structs.replace(CLONES, cloning=False)
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
