"""Another backend speaks in the voice that is most alike, or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import msgspec
import pytest

from backend_queues.base import Capabilities, Option, OptionValue, Voice, VoiceSample
from backend_queues.errors import UnknownVoice
from backend_queues.registry import (
    BUILT_IN_FILE,
    BackendEntry,
    BackendSpec,
    Fallback,
    OpenAINames,
    Registry,
    read_registry,
)
from frontend.protocol.text_options import TextOptions
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.protocol.wording import Wording
from frontend.voices.fallbacks import fallbacks_of, in_place_of, unchecked
from frontend.voices.voice_settings import VoiceSettings
from tasks.messages import Presence

ASKED = BackendSpec("asked", BackendEntry("m:C", default_voice="af_heart", fallback=("other",)))
OTHER = BackendSpec("other", BackendEntry("m:C"))
SPEED = Option("speed", 1.0, minimum=0.5, maximum=2.0)
VARIANT = Option("variant", "", choices=("", "f2"))
SAMPLE = VoiceSample("obama", "d", 5.0)
PLAIN = Fallback("other")
VOICES = (
    Voice("de_DE-thorsten-medium", "de-DE"),
    Voice("joe", "en-US", "medium"),
    Voice("en_GB-alba-medium", "en-GB"),
    Voice("en_US-amy-low", "en-US"),
)


def worker(
    voices: Sequence[Voice] = VOICES,
    *,
    options: tuple[Option, ...] = (SPEED,),
    mixes: bool = False,
    cloning: bool = False,
    backend: str = "other",
) -> Presence:
    languages = tuple(dict.fromkeys(voice.language for voice in voices)) or ("en-US",)
    capabilities = Capabilities(languages, options, mixes=mixes, cloning=cloning, min_sample_s=3.0)
    return Presence(
        worker="w",
        backend=backend,
        host="h",
        pid=1,
        sample_rate_hz=24_000,
        voices=tuple(voices),
        capabilities=capabilities,
        busy=False,
        segment_s=0.0,
        real_time_factor=0.0,
    )


def asked(
    voice: str = "af_heart",
    language: str = "en-US",
    options: Mapping[str, OptionValue] | None = None,
    sample: VoiceSample | None = None,
) -> VoiceSettings:
    return VoiceSettings(ASKED, voice, language, options or {}, (), sample)


def voice_for(
    settings: VoiceSettings, presence: Presence, fallback: Fallback = PLAIN
) -> str | None:
    found = in_place_of(settings, fallback, OTHER, presence)
    return found.voice if found else None


@pytest.mark.parametrize(
    ("voice", "language", "expected"),
    [
        ("af_heart", "en-US", "en_US-amy-low"),
        ("am_adam", "en-US", "joe"),
        ("bf_emma", "en-GB", "en_GB-alba-medium"),
        ("bm_george", "en-GB", "joe"),
        ("af_heart:0.5,am_adam:0.5", "en-US", "en_US-amy-low"),
        ("somebody", "en-GB", "en_GB-alba-medium"),
        ("ff_siwis", "fr-FR", None),
        ("gf_anna", "de", "de_DE-thorsten-medium"),
        ("en_US-amy-low", "en-US", "en_US-amy-low"),
    ],
)
def test_the_voice_most_alike_speaks(voice: str, language: str, expected: str | None) -> None:
    assert voice_for(asked(voice, language), worker()) == expected


def test_written_words_are_said_as_was_asked_and_as_the_other_backend_reads() -> None:
    wording, text = Wording("auto", {"GIF": "jif"}), TextOptions(code="speak")
    settings = replace(asked(), wording=wording, text=text, reads=("*",), phonemes=True)
    found = in_place_of(settings, PLAIN, OTHER, worker())
    assert found and (found.wording, found.text) == (wording, text)
    assert (found.reads, found.phonemes) == ((), False)
    presence = worker()
    capabilities = msgspec.structs.replace(presence.capabilities, reads=("en",), phonemes=True)
    found = in_place_of(
        asked(), PLAIN, OTHER, msgspec.structs.replace(presence, capabilities=capabilities)
    )
    assert found and (found.reads, found.phonemes) == (("en",), True)


def test_the_registry_may_name_the_voice() -> None:
    named = Fallback("other", voices={"af_heart": "joe", "am_adam": "nobody"})
    assert voice_for(asked(), worker(), named) == "joe"
    assert voice_for(asked("am_adam"), worker(), named) == "joe"  # as it has no such voice


def test_a_mix_stays_one_where_the_other_has_its_voices() -> None:
    voices = (Voice("af_heart", "en-US"), Voice("am_adam", "en-US"))
    mix = "af_heart:0.7,am_adam:0.3"
    assert voice_for(asked(mix), worker(voices, mixes=True)) == mix
    assert voice_for(asked(mix), worker(voices[:1], mixes=True)) == "af_heart"


def test_a_voice_of_all_languages_speaks_the_one_asked_for() -> None:
    everybody = Voice("any", "")
    capabilities = ("en-US", "fr-FR")
    presence = worker([everybody, *(Voice(language, language) for language in capabilities)])
    found = in_place_of(asked("x", "fr-FR"), Fallback("other"), OTHER, presence)
    assert found and found.language == "fr-FR"


@pytest.mark.parametrize(("speed", "kept"), [(1.5, 1.5), (4.0, 2.0), (0.1, 0.5)])
def test_the_speed_is_kept_as_far_as_it_goes_and_nothing_else(speed: float, kept: float) -> None:
    found = in_place_of(
        asked(options={"speed": speed, "pitch": 7}), Fallback("other"), OTHER, worker()
    )
    assert found and found.options == {"speed": kept}


def test_without_a_speed_of_its_own_there_is_none() -> None:
    found = in_place_of(asked(options={"speed": 2.0}), Fallback("other"), OTHER, worker(options=()))
    assert found and found.options == {}


def test_options_by_sex() -> None:
    fallback = Fallback("other", female={"variant": "f2"}, male={"variant": "nobody has it"})
    presence = worker(options=(SPEED, VARIANT))
    female = in_place_of(asked("af_heart"), fallback, OTHER, presence)
    male = in_place_of(asked("am_adam"), fallback, OTHER, presence)
    assert female and female.options == {"speed": 1.0, "variant": "f2"}
    assert male and male.options == {"speed": 1.0, "variant": ""}


def test_no_stranger_speaks_for_a_cloned_voice_unless_the_registry_says_so() -> None:
    cloned = asked("obama", sample=SAMPLE)
    assert voice_for(cloned, worker()) is None
    assert voice_for(cloned, worker(), Fallback("other", cloned=True)) == "joe"


def test_a_cloned_voice_is_cloned_again_where_that_can_be() -> None:
    found = in_place_of(
        asked("obama", sample=SAMPLE), Fallback("other"), OTHER, worker(cloning=True)
    )
    assert found and (found.voice, found.voice_sample) == ("obama", SAMPLE)
    short = VoiceSample("obama", "d", 1.0)
    assert voice_for(asked("obama", sample=short), worker(cloning=True)) is None


def test_only_live_ones_count_in_the_registry_s_order() -> None:
    entry = BackendEntry("m:C", fallback=("gone", "silent", "other"))
    names = ("gone", "silent", "other")
    specs = {name: BackendSpec(name, BackendEntry("m:C")) for name in names if name != "gone"}
    registry = Registry("other", specs, OpenAINames(), {})
    live = {"other": [worker()], "gone": [worker(backend="gone")], "silent": []}
    settings = VoiceSettings(BackendSpec("asked", entry), "af_heart", "en-US", {}, ())
    found = list(fallbacks_of(settings, registry, lambda name: live[name]))
    assert [it.backend.name for it in found] == ["other"]


def test_who_wants_none_has_none() -> None:
    registry = Registry("other", {"other": OTHER}, OpenAINames(), {})
    request = VoiceSettingsRequest(voice="af_heart", fallback=False)
    settings = unchecked(request, ASKED, "")
    assert not list(fallbacks_of(settings, registry, lambda name: [worker()]))


@pytest.mark.parametrize(
    ("request_", "voice", "language", "options"),
    [
        (VoiceSettingsRequest(), "af_heart", "en-US", {}),
        (VoiceSettingsRequest(voice="bm_lewis"), "bm_lewis", "en-GB", {}),
        (VoiceSettingsRequest(voice="?", language="de"), "?", "de", {}),
        (VoiceSettingsRequest(voice="?"), "?", "", {}),
        (VoiceSettingsRequest(voice="?", language="German"), "?", "de", {}),
        (VoiceSettingsRequest(language="auto"), "af_heart", "en-US", {}),
        (VoiceSettingsRequest(options={"speed": 2, "x": 1}), "af_heart", "en-US", {"speed": 2.0}),
        (VoiceSettingsRequest(text_options={"speed": "1.5"}), "af_heart", "en-US", {"speed": 1.5}),
        (VoiceSettingsRequest(text_options={"speed": "nan"}), "af_heart", "en-US", {}),
        (VoiceSettingsRequest(options={"speed": [1]}), "af_heart", "en-US", {}),
        (VoiceSettingsRequest(options={"speed": 10**400}), "af_heart", "en-US", {}),
    ],
)
def test_what_is_asked_of_a_backend_never_seen(
    request_: VoiceSettingsRequest, voice: str, language: str, options: dict[str, float]
) -> None:
    settings = unchecked(request_, ASKED, "")
    assert (settings.voice, settings.language, settings.options) == (voice, language, options)


def test_a_name_too_long_for_any_voice_is_refused() -> None:
    with pytest.raises(UnknownVoice):
        unchecked(VoiceSettingsRequest(voice="x" * 10_000), ASKED, "")


def test_the_built_in_registry_ends_with_what_needs_no_weights() -> None:
    specs = read_registry(BUILT_IN_FILE).specs
    for name in ("kokoro", "kokoro-pytorch", "piper"):
        fallbacks = specs[name].entry.fallbacks
        assert fallbacks[-1].backend == "espeak"
        assert name not in {fallback.backend for fallback in fallbacks}
