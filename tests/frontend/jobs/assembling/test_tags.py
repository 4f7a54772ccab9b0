"""The tags by which players sort files, as FFmpeg's program reads them."""

from pathlib import Path
from typing import Any

import pytest

from frontend.jobs.assembling.tags import Label
from tests.frontend.jobs.assembling.spoken import bound, item, probed, tones

WORK: dict[str, Any] = {"author": "Ann Author", "title": "Wind", "date": "1871-05-02"}
THIRD = Label("The Storm", 3, 12, "en-GB")


def told_by(path: Path) -> dict[str, Any]:
    """Return all tags, in lower case; an Ogg file has them at its stream."""
    told = probed(path)
    tags = {**told["streams"][0].get("tags", {}), **told["format"].get("tags", {})}
    return {name.lower(): value for name, value in tags.items()}


@pytest.mark.parametrize("format", ["mp3", "flac", "opus", "m4b"])
def test_a_chapter_tells_its_place_in_the_work(tmp_path: Path, format: str) -> None:
    passages = [item("a", chapter="The Storm")]
    (path,) = bound(tmp_path, tones(0.5), passages, THIRD, format=format, **WORK)
    told = told_by(path)
    assert (told["title"], told["album"], told["artist"]) == ("The Storm", "Wind", "Ann Author")
    assert told["album_artist"] == "Ann Author"
    assert told["language"] == "eng"
    assert told["date"].startswith("1871")
    assert {"3/12", "3"} & {told["track"]}


def test_an_only_file_has_no_number_and_nothing_that_is_not_known(tmp_path: Path) -> None:
    (path,) = bound(tmp_path, tones(0.5), [item("a")], Label("Alone"), format="flac")
    assert not {"track", "date", "language", "artist"} & told_by(path).keys()
