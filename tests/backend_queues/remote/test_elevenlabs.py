"""ElevenLabs: voices by name, settings, and words from the times of characters."""

import json
from base64 import b64encode

import pytest

from backend_queues.base import Voice, Word
from backend_queues.errors import InvalidConfiguration, SynthesisFailed
from backend_queues.remote.alignment import aligned_pieces
from backend_queues.remote.elevenlabs import ElevenLabs
from tests.backend_queues.remote.conftest import KEY, Load
from tests.backend_queues.remote.fake_server import Answer, Fake
from tests.backend_queues.remote.fakes import tone
from tests.backend_queues.remote.speaking import TEXT, parts, pcm


def line(characters: str, start_s: float, audio: bytes = b"\0\0") -> bytes:
    """Characters of 0.1 s each."""
    times = [start_s + 0.1 * n for n in range(len(characters) + 1)]
    alignment = {
        "characters": list(characters),
        "character_start_times_seconds": times[:-1],
        "character_end_times_seconds": times[1:],
    }
    return json.dumps({"audio_base64": b64encode(audio).decode(), "alignment": alignment}).encode()


def words_of(*lines: bytes) -> list[Word]:
    return [word for _, words in aligned_pieces([b"\n".join(lines)]) for word in words]


def test_samples_are_exact_and_words_come_with_the_part_they_end_in(
    elevenlabs: ElevenLabs,
) -> None:
    speech = list(parts(elevenlabs))
    assert pcm(speech) == tone(TEXT, 1)
    words = [word for part in speech for word in part.words]
    assert [word.text for word in words] == ["Hello", "there", "this", "is", "a", "test"]
    assert words[0].start_s == 0 and words[0].end_s == pytest.approx(5 * 0.06)
    assert words[-1].start_s == pytest.approx(TEXT.index("test") * 0.06)
    heard_s = 0.0
    for part in speech:
        heard_s += len(part.samples) / 24_000
        assert all(word.end_s <= heard_s for word in part.words)


def test_without_words_the_bytes_are_taken_as_they_are(fake_elevenlabs: Fake, load: Load) -> None:
    backend = load(ElevenLabs(url=fake_elevenlabs.url, words=False))
    assert not backend.capabilities.words
    speech = list(parts(backend))
    assert pcm(speech) == tone(TEXT, 1)
    assert not any(part.words for part in speech)
    path = "/v1/text-to-speech/CwhRBWXzGAHq8TQ4Fs17/stream?output_format=pcm_24000"
    assert fake_elevenlabs.spoken_to().path == path


def test_voices_have_short_names_each_of_its_own(
    elevenlabs: ElevenLabs, fake_elevenlabs: Fake
) -> None:
    names = ["Roger", "Sarah", "Roger second/roger", "nameless"]
    assert elevenlabs.voices() == [Voice(name, "") for name in names]
    list(parts(elevenlabs, voice="Roger second/roger"))
    path = "/v1/text-to-speech/second%2Froger/stream/with-timestamps?output_format=pcm_24000"
    assert fake_elevenlabs.spoken_to().path == path


def test_the_languages_are_those_of_the_model(
    elevenlabs: ElevenLabs, fake_elevenlabs: Fake
) -> None:
    assert elevenlabs.capabilities.languages == ("en", "de")
    list(parts(elevenlabs, language="de-AT"))
    assert fake_elevenlabs.spoken_to().json()["language_code"] == "de"
    list(parts(elevenlabs, language="en"))  # what a request without a wish comes with
    assert "language_code" not in fake_elevenlabs.spoken_to().json()


def test_a_model_that_the_service_does_not_have_is_named(fake_elevenlabs: Fake) -> None:
    with pytest.raises(InvalidConfiguration, match="no 'eleven_v9'.*eleven_v3, eleven_flash_v2_5"):
        ElevenLabs(url=fake_elevenlabs.url, model="eleven_v9").load()


def test_settings_that_were_left_alone_stay_the_voices_own(
    elevenlabs: ElevenLabs, fake_elevenlabs: Fake
) -> None:
    list(parts(elevenlabs, style=-0.5))
    seen = fake_elevenlabs.spoken_to()
    assert seen.headers["xi-api-key"] == KEY
    assert seen.json() == {"text": TEXT, "model_id": "eleven_flash_v2_5", "seed": 2**40 % 2**32 + 5}

    list(parts(elevenlabs, stability=0.0, use_speaker_boost=False, speed=1.1))
    settings = {"stability": 0.0, "use_speaker_boost": False, "speed": 1.1}
    assert fake_elevenlabs.spoken_to().json()["voice_settings"] == settings


def test_a_word_may_go_on_in_the_next_line_and_has_no_punctuation_around_it() -> None:
    hey, price = words_of(line("(He", 0.0), line("y), — $5", 0.3))
    assert (hey.text, price.text) == ("Hey", "$5")
    times = (hey.start_s, hey.end_s, price.start_s, price.end_s)
    assert times == pytest.approx((0.1, 0.4, 0.9, 1.1))


def test_a_line_without_an_alignment_is_just_speech() -> None:
    bare = b'{"audio_base64": "AAA=", "alignment": null, "normalized_alignment": null}'
    assert list(aligned_pieces([bare])) == [(b"\0\0", ()), (b"", [])]


@pytest.mark.parametrize(
    "broken", [b'{"audio_base64": "\xff"}', b'{"new": ' + b"[" * 100_000, b"[]"]
)
def test_a_line_of_another_kind_is_an_error(broken: bytes) -> None:
    with pytest.raises(SynthesisFailed, match="a broken line"):
        list(aligned_pieces([broken + b"\n"]))


def test_a_line_that_is_cut_off_is_an_error(elevenlabs: ElevenLabs, fake_elevenlabs: Fake) -> None:
    whole = line("Hello", 0.0, bytes(9600))
    fake_elevenlabs.script.append(Answer((whole + b"\n", whole[:50])))
    with pytest.raises(SynthesisFailed, match="a broken line"):
        list(parts(elevenlabs))
