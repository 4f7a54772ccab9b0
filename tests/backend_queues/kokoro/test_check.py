"""What building says of the prediction: every language, voice and speed, within a limit of time."""

import json
from pathlib import Path

import numpy as np
import pytest

from backend_queues.kokoro import check
from backend_queues.kokoro.check import PHONEMES, SPEEDS, Distance, Trial, summary, trials
from backend_queues.kokoro.spectra import distance_db
from backend_queues.provisioning.install import prepare
from backend_queues.voice_names import KOKORO_LANGUAGES
from tests.backend_queues.rendering import run_in_environment

FURTHEST_DB = 3.0


def test_each_language_is_tried_at_each_speed_and_each_voice_once_or_more() -> None:
    tried = trials()
    assert set(PHONEMES) == set(KOKORO_LANGUAGES.values())
    assert {(t.language, t.speed) for t in tried} == {(n, s) for n in PHONEMES for s in SPEEDS}
    assert len({t.voice for t in tried}) == 54
    assert len(tried) == len({(t.voice, t.speed) for t in tried})


def test_what_every_language_shows_comes_first() -> None:
    assert [t.speed for t in trials()[: len(PHONEMES)]] == [1.0] * len(PHONEMES)


def test_a_line_a_speed_names_the_furthest_voice() -> None:
    found = [
        Distance(Trial("es", "ef_dora", 1.0), 1.0),
        Distance(Trial("es", "em_alex", 1.0), 2.0),
        Distance(Trial("it", "if_sara", 1.0), 1.2),
        Distance(Trial("es", "ef_dora", 0.5), 3.4),
    ]
    assert list(summary(found)) == [
        "windows beside whole at speed 0.5, dB: es 3.4; most 3.4 (ef_dora)",
        "windows beside whole at speed 1, dB: es 1.5, it 1.2; most 2.0 (em_alex)",
    ]


def test_what_there_was_no_time_for_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "LIMIT_S", -1.0)
    said: list[str] = []
    check.check(None, said.append)  # type: ignore[arg-type]
    assert said == [f"windows beside whole: no time for {len(trials())} of {len(trials())}"]


def test_a_lost_beginning_is_far_and_a_softer_copy_near() -> None:
    sound = np.random.default_rng(1).normal(0, 0.1, 24_000).astype(np.float32)
    lost = sound.copy()
    lost[:6_000] = 0
    assert distance_db(sound, sound) == 0
    assert distance_db(sound, sound * np.float32(0.5)) == pytest.approx(6.02, abs=0.01)
    assert distance_db(sound, lost) > 10


@pytest.mark.weights
def test_no_language_speed_or_voice_is_far_from_its_whole_sentence(tmp_path: Path) -> None:
    """At half speed 0.3 s of the first sound were lost while the durations told where it was."""
    prepare("kokoro", print)
    file = tmp_path / "distances.json"
    run_in_environment("kokoro", Path(__file__).with_name("distances.py"), str(file))
    measured = json.loads(file.read_text())
    assert len(measured) == len(trials())
    assert [it for it in measured if it[2] > FURTHEST_DB] == []
