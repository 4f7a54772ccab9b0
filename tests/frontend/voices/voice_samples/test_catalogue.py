"""Which file gives a voice, of those that all frontends have."""

import msgspec

from backend_queues.base import VoiceSample
from frontend.voices.voice_samples.catalogue import Catalogue, VoiceSampleEntry

OLD = VoiceSampleEntry("obama.wav", "obama", 1.0, VoiceSample("obama", "a", 3.0), licence="CC0")
NEW = VoiceSampleEntry("obama.mp3", "obama", 2.0, VoiceSample("obama", "b", 4.0))
BAD = VoiceSampleEntry("obama.flac", "obama", 3.0, problem="obama.flac is silent.")


def digest_of(catalogue: Catalogue) -> str:
    voice_sample = catalogue.find("obama")
    assert voice_sample
    return voice_sample.digest


def test_the_newest_file_that_can_be_used_gives_the_voice() -> None:
    assert digest_of(Catalogue([OLD, NEW, BAD])) == "b"
    assert digest_of(Catalogue([BAD, NEW, OLD])) == "b"
    assert Catalogue([OLD, BAD]).licence("obama") == "CC0"


def test_a_file_that_cannot_be_used_has_a_problem() -> None:
    assert Catalogue([BAD]).find("obama") is None
    assert Catalogue([BAD]).problem("obama") == "obama.flac is silent."
    assert Catalogue([BAD, OLD]).problem("obama") == ""
    assert list(Catalogue([BAD, OLD]).problems) == [BAD]


def test_frontends_that_share_a_folder_count_once() -> None:
    catalogue = Catalogue([OLD, OLD, BAD, BAD])
    assert [voice_sample.name for voice_sample in catalogue.voices] == ["obama"]
    assert list(catalogue.problems) == [BAD]


def test_a_name_is_found_however_its_accents_are_written() -> None:
    entry = msgspec.structs.replace(OLD, name="Jos\u00e9")
    assert Catalogue([entry]).find("Jose\u0301")


def test_a_name_that_is_none() -> None:
    assert Catalogue([OLD]).find("") is None
    assert Catalogue([OLD]).problem("nobody") == ""
