"""Chapters, as a player of people's own shows them."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.frontend.jobs.assembling.spoken import bound, item, tones

SHOW = "${chapter-list}${metadata/by-key/title}"


@pytest.mark.tools
def test_mpv_shows_the_chapters(tmp_path: Path) -> None:
    if shutil.which("mpv") is None:
        pytest.skip("mpv is not installed")
    passages = [item("a", chapter="One"), item("a", chapter="Two"), item("a", chapter="Drei ☂")]
    (path,) = bound(tmp_path, tones(0.5), passages, "Wind", format="m4b")
    command = ["mpv", "--no-config", "--no-video", "--ao=null", "--untimed", "--end=0.1"]
    command += [f"--term-playing-msg=FOUND {SHOW}", str(path)]
    played = subprocess.run(command, capture_output=True, timeout=300)
    assert played.returncode == 0
    shown = played.stdout.decode(errors="replace").partition("FOUND")[2]
    for title, start in (("One", "00:00:00"), ("Two", "00:00:02"), ("Drei ☂", "00:00:04")):
        assert re.search(rf"{start}.*{title}", shown), shown
    assert "Wind" in shown
