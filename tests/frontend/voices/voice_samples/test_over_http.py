"""POST and DELETE /v1/audio/voices do what dropping and deleting a file does."""

import io
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from frontend.voices.voice_samples.folder import Notes
from tests.frontend.voices.voice_samples.conftest import Studio
from tests.support.recordings import write_tone

TRICKS = [
    "../x",
    "/etc/x",
    "..",
    ".",
    "a/b",
    "a\\b",
    "a\0b",
    ".hidden",
    "",
    " ",
    "x" * 5000,
    "a,b",
    "\n",
]


def content(
    tmp_path: Path, pitch_hz: float = 440, file: str = "recording.wav", **kind: Any
) -> bytes:
    path = tmp_path / file
    write_tone(path, pitch_hz, **kind)
    return path.read_bytes()


def post(studio: Studio, recording: bytes, query: str = "", **fields: str) -> httpx.Response:
    files = {"file": ("../../anything.exe", io.BytesIO(recording))}
    url = f"{studio.server.url}/v1/audio/voices{query}"
    return httpx.post(url, data=fields, files=files, timeout=30)


def delete(studio: Studio, name: str) -> httpx.Response:
    return httpx.delete(f"{studio.server.url}/v1/audio/voices/{name}")


def code_of(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


def everything(studio: Studio) -> dict[str, bytes]:
    """Return the files of the folder, and of the one around it."""
    around = studio.folder.parent
    found = [path for path in [*around.iterdir(), *studio.folder.rglob("*")] if path.is_file()]
    return {str(path.relative_to(around)): path.read_bytes() for path in found}


@pytest.mark.parametrize("form", ["wav", "mp3", "flac"])
def test_a_posted_recording_is_a_voice_at_once(studio: Studio, tmp_path: Path, form: str) -> None:
    name = f"posted {form}"
    recording = content(tmp_path, 320, file=f"recording.{form}")
    answer = post(studio, recording, name=name, language="de-DE", licence="CC0")
    assert answer.status_code == 201, answer.text
    voice = answer.json()
    assert (voice["object"], voice["id"], voice["language"]) == ("audio.voice", name, "de-DE")
    assert studio.pitch(name) == pytest.approx(320, abs=2)
    assert studio.voices()[name]["licence"] == "CC0"
    assert (studio.folder / f"{name}.{form}").read_bytes() == recording


def test_openais_names_of_the_fields(studio: Studio, tmp_path: Path) -> None:
    answer = httpx.post(
        f"{studio.server.url}/v1/audio/voices",
        data={"name": "openai", "consent": "cons_1234"},
        files={"audio_sample": ("sample.wav", content(tmp_path), "audio/x-wav")},
    )
    assert answer.status_code == 201
    listed = httpx.get(f"{studio.server.url}/v1/audio/voices").json()
    assert listed["object"] == "list"
    assert {"object": "audio.voice", "id": "openai", "name": "openai"} in listed["data"]
    assert "sine" in [voice["id"] for voice in listed["data"]]
    assert listed["voices"] == listed["data"]  # where clients of Kokoro servers look


def test_notes_are_kept_beside_the_recording(studio: Studio, tmp_path: Path) -> None:
    notes = Notes("en", 'He said "yes"\n\tand \\ left \x7f', "CC BY 4.0")
    answer = post(studio, content(tmp_path), name="noted-well", **msgspec.structs.asdict(notes))
    assert answer.status_code == 201
    kept = msgspec.toml.decode((studio.folder / "noted-well.toml").read_bytes(), type=Notes)
    # HTTP's forms end their lines with CR LF.
    assert kept.transcript.replace("\r\n", "\n") == notes.transcript
    assert (kept.language, kept.licence) == (notes.language, notes.licence)


def test_a_voice_is_replaced_only_if_so_wished(studio: Studio, tmp_path: Path) -> None:
    assert post(studio, content(tmp_path, 300), name="kept", licence="old").status_code == 201
    other = content(tmp_path, 400, file="other.mp3")
    answer = post(studio, other, name="kept")
    assert code_of(answer) == (409, "voice_exists")
    assert "?replace=true" in answer.json()["error"]["message"]
    assert studio.pitch("kept") == pytest.approx(300, abs=2)
    assert post(studio, other, "?replace=true", name="kept").status_code == 201
    assert studio.pitch("kept") == pytest.approx(400, abs=2)
    assert studio.voices()["kept"]["licence"] == ""
    assert not (studio.folder / "kept.wav").exists()


def test_a_deleted_voice_is_gone(studio: Studio, tmp_path: Path) -> None:
    assert post(studio, content(tmp_path), name="going", licence="CC0").status_code == 201
    assert delete(studio, "going").status_code == 204
    assert "going" not in studio.voices()
    assert studio.error("going")[:2] == (404, "unknown_voice")
    assert not list(studio.folder.glob("going.*"))
    assert code_of(delete(studio, "going")) == (404, "unknown_voice")


def test_a_file_that_cannot_be_used_can_be_deleted(studio: Studio) -> None:
    (studio.folder / "broken.wav").write_text("This is no audio.")
    studio.until_reason("broken.wav")
    assert delete(studio, "broken").status_code == 204
    assert "broken.wav" not in studio.reasons()


@pytest.mark.parametrize("name", TRICKS)
def test_no_name_leads_out_of_the_folder(studio: Studio, tmp_path: Path, name: str) -> None:
    before = everything(studio)
    answer = post(studio, content(tmp_path), "?replace=true", name=name)
    assert code_of(answer) == (400, "invalid_request")
    assert "letters, digits" in answer.json()["error"]["message"]
    assert everything(studio) == before


@pytest.mark.parametrize(
    "path", ["..%2Fcache", "..%2f..%2fetc%2fpasswd", "%2e%2e", "a%00b", "*", "%2Fetc%2Fpasswd"]
)
def test_no_path_is_deleted(studio: Studio, path: str) -> None:
    (studio.folder.parent / "cache.wav").touch()
    before = everything(studio)
    assert delete(studio, path).status_code in (404, 405)
    assert everything(studio) == before


def test_a_bad_recording_is_refused_and_nothing_is_kept(studio: Studio, tmp_path: Path) -> None:
    before = everything(studio)
    answer = post(studio, b"This is no audio.", name="refused")
    assert code_of(answer) == (422, "voice_unusable")
    assert "The recording of refused holds no audio" in answer.json()["error"]["message"]
    short = content(tmp_path, seconds=0.5)
    assert "0.50 s" in post(studio, short, name="refused").json()["error"]["message"]
    wrong = post(studio, content(tmp_path), name="refused", language="no language")
    assert code_of(wrong) == (422, "voice_unusable")
    assert everything(studio) == before


def test_a_bad_recording_replaces_nothing(studio: Studio, tmp_path: Path) -> None:
    assert post(studio, content(tmp_path, 300), name="safe").status_code == 201
    assert post(studio, b"no audio", "?replace=true", name="safe").status_code == 422
    assert studio.pitch("safe") == pytest.approx(300, abs=2)


@pytest.mark.parametrize("size_bytes", [50_000_001, 60_000_000])
def test_a_recording_over_the_limit_is_refused(studio: Studio, size_bytes: int) -> None:
    before = everything(studio)
    answer = post(studio, bytes(size_bytes), name="large")
    assert answer.status_code in (413, 422)
    assert "50 MB" in answer.json()["error"]["message"]
    assert everything(studio) == before


def test_what_is_no_such_form_is_told(studio: Studio, tmp_path: Path) -> None:
    url = f"{studio.server.url}/v1/audio/voices"
    multipart = {"content-type": "multipart/form-data; boundary=x"}
    wav = content(tmp_path)
    answers = [
        httpx.post(url, json={"name": "anna"}),
        httpx.post(url, content=b"no form", headers=multipart),
        httpx.post(url, content=b"", headers={"content-type": "multipart/form-data"}),
        httpx.post(url, data={"name": "anna"}, files={"other": wav}),
        httpx.post(url, data={"name": "anna", "file": "text"}, files={"name": wav}),
        httpx.post(url, data={"name": "anna", "pitch": "7"}, files={"file": wav}),
        httpx.post(url, data={"name": "anna" * 9000}, files={"file": wav}),
    ]
    assert [code_of(answer) for answer in answers] == [(400, "invalid_request")] * len(answers)


def test_what_can_speak_with_a_new_voice_is_told(studio: Studio, tmp_path: Path) -> None:
    added = post(studio, content(tmp_path), name="useful").json()
    assert len(added["usable_by"]) >= 1
    assert added["warnings"] == []
