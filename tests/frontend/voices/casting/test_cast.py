"""Which voice speaks which part of a text, and what becomes of what cannot be followed."""

from collections.abc import Mapping

import pytest

from backend_queues.base import Capabilities, Option, Voice
from backend_queues.errors import InvalidOption, NoWorker, RedisUnavailable, UnknownVoice
from backend_queues.registry import BackendEntry, BackendSpec
from frontend.protocol.asked_text import AskedText, PartBody, VoiceChoice
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.text.cues.cue import Cue, Mark
from frontend.voices.casting.cast import Cast
from frontend.voices.casting.casting import cast_text
from frontend.voices.casting.parted_text import Part, PartedText
from frontend.voices.casting.voice_finder import InlineVoices
from frontend.voices.voice_samples.catalogue import Catalogue
from frontend.voices.voice_settings import VoiceSettings, resolve_voice_settings
from tasks.messages import Presence

AS_USUAL = VoiceSettingsRequest()
SPEED = Option("speed", 1.0, minimum=0.5, maximum=2.0)
VOICES = {
    "first": (
        Voice("anna", "en-US", "female"),
        Voice("max", "de-DE", "male"),
        Voice("eva", "de-DE", "female"),
    ),
    "second": (Voice("joe", "en-US"),),
}


class Finder:
    """Two backends, of which the first is the default."""

    def __init__(self, *, redis_is_up: bool = True) -> None:
        self.asked: list[VoiceSettingsRequest] = []
        self.redis_is_up = redis_is_up

    async def resolve(self, request: VoiceSettingsRequest) -> VoiceSettings:
        self.asked.append(request)
        if not self.redis_is_up:
            raise RedisUnavailable("Redis does not answer.")
        name = request.backend or "first"
        worker, spec = await self.worker(name), BackendSpec(name, BackendEntry("module:Class"))
        return resolve_voice_settings(request, spec, worker, Catalogue())

    async def worker(self, backend: str) -> Presence:
        if backend not in VOICES:
            raise NoWorker(f"No worker serves {backend}.")
        return Presence(
            worker=f"{backend}-1",
            backend=backend,
            host="h",
            pid=1,
            sample_rate_hz=24_000,
            voices=VOICES[backend],
            capabilities=Capabilities(
                languages=("en-US", "de-DE"), options=(SPEED,) if backend == "first" else ()
            ),
            busy=False,
            segment_s=0.0,
            real_time_factor=0.0,
        )


async def cast(
    text: str = "",
    asked: VoiceSettingsRequest = AS_USUAL,
    *,
    parts: tuple[PartBody, ...] = (),
    voices: Mapping[str, str | VoiceChoice] = {},
    ssml: bool = False,
    allowed: InlineVoices = "backend",
) -> PartedText:
    return await cast_text(AskedText(text, parts, voices, ssml), asked, Finder(), allowed)


def said(text: PartedText) -> list[str]:
    """Return BACKEND/VOICE and what it says, of what is not blank."""
    return [
        f"{p.voice_settings.backend.name}/{p.voice_settings.voice}: {' '.join(p.text.split())}"
        for p in text.passages
        if isinstance(p, Part) and p.text.strip()
    ]


async def test_a_plain_text_is_spoken_as_it_is_asked_for() -> None:
    text = await cast("Hello [there].", VoiceSettingsRequest(voice="max"))
    assert text.plain == "Hello [there]."
    assert said(text) == ["first/max: Hello [there]."]


async def test_a_text_may_name_voices_of_its_backend() -> None:
    text = await cast("[voice:max]Hallo. [/voice]Hello. [voice:first/eva]Na?")
    assert said(text) == ["first/max: Hallo.", "first/anna: Hello.", "first/eva: Na?"]
    assert text.warnings == ()


@pytest.mark.parametrize(
    ("tag", "allowed", "spoken", "warnings"),
    [
        ("second/joe", "any", "second/joe", 0),
        ("second/joe", "backend", "first/anna", 1),
        ("second/joe", "off", "first/anna", 1),
        ("max", "off", "first/anna", 1),
        ("nobody", "any", "first/anna", 1),
        ("nowhere/joe", "any", "first/anna", 1),
        ("second/anna", "any", "first/anna", 1),
    ],
)
async def test_what_it_may_not_name_is_passed_over_with_a_warning(
    tag: str, allowed: InlineVoices, spoken: str, warnings: int
) -> None:
    text = await cast(f"One. [voice:{tag}]Two.", allowed=allowed)
    assert said(text)[-1].endswith("Two.")
    assert said(text)[-1].startswith(spoken)
    assert len(text.warnings) == warnings


async def test_an_unknown_voice_ends_no_sentence() -> None:
    text = await cast("One [voice:nobody]two.")
    assert not any(part.turns for part in text.passages if isinstance(part, Part))
    assert text.warnings == ("The voice 'nobody' cannot be followed: There is no voice 'nobody'.",)


async def test_the_text_goes_on_in_the_voice_before_an_unknown_one() -> None:
    text = await cast("[voice:max]Eins. [voice:nobody]Zwei.")
    assert said(text) == ["first/max: Eins.", "first/max: Zwei."]


async def test_names_stand_for_voices_also_of_other_backends() -> None:
    voices: dict[str, str | VoiceChoice] = {
        "Bob": "max",
        "Joe": VoiceChoice(backend="second"),
        "Jim": "second/joe",
    }
    text = await cast("Bob: Hallo.\nJoe: Hi.\nJim: Me too.\n\n[voice:bob]Na.", voices=voices)
    assert said(text) == [
        "first/max: Hallo.",
        "second/joe: Hi.",
        "second/joe: Me too.",
        "first/max: Na.",
    ]


async def test_names_are_there_where_texts_may_name_no_voice() -> None:
    text = await cast("[voice:Bob]Hallo.", voices={"Bob": "max"}, allowed="off")
    assert said(text) == ["first/max: Hallo."]


@pytest.mark.parametrize("voice", ["nobody", "nowhere/joe", VoiceChoice(options={"pitch": 1})])
async def test_a_name_for_what_there_is_not_is_refused(voice: str | VoiceChoice) -> None:
    with pytest.raises((UnknownVoice, NoWorker, InvalidOption), match="^voices: 'Bob': "):
        await cast("Hello.", voices={"Bob": voice})


async def test_parts_are_spoken_as_each_says_over_the_whole() -> None:
    asked = VoiceSettingsRequest(voice="max", options={"speed": 2.0})
    parts = (
        PartBody(text="Eins."),
        PartBody(text="Two.", voice="anna", options={"speed": 0.5}),
        PartBody(text="Three.", backend="second"),
        PartBody(text="Four [voice:eva]vier [/voice]four.", language="en"),
        PartBody(text="Fünf.", voice="Bob"),
    )
    text = await cast("", asked, parts=parts, voices={"Bob": "eva"})
    assert said(text) == [
        "first/max: Eins.",
        "first/anna: Two.",
        "second/joe: Three.",
        "first/anna: Four",
        "first/eva: vier",
        "first/anna: four.",
        "first/eva: Fünf.",
    ]
    speeds = [
        part.voice_settings.options.get("speed")
        for part in text.passages
        if isinstance(part, Part) and part.text
    ]
    assert speeds[:4] == [2.0, 0.5, None, 2.0]


async def test_each_part_ends_what_is_before_it() -> None:
    text = await cast(parts=(PartBody(text="One"), PartBody(text="two")))
    assert [part.turns for part in text.passages if isinstance(part, Part) if not part.text] == [
        True,
        True,
    ]


async def test_a_part_that_cannot_be_spoken_is_refused() -> None:
    with pytest.raises(UnknownVoice):
        await cast(parts=(PartBody(text="One", voice="nobody"),))
    with pytest.raises(NoWorker):
        await cast(parts=(PartBody(text="One", backend="nowhere"),))


async def test_the_language_of_the_whole_does_not_keep_another_voice_from_its_own() -> None:
    text = await cast("[voice:max]Hallo.", VoiceSettingsRequest(language="en"))
    assert said(text) == ["first/max: Hallo."]


async def test_each_voice_is_asked_for_once() -> None:
    finder = Finder()
    await cast_text(AskedText("[voice:max]a [voice:eva]b " * 500), VoiceSettingsRequest(), finder)
    assert len(finder.asked) < 10


async def test_a_text_changes_its_voice_so_often_at_the_most() -> None:
    text = await cast("[voice:max]a [/voice]b " * 8_000)
    turns = [part for part in text.passages if isinstance(part, Part) if part.turns]
    assert len(turns) == 5_000
    assert "".join(part.text for part in text.passages if isinstance(part, Part)) == "a b " * 8_000
    assert text.warnings == ("A text changes its voice at most 5,000 times.",)


async def test_a_text_has_bounds_for_its_voices_and_warnings() -> None:
    text = "".join(f"[voice:v{n}]a " for n in range(2_000))
    finder = Finder()
    cast_one = await cast_text(AskedText(text), VoiceSettingsRequest(), finder)
    assert len(finder.asked) < 210
    assert len(cast_one.warnings) == 20


@pytest.mark.parametrize(
    ("cue", "voice", "language"),
    [
        (Cue("max"), "max", "de-DE"),
        (Cue(language="de"), "max", "de-DE"),
        (Cue(language="de", gender="female"), "eva", "de-DE"),
        (Cue(gender="male", language="de"), "max", "de-DE"),
        (Cue(gender="female"), "anna", "en-US"),
        (Cue(language="en-GB"), "anna", "en-US"),
        (Cue("max", language="en"), "anna", "en-US"),
    ],
)
async def test_a_cue_finds_a_voice_by_name_language_and_gender(
    cue: Cue, voice: str, language: str
) -> None:
    finder = Finder()
    asked = VoiceSettingsRequest()
    one = Cast(asked, await finder.resolve(asked), finder)
    settings = await one.follow(cue)
    assert (settings.voice, settings.language) == (voice, language)
    assert one.warnings == []


@pytest.mark.parametrize("cue", [Cue(language="xx"), Cue(gender="male"), Cue(gender="robot")])
async def test_a_language_or_gender_that_nobody_has_is_a_warning(cue: Cue) -> None:
    finder = Finder()
    asked = VoiceSettingsRequest()
    one = Cast(asked, await finder.resolve(asked), finder)
    assert (await one.follow(cue)).voice == "anna"
    assert len(one.warnings) == 1


@pytest.mark.parametrize(
    ("asked", "rate", "speed"), [(1.0, 1.5, 1.5), (1.0, 9.0, 2.0), (1.0, 0.1, 0.5), (1.5, 0.8, 1.2)]
)
async def test_a_rate_is_the_backends_speed_within_its_bounds(
    asked: float, rate: float, speed: float
) -> None:
    finder = Finder()
    request = VoiceSettingsRequest(options={"speed": asked})
    one = Cast(request, await finder.resolve(request), finder)
    assert (await one.follow(Cue(rate=rate))).options["speed"] == pytest.approx(speed)


async def test_a_backend_without_speeds_speaks_as_always() -> None:
    text = await cast(
        '<prosody rate="fast">One.</prosody>', VoiceSettingsRequest("second"), ssml=True
    )
    assert said(text) == ["second/joe: One."]
    assert text.warnings == ("second cannot speak faster or slower.",)


async def test_ssml_becomes_parts_and_marks() -> None:
    document = (
        '<speak>One <mark name="m"/>two. <voice name="max">Drei.</voice><s>four</s>'
        '<voice name="nobody">five</voice><foo>six</foo></speak>'
    )
    text = await cast(document, ssml=True)
    assert said(text) == [
        "first/anna: One",
        "first/anna: two.",
        "first/max: Drei.",
        "first/anna: four",
        "first/anna: five",
        "first/anna: six",
    ]
    assert [passage for passage in text.passages if isinstance(passage, Mark)] == [Mark("m")]
    assert len(text.warnings) == 2


async def test_a_voice_that_cannot_be_asked_for_now_is_a_warning() -> None:
    finder = Finder()
    asked = VoiceSettingsRequest()
    one = Cast(asked, await finder.resolve(asked), finder)
    finder.redis_is_up = False
    assert (await one.follow(Cue("max"))).voice == "anna"
    assert len(one.warnings) == 1
