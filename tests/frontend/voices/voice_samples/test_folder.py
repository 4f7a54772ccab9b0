"""What the names of files say, and the notes beside them."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_queues.errors import VoiceUnusable
from backend_queues.provisioning.environments import PROJECT
from frontend.voices.voice_samples.folder import (
    FileNotes,
    VoiceSampleFile,
    file_states,
    folder_of,
    is_name,
    notes_text,
    parse_notes,
    read_notes,
    voice_sample_files,
)

NAMES = ["obama", "Barack Obama", "af_heart-2", "v1.5", "7", "José", "हिन्दी", "小明", "a" * 60]
NO_NAMES = [
    "",
    " a",
    ".a",
    "../x",
    "/etc/x",
    "a/b",
    "a\\b",
    "a\0",
    "a\n",
    "a,b",
    "a:1",
    "-a",
    "a" * 61,
]
WRONG_NOTES = {
    "licence = 7": "Expected `str`, got `int`",
    "license = 'CC0'": "unknown field `license`",
    "language = 'English please'": "language",
    "transcript = '" + "a" * 3000 + "'": "length <= 2000",
    "language: en": "is no TOML",
    "x = " + "[" * 10_000: "is no TOML",
    "language = " + "1" * 5_000: "is no TOML",
}


def found(folder: Path) -> dict[str, VoiceSampleFile]:
    return {file.path.name: file for file in voice_sample_files(folder, file_states(folder))}


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).write_bytes(b"x")


@pytest.mark.parametrize("name", NAMES)
def test_names_of_voices(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize("name", NO_NAMES + ["\ud83d"])
def test_names_of_none(name: str) -> None:
    assert not is_name(name)


@given(st.text(max_size=70))
def test_a_name_stays_in_its_folder(name: str) -> None:
    if is_name(name):
        assert Path("/folder", f"{name}.flac").parent == Path("/folder")
        assert not name.startswith(".")
        assert len(f"{name}.flac".encode()) <= 255


def test_files_name_their_voices(tmp_path: Path) -> None:
    write(tmp_path, "obama.wav", "Anna.MP3", "v1.5.flac", "README.md", "obama.toml", ".x.wav")
    (tmp_path / "folder.wav").mkdir()
    files = found(tmp_path)
    assert {name: file.name for name, file in files.items()} == {
        "obama.wav": "obama",
        "Anna.MP3": "Anna",
        "v1.5.flac": "v1.5",
    }
    assert not any(file.problem for file in files.values())


def test_a_name_is_the_same_however_its_accents_are_written(tmp_path: Path) -> None:
    write(tmp_path, "Jose\u0301.wav")
    assert [file.name for file in found(tmp_path).values()] == ["Jos\u00e9"]


def test_of_two_files_of_a_name_one_is_used(tmp_path: Path) -> None:
    write(tmp_path, "obama.mp3", "obama.wav")
    files = found(tmp_path)
    assert files["obama.wav"].problem == ""
    assert files["obama.mp3"].problem == (
        "obama.mp3 is not used, because obama.wav gives the voice obama; remove one of the two, "
        "or rename it."
    )


@pytest.mark.parametrize("name", ["a,b.wav", "-a.wav", "a\n.wav", "caf\udce9.wav"])
def test_a_file_whose_name_is_none_for_a_voice(tmp_path: Path, name: str) -> None:
    write(tmp_path, name)
    [file] = found(tmp_path).values()
    assert "is no name for a voice" in file.problem
    msgspec.json.encode(file.problem)


def test_audio_of_another_kind_is_told(tmp_path: Path) -> None:
    write(tmp_path, "memo.wma")
    assert found(tmp_path)["memo.wma"].problem.startswith("memo.wma is none of .wav, .mp3")


def test_a_folder_that_is_not_there_has_no_files(tmp_path: Path) -> None:
    assert file_states(tmp_path / "nothing") == {}


def test_a_change_of_the_notes_is_a_change(tmp_path: Path) -> None:
    write(tmp_path, "obama.wav", "obama.toml")
    before = found(tmp_path)
    assert found(tmp_path) == before
    (tmp_path / "obama.toml").write_text("licence = 'CC0'")
    assert found(tmp_path) != before


def test_notes_are_read(tmp_path: Path) -> None:
    assert read_notes(tmp_path / "obama.wav") == FileNotes()
    text = "language = 'en-US'\ntranscript = 'Yes we can.'\nlicence = 'public domain'\n"
    (tmp_path / "obama.toml").write_text(text)
    assert read_notes(tmp_path / "obama.wav") == FileNotes("en-US", "Yes we can.", "public domain")


@pytest.mark.parametrize(("text", "reason"), WRONG_NOTES.items())
def test_wrong_notes_are_told(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "obama.toml").write_text(text)
    with pytest.raises(VoiceUnusable, match=r"^obama\.toml ") as error:
        read_notes(tmp_path / "obama.wav")
    assert reason in error.value.message


def test_links_that_lead_nowhere_hide_no_other_file(tmp_path: Path) -> None:
    write(tmp_path, "obama.wav")
    for name, target in {
        "circle": "circle.wav",
        "nowhere": "gone",
        "through": "obama.wav/a",
    }.items():
        (tmp_path / f"{name}.wav").symlink_to(target)
    assert list(found(tmp_path)) == ["obama.wav"]


def test_notes_that_are_no_text_are_told(tmp_path: Path) -> None:
    (tmp_path / "obama.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(VoiceUnusable, match=r"obama\.toml is no TOML"):
        read_notes(tmp_path / "obama.wav")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=100))
def test_notes_are_written_as_they_are_read(text: str) -> None:
    notes = FileNotes("de", text, text, text[:9])
    assert parse_notes(msgspec.toml.decode(notes_text(notes)), "", FileNotes) == notes


def test_a_setting_names_the_folder() -> None:
    assert folder_of("/srv/voices") == Path("/srv/voices")
    assert folder_of("~/voices") == Path.home() / "voices"
    assert folder_of("") == PROJECT / "voice_samples"
