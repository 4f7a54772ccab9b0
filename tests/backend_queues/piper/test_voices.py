"""The voices in a user's folder: those that can be read, whatever else lies there."""

import json
from pathlib import Path
from typing import Any

import pytest

from backend_queues.piper import voices
from backend_queues.piper.voices import voice_files


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(voices, "asset", lambda *_: tmp_path)


def names(folder: Path, config: object) -> list[tuple[str, str]]:
    (folder / "mine.onnx").touch()
    (folder / "mine.onnx.json").write_text(json.dumps(config))
    return [(file.voice.name, file.voice.language) for file in voice_files(str(folder))][1:]


@pytest.mark.parametrize(
    "config", [{"language": {"code": "de_DE"}}, {"espeak": {"voice": "de-de"}, "language": None}]
)
def test_a_voice_speaks_the_language_of_its_file(tmp_path: Path, config: dict[str, Any]) -> None:
    assert names(tmp_path, config) == [("mine", "de-DE")]


def test_a_voice_for_each_speaker(tmp_path: Path) -> None:
    config = {"language": {"code": "nl"}, "speaker_id_map": {"anna": 0, "bert": 1}}
    assert names(tmp_path, config) == [("mine", "nl"), ("mine/anna", "nl"), ("mine/bert", "nl")]
    assert names(tmp_path, {**config, "speaker_id_map": None}) == [("mine", "nl")]


@pytest.mark.parametrize(
    "config",
    [
        [],
        {},
        {"language": "en_US"},
        {"language": None},
        {"espeak": "en-us"},
        {"language": {"code": "en"}, "speaker_id_map": ["anna"]},
        {"language": {"code": "en"}, "phoneme_type": "pinyin"},
    ],
)
def test_what_is_no_voice_is_left_out(tmp_path: Path, config: object) -> None:
    assert names(tmp_path, config) == []
