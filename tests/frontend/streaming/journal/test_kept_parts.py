"""A text in parts is kept with each voice once, and read as it was."""

from dataclasses import replace

import msgspec
import pytest

from backend_queues.registry import registry
from frontend.streaming.journal.kept_parts import KeptPart, KeptParts, KeptVoice
from frontend.text.cues.cue import Mark
from frontend.voices.casting.parted_text import Part, PartedText
from tests.support.core import VOICE

OTHER = replace(VOICE, voice="square")
PASSAGES = (
    Part("One.", VOICE),
    Mark("here"),
    Part("Two", OTHER, turns=True),
    Part("Three.", VOICE, turns=True, is_sentence=True),
)


def read(kept: bytes) -> KeptParts:
    return msgspec.json.decode(kept, type=KeptParts)


def test_the_parts_are_as_they_were() -> None:
    kept = KeptParts.of(PartedText(VOICE, PASSAGES))
    assert [voice.voice for voice in kept.voices] == ["sine", "square"]
    assert read(msgspec.json.encode(kept)).passages(registry()) == PASSAGES


def test_a_part_of_which_only_the_text_is_kept_goes_on_in_the_first_voice() -> None:
    voice = msgspec.json.encode(KeptVoice.of(VOICE)).decode()
    kept = read(f'{{"parts": [{{"text": "One."}}, {{}}], "voices": [{voice}]}}'.encode())
    assert kept.passages(registry()) == (Part("One.", VOICE), Part("", VOICE))


def test_a_voice_of_an_older_version_has_what_there_was_before() -> None:
    names = ("backend", "voice", "language", "options", "tags")
    whole = msgspec.to_builtins(KeptVoice.of(VOICE))
    older = msgspec.convert({name: whole[name] for name in names}, KeptVoice)
    assert (older.phonemes, older.fallback, older.cache) == (False, True, True)


@pytest.mark.parametrize(("voice", "is_there"), [(-1, False), (0, True), (1, True), (2, False)])
def test_a_part_has_a_voice_that_is_there(voice: int, is_there: bool) -> None:
    voices = KeptVoice.of(VOICE), KeptVoice.of(OTHER)
    kept = msgspec.json.encode({"parts": [KeptPart("One.", voice)], "voices": voices})
    if is_there:
        assert read(kept).passages(registry()) == (Part("One.", (VOICE, OTHER)[voice]),)
        return
    with pytest.raises(msgspec.ValidationError, match="a voice that is missing"):
        read(kept)
