"""An audio book: m4b with a table of chapters that players find, and the tags they sort by."""

import struct
from pathlib import Path

from tests.frontend.jobs.assembling.spoken import bound, item, probed, spoken, tone, tones

LONG_TITLE = "Von der Straße ☂ " * 30


def chapters_of(path: Path) -> list[tuple[float, float, str]]:
    return [
        (float(found["start_time"]), float(found["end_time"]), found["tags"]["title"])
        for found in probed(path)["chapters"]
    ]


def test_a_chapter_begins_with_its_speech(tmp_path: Path) -> None:
    segments = tones(1.2345, 0.5, 0.75)
    passages = [
        item("a", chapter="I. Das Meer"),
        item("b", chapter="I. Das Meer"),
        item("c", chapter="II. 海"),
        item("a", chapter="III"),
    ]
    (path,) = bound(tmp_path, segments, passages, format="m4b")
    second = 1.2345 + 0.5 + 0.5 + 1.5
    third = second + 0.75 + 1.5
    end = third + 1.2345
    assert [
        (round(start * 1_000), round(stop * 1_000), title)
        for start, stop, title in chapters_of(path)
    ] == [
        (0, round(second * 1_000), "I. Das Meer"),
        (round(second * 1_000), round(third * 1_000), "II. 海"),
        (round(third * 1_000), round(end * 1_000), "III"),
    ]


def test_what_comes_before_the_first_chapter_has_the_books_title(tmp_path: Path) -> None:
    passages = [item("a"), item("a", chapter="I")]
    (path,) = bound(tmp_path, tones(0.5), passages, "The Book", format="m4b")
    assert [title for _, _, title in chapters_of(path)] == ["The Book", "I"]


def test_without_chapters_there_is_no_table(tmp_path: Path) -> None:
    (path,) = bound(tmp_path, tones(0.5), [item("a"), item("a")], "The Book", format="m4b")
    assert chapters_of(path) == []
    assert [stream["codec_name"] for stream in probed(path)["streams"]] == ["aac"]


def test_players_find_the_chapters_in_both_ways(tmp_path: Path) -> None:
    """As Nero's table, and as the text track of QuickTime, which the audio refers to."""
    passages = [item("a", chapter="One"), item("a", chapter="Two")]
    (path,) = bound(tmp_path, tones(0.5), passages, format="m4b")
    data = path.read_bytes()
    table = data.index(b"chpl")
    assert data[table + 12] == 2
    assert b"\x03One" in data[table:]
    reference = data.index(b"chap")
    (track,) = struct.unpack(">I", data[reference + 4 : reference + 8])
    assert track == 2
    assert data.index(b"moov") < data.index(b"mdat")


def test_hundreds_of_chapters_are_all_kept_and_long_titles_cut_at_a_character(
    tmp_path: Path,
) -> None:
    """Nero's table ends at 255; the text track does not."""
    segments = {"a": spoken(tone(24, 0))}
    passages = [item("a", chapter=f"{n} {LONG_TITLE}", start_s=n / 10) for n in range(300)]
    (path,) = bound(tmp_path, segments, passages, format="m4b")
    found = chapters_of(path)
    assert [round(start * 10) for start, _, _ in found] == list(range(300))
    for n, (_, _, title) in enumerate(found):
        assert f"{n} {LONG_TITLE}".startswith(title)
        assert 250 < len(title.encode()) <= 255


def test_it_is_tagged_as_a_book(tmp_path: Path) -> None:
    (path,) = bound(
        tmp_path, tones(0.5), [item("a")], "Wind", format="m4b", title="Wind", author="Ann Author"
    )
    tags = probed(path)["format"]["tags"]
    assert tags["major_brand"] == "M4B "
    wanted = {
        "title": "Wind",
        "album": "Wind",
        "artist": "Ann Author",
        "album_artist": "Ann Author",
        "genre": "Audiobook",
        "media_type": "2",
    }
    assert wanted.items() <= tags.items()
