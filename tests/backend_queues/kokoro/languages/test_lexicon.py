"""The English dictionaries hold half as many words as misaki's, in 4 MB, and find the same."""

import json
from pathlib import Path

import pytest

from backend_queues.provisioning.install import prepare
from tests.backend_queues.rendering import run_in_environment

pytestmark = pytest.mark.weights


def test_each_word_is_found_as_by_misaki_and_others_are_read_by_espeak(tmp_path: Path) -> None:
    prepare("kokoro", print)
    report = tmp_path / "report.json"
    run_in_environment("kokoro", Path(__file__).with_name("lexicon_probe.py"), str(report))
    found = json.loads(report.read_text())
    assert found.pop("unknown") == {
        "loaded": False,
        "american": "ɡlˈɔɹfIndˌɔɹ",
        "british": "ɡlˈɔːfIndˌɔː",
        "same": True,
    }
    assert len(found) == 4
    for name, entries in found.items():
        assert not entries["differing"], name
        assert entries["share"] < 0.55, name
        assert entries["same_in_memory"], name
    assert sum(file.stat().st_size for file in (tmp_path / "lexicons").iterdir()) < 5_000_000
