"""What is told of a voice made from a recording, where something stands in its way."""

import msgspec

from backend_queues.base import VoiceSample
from frontend.server.routes.voice_samples import warnings_of
from frontend.server.routes.voices import cloned_by_nobody
from frontend.voices.voice_samples.catalogue import Catalogue, VoiceSampleEntry
from tests.support.presences import CLONES, WORKER

SPEAKS = msgspec.structs.replace(
    WORKER, backend="piper", capabilities=msgspec.structs.replace(CLONES, cloning=False)
)
OBAMA = Catalogue([VoiceSampleEntry("o.wav", "obama", 1.0, VoiceSample("obama", "d" * 64, 8.0))])


def test_nothing_is_in_the_way_where_a_backend_clones() -> None:
    assert list(warnings_of("obama", [WORKER, SPEAKS])) == []


def test_it_is_said_that_nothing_speaks_with_it_yet_and_what_would() -> None:
    for workers in ([], [SPEAKS]):
        [warning] = warnings_of("obama", workers)
        assert "voice-server worker chatterbox" in warning


def test_a_namesake_is_told() -> None:
    [warning] = warnings_of("anna", [WORKER, SPEAKS])
    assert "engine and piper" in warning and "'anna'" in warning


def test_a_voice_that_no_backend_clones_now_is_listed_with_what_would() -> None:
    for workers in ([], [SPEAKS]):
        [listed] = cloned_by_nobody(workers, OBAMA)
        assert listed.name == "obama" and "voice-server worker chatterbox" in listed.reason
    assert list(cloned_by_nobody([WORKER, SPEAKS], OBAMA)) == []
