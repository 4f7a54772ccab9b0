"""A form is read while it arrives; its file is on disk."""

import os
import tempfile
from pathlib import Path

import pytest
from starlette.datastructures import UploadFile

from backend_queues.errors import InvalidRequest
from frontend.server.http.body import limited
from frontend.server.http.form import path_of, read_form, text_field
from tests.frontend.server.http.requests import Connection

HEADERS = {"content-type": "multipart/form-data; boundary=xx"}
TOO_LARGE = InvalidRequest("It is too large.")


def part(disposition: str, content: bytes) -> bytes:
    head = f"--xx\r\nContent-Disposition: form-data; {disposition}\r\n\r\n"
    return head.encode() + content + b"\r\n"


END = b"--xx--\r\n"
FILE = 'name="file"; filename="a.txt"'
NAME = 'name="name"'


@pytest.mark.parametrize("size", [0, 5, 3_000_000])
async def test_a_file_is_on_disk_while_the_form_is_open(size: int) -> None:
    whole = b"".join([part(NAME, b"obama"), part(FILE, b"a" * size), END])
    pieces = [whole[place : place + 65_536] for place in range(0, len(whole), 65_536)]
    request = Connection(pieces).request(HEADERS)
    body = limited(request, 10_000_000, TOO_LARGE)
    async with read_form(request, body, ["file", "name"], "curl") as form:
        assert text_field(form, "name") == "obama"
        upload = form["file"]
        assert isinstance(upload, UploadFile)
        assert path_of(upload).read_bytes() == b"a" * size
        assert upload.file.read() == b"a" * size
    assert not path_of(upload).exists()


@pytest.mark.parametrize(
    "sent",
    [
        part('name="other"', b"a") + END,
        part(FILE, b"a") + part(FILE, b"b") + END,
        part(NAME, b"a" * 20_000) + END,
        b"--xx\r\nX: " + b"a" * 100_000,
        b"nothing of a form",
    ],
)
async def test_no_file_is_left_of_a_wrong_form(
    sent: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    request = Connection([sent]).request(HEADERS)
    body = limited(request, 10_000_000, TOO_LARGE)
    with pytest.raises(InvalidRequest):
        async with read_form(request, body, ["file", "name"], "curl") as form:
            assert "file" in form, "the form is complete"
    assert not os.listdir(tmp_path)
