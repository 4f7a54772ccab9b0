"""All files of a job as one."""

import io
import zipfile

import pytest

from frontend.protocol.jobs import JobFile
from frontend.server.routes.jobs import zipped
from tests.frontend.server.routes.jobs.desk import Desk, code_of, new_text
from tests.support.processes import wait_until


def test_the_zip_holds_the_files_as_they_are(desk: Desk) -> None:
    output = {"format": "flac", "captions": ["srt"]}
    job = desk.made(new_text(), new_text(), name="Öl: a/b", output=output)
    answer = desk.ask("GET", f"{job}/files.zip")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip")
    assert answer.headers["content-disposition"] == 'attachment; filename="_l_ a_b.zip"'
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == desk.file_names(job)
        for name in archive.namelist():
            assert archive.read(name) == desk.ask("GET", f"{job}/files/{name}").content
    head = desk.ask("HEAD", f"{job}/files.zip")
    assert (head.status_code, head.content) == (200, b"")
    assert "content-length" not in head.headers
    assert desk.ask("GET", f"{job}/files.zip").content == answer.content


def test_what_is_large_is_written_with_long_lengths(monkeypatch: pytest.MonkeyPatch) -> None:
    class Files:
        def read_file(self, job: str, name: str, start: int, end: int) -> list[bytes]:
            return [b"abc", b"def"]

    monkeypatch.setattr(zipped, "LARGE_BYTES", 6)
    parts = list(zipped._zip(Files(), "1", [JobFile("a.wav", 6)]))  # type: ignore[arg-type]
    assert len(parts) >= 2
    with zipfile.ZipFile(io.BytesIO(b"".join(parts))) as archive:
        assert archive.read("a.wav") == b"abcdef"


def test_there_is_no_zip_of_no_files(desk: Desk) -> None:
    job = desk.submit(new_text(), backend="faulty", options={"part_s": 10})
    assert code_of(desk.ask("GET", f"{job}/files.zip")) == (404, "unknown_job_file")
    desk.ask("DELETE", job)
    wait_until(lambda: desk.ask("GET", f"{job}/files.zip").status_code == 404)
    assert code_of(desk.ask("GET", "nobody/files.zip")) == (404, "unknown_job")
