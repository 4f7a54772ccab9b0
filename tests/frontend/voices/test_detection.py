"""language: auto, each segment in its own language, by whoever speaks it."""

import asyncio
import time

import msgspec
import pytest

from backend_queues.base import Capabilities, Voice
from backend_queues.registry import registry
from frontend.audio.formats import Encoding
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.streaming.journal import entries
from frontend.streaming.resumption import Resumable
from frontend.streaming.scheduling.text_buffer import TextBuffer
from frontend.voices.detection import Detection, _whole, load_detection
from frontend.voices.voice_samples.catalogue import Catalogue
from frontend.voices.voice_settings import VoiceSettings, resolve_voice_settings
from tasks.messages import Presence
from tests.support.presences import WORKER

SPEC = registry().get("tone")
VOICES = (
    Voice("heart", "en-US", "female"),
    Voice("emma", "en-GB", "female"),
    Voice("carlo", "it", "male"),
    Voice("sara", "it", "female"),
    Voice("dora", "es", "female"),
    Voice("siwis", "fr-FR", "female"),
    Voice("alpha", "ja", "female"),
    Voice("xiaobei", "zh", "female"),
)
POLYGLOT = msgspec.structs.replace(
    WORKER,
    voices=VOICES,
    capabilities=Capabilities(languages=("en-US", "en-GB", "it", "es", "fr-FR", "ja", "zh")),
)
TEXTS = {
    "en": ["The meeting starts at nine.", "Thank you very much!", "Where is the station?"],
    "it": ["La riunione comincia alle nove.", "Non lo so.", "Dov'è la stazione?"],
    "es": ["La reunión empieza a las nueve.", "¡Muchas gracias!", "¿Dónde está la estación?"],
    "fr": ["La réunion commence à neuf heures.", "Merci beaucoup !", "Où est la gare ?"],
    "ja": ["会議は九時に始まります。", "ありがとう！", "駅はどこですか。"],
    "zh": ["会议九点开始。", "非常感谢！", "车站在哪里？"],
}


def settings_of(worker: Presence = POLYGLOT, **fields: str) -> VoiceSettings:
    request = VoiceSettingsRequest(**{"language": "auto", **fields})  # type: ignore[arg-type]
    return resolve_voice_settings(request, SPEC, worker, Catalogue())


def spoken(settings: VoiceSettings, *texts: str) -> list[tuple[str, str]]:
    detection = Detection()
    found = [detection.spoken(settings, text) for text in texts]
    return [(each.voice, each.language) for each in found]


@pytest.mark.parametrize(
    ("language", "text"), [(k, text) for k, all in TEXTS.items() for text in all]
)
def test_a_segment_is_spoken_in_its_language(language: str, text: str) -> None:
    [(_, tag)] = spoken(settings_of(), text)
    assert tag.partition("-")[0] == language


def test_a_voice_of_the_language_speaks_and_of_the_same_kind_if_there_is_one() -> None:
    texts = ["The meeting starts at nine.", "La riunione comincia alle nove."]
    assert spoken(settings_of(voice="emma"), *texts) == [("emma", "en-GB"), ("sara", "it")]
    assert spoken(settings_of(voice="carlo"), *texts) == [("heart", "en-US"), ("carlo", "it")]


def test_what_is_short_or_unclear_is_in_the_language_before_it() -> None:
    texts = ["Non lo so.", "OK.", "42", "Berlin", "Thank you very much!", "OK.", ""]
    assert [language for _, language in spoken(settings_of(), "OK.", *texts)] == [
        "en-US",
        *["it"] * 4,
        *["en-US"] * 2,
        "en-US",
    ]
    assert spoken(settings_of(), "ありがとう！", "東京。")[1] == ("alpha", "ja")


def test_a_language_that_the_backend_lacks_is_left_to_the_voices_own() -> None:
    texts = ["Non lo so.", "Die Sitzung beginnt morgen früh um neun Uhr.", "OK."]
    assert [tag for _, tag in spoken(settings_of(), *texts)] == ["it", "en-US", "en-US"]
    assert spoken(settings_of(voice="dora"), texts[1]) == [("dora", "es")]


@pytest.mark.parametrize("name", ["Karl Müller", "Don Quijote", "New York", "São Paulo"])
def test_a_name_is_in_the_language_before_it(name: str) -> None:
    assert [tag for _, tag in spoken(settings_of(), "Non lo so.", name)] == ["it", "it"]


def test_foreign_names_within_a_sentence_are_not_its_language() -> None:
    text = "We met José García and his wife in São Paulo."
    assert spoken(settings_of(), "Non lo so.", text)[1] == ("heart", "en-US")
    assert spoken(settings_of(), "LA RIUNIONE COMINCIA ALLE NOVE.") == [("sara", "it")]


def test_short_sentences_are_told_from_those_of_a_hundred_languages() -> None:
    names = sorted(name for name in map(str, _whole().labels) if len(name) == 2)
    everyone = msgspec.structs.replace(
        POLYGLOT, voices=(Voice("any", ""),), capabilities=Capabilities(languages=tuple(names))
    )
    texts = ["Good morning.", "Merci beaucoup.", "Buenos días.", "Jag vet inte.", "Tack."]
    said = [tag for _, tag in spoken(settings_of(everyone), *texts)]
    assert said == ["en", "fr", "es", "sv", "sv"]


def test_of_several_regions_the_usual_one_speaks() -> None:
    voices = (Voice("heart", "en-US"), Voice("jean", "fr-BE"), Voice("anne", "fr-FR"))
    languages = ("en-US", "fr-BE", "fr-FR")
    two = msgspec.structs.replace(
        POLYGLOT, voices=voices, capabilities=Capabilities(languages=languages)
    )
    assert spoken(settings_of(two), "Je ne sais pas.") == [("anne", "fr-FR")]


def test_a_voice_that_speaks_all_languages_speaks_each_of_them() -> None:
    everyone = msgspec.structs.replace(POLYGLOT, voices=(Voice("any", ""),))
    texts = ["Non lo so.", "Thank you very much!"]
    assert spoken(settings_of(everyone), *texts) == [("any", "it"), ("any", "en-US")]


def test_a_backend_of_one_language_speaks_it() -> None:
    one = msgspec.structs.replace(
        POLYGLOT, voices=VOICES[:2], capabilities=Capabilities(languages=("en-US", "en-GB"))
    )
    assert spoken(settings_of(one), "Non lo so.") == [("heart", "en-US")]


def segments_of(buffer: TextBuffer) -> list[tuple[str, str, str]]:
    found = []
    while not buffer.exhausted:
        buffer.cut(0.0)
        while buffer.has_segments:
            planned = buffer.pop()
            how = planned.voice_settings
            found.append((planned.segment.text, how.voice, how.language))
    return found


def test_a_text_that_is_resumed_is_spoken_in_the_same_languages() -> None:
    text = (
        "Non lo so, ma forse la riunione comincia alle nove. "
        "Thank you very much for all that you have done for us! Berlin, Paris, Berlin, Paris. "
        "Où est la gare, et quand est-ce que le train va partir ?"
    )
    noted: list[entries.Entry] = []
    settings = settings_of()
    first = TextBuffer(settings, 1000, note=noted.append)
    for token in text.split(" "):
        first.write(f"{token} ", 0.0)
    first.end()
    heard = segments_of(first)
    assert [language for _, _, language in heard] == ["it", "en-US", "en-US", "fr-FR"]

    voice = entries.Voice.of(settings, VoiceSettingsRequest(language="auto"))
    lines = b"\n".join(map(entries.encode_entry, [voice, *noted]))
    again = TextBuffer(settings_of(voice="dora"), 1000)
    again.repeat(
        entries.decode_entries(lines),
        lambda entry: entry.voice_settings(registry()),
    )
    assert segments_of(again) == heard


def test_who_speaks_what_is_kept_with_a_text_and_older_records_are_read() -> None:
    made = settings_of()
    kept = Resumable.of("A.", made, Encoding("wav", 24_000), 1, None)
    older = msgspec.json.decode(msgspec.json.encode(kept))
    assert msgspec.convert(older, Resumable).by_language == made.by_language
    del older["by_language"]
    older["backend"] = "tone"
    assert (
        msgspec.convert(older, Resumable).parted_text(registry()).voice_settings.by_language == {}
    )


async def test_the_event_loop_does_not_wait_while_the_model_is_loaded() -> None:
    from frontend.voices import detection

    detection._whole.cache_clear()
    loading = asyncio.create_task(load_detection(settings_of()))
    turns = 0
    while not loading.done():
        await asyncio.sleep(0.001)
        turns += 1
    assert turns > 5
    await loading


def test_detecting_takes_no_time_that_anybody_waits_for() -> None:
    settings, detection = settings_of(), Detection()
    detection.spoken(settings, "Once.")
    began = time.thread_time()
    for _ in range(100):
        detection.spoken(settings, "The meeting starts at nine. " * 1000)
    assert time.thread_time() - began < 10  # 100 times what it takes
