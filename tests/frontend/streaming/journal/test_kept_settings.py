"""What is kept to speak a text again has all that decides how it sounds."""

from collections.abc import Callable
from dataclasses import fields

import msgspec
import pytest

from backend_queues.base import VoiceSample
from backend_queues.registry import registry
from frontend.audio.formats import Encoding
from frontend.protocol.text_options import TextOptions
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.protocol.wording import Wording
from frontend.streaming.journal.entries import Asked, Turned, Voice, decode_entries
from frontend.streaming.journal.kept_parts import KeptVoice
from frontend.streaming.resumption import Resumable
from frontend.voices.voice_settings import InLanguage, VoiceSettings

WORDING = Wording("on", {"GIF": "jif"})
TEXT = TextOptions(code="speak")
SETTINGS = VoiceSettings(
    registry().get("tone"),
    "sine",
    "en-US",
    {"frequency": 440.0},
    ("laugh",),
    VoiceSample("ann", "d", 3.0),
    wording=WORDING,
    reads=("en",),
    phonemes=True,
    text=TEXT,
    by_language={"en": InLanguage("sine", "en-US"), "de": InLanguage("square", "de")},
    fallback=False,
)
ASKED = VoiceSettingsRequest(
    "tone", "sine", "en", {"frequency": 1}, {}, wording=WORDING, text=TEXT, fallback=False
)


def in_journal(settings: VoiceSettings) -> VoiceSettings:
    entry = msgspec.json.encode(Voice.of(settings, ASKED))
    return msgspec.json.decode(entry, type=Voice).voice_settings(registry())


def in_parts(settings: VoiceSettings) -> VoiceSettings:
    kept = msgspec.json.encode(KeptVoice.of(settings))
    return msgspec.json.decode(kept, type=KeptVoice).voice_settings(registry())


def in_record(settings: VoiceSettings) -> VoiceSettings:
    how = Encoding("pcm", 24_000), 1, None
    record = msgspec.json.encode(Resumable.of("Hello.", settings, *how))
    return msgspec.json.decode(record, type=Resumable).parted_text(registry()).voice_settings


@pytest.mark.parametrize("kept", [in_journal, in_parts, in_record])
def test_the_voice_settings_are_as_they_were(
    kept: Callable[[VoiceSettings], VoiceSettings],
) -> None:
    again = kept(SETTINGS)
    assert {it.name: getattr(again, it.name) for it in fields(again)} == {
        it.name: getattr(SETTINGS, it.name) for it in fields(SETTINGS)
    }


def test_who_has_asked_for_a_voice_is_known() -> None:
    assert not Voice.of(SETTINGS, ASKED).is_inline
    assert Voice.of(SETTINGS, ASKED, is_inline=True).is_inline


def test_what_was_asked_for_is_as_it_was() -> None:
    entry = msgspec.json.encode(Voice.of(SETTINGS, ASKED))
    assert msgspec.json.decode(entry, type=Voice).request() == ASKED


def test_an_entry_of_an_older_version_has_what_there_was_before() -> None:
    whole = msgspec.json.decode(msgspec.json.encode(Voice.of(SETTINGS, ASKED)))
    needed = 1 + len(("backend", "voice", "language", "options", "tags", "voice_sample", "asked"))
    kept = msgspec.json.decode(msgspec.json.encode(whole[:needed]), type=Voice)
    assert (kept.is_inline, kept.phonemes, kept.fallback, kept.cache) == (False, False, True, True)
    turned = decode_entries(b'["turned"]\n')
    assert list(turned) == [Turned(is_sentence=False)]
    asked = msgspec.json.decode(b"{}", type=Asked)
    assert msgspec.structs.replace(kept, asked=asked).request() == VoiceSettingsRequest()
