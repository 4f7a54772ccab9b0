"""What a job has made, as a whole and in parts."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.frontend.server.routes.jobs.desk import Desk, code_of, new_text
from tests.support.server import Server

WAV = {"format": "wav", "captions": ["srt", "vtt"]}


@pytest.fixture(scope="module")
def job(desk: Desk) -> str:
    return desk.made(new_text(), new_text(), output=WAV)


@pytest.fixture
def url(desk: Desk, job: str) -> str:
    return f"{desk.url}/{job}/files/001-1.wav"


def test_the_list_tells_where_each_file_is(server: Server, desk: Desk, job: str) -> None:
    files = desk.ask("GET", f"{job}/files").json()["files"]
    assert [file["name"] for file in files] == [
        *("001-1.srt", "001-1.vtt", "001-1.wav"),
        *("002-2.srt", "002-2.vtt", "002-2.wav"),
    ]
    for file in files:
        assert len(desk.client.get(server.url + file["url"]).content) == file["size_bytes"]


@pytest.mark.parametrize(
    ("suffix", "media_type"),
    [("wav", "audio/wav"), ("srt", "application/x-subrip"), ("vtt", "text/vtt")],
)
def test_a_file_has_its_type_and_its_name(
    desk: Desk, job: str, suffix: str, media_type: str
) -> None:
    answer = desk.ask("GET", f"{job}/files/001-1.{suffix}")
    assert answer.headers["content-type"] == media_type
    assert answer.headers["content-disposition"] == (
        f"attachment; filename=\"001-1.{suffix}\"; filename*=UTF-8''001-1.{suffix}"
    )


def test_a_name_in_any_script_is_told_and_asked_for(server: Server, desk: Desk) -> None:
    answer = desk.post(items=[{"id": "Öl и 水", "text": new_text()}], output={"format": "flac"})
    job = answer.json()["id"]
    desk.until_ended(job)
    [file] = desk.ask("GET", f"{job}/files").json()["files"]
    assert file["name"] == "öl-и-水.flac"
    answer = desk.client.get(server.url + file["url"])
    assert answer.content.startswith(b"fLaC")
    assert answer.headers["content-disposition"] == (
        "attachment; filename=\"_l-_-_.flac\"; filename*=UTF-8''%C3%B6l-%D0%B8-%E6%B0%B4.flac"
    )


@pytest.mark.parametrize(
    ("wanted", "part"),
    [("bytes=0-0", slice(0, 1)), ("bytes=100-", slice(100, None)), ("bytes=-7", slice(-7, None))],
)
def test_a_range_is_a_part(desk: Desk, url: str, wanted: str, part: slice) -> None:
    whole = desk.client.get(url)
    assert (whole.status_code, whole.headers["accept-ranges"]) == (200, "bytes")
    size = len(whole.content)
    answer = desk.client.get(url, headers={"Range": wanted})
    first, end, _ = part.indices(size)
    assert answer.status_code == 206
    assert answer.content == whole.content[part]
    assert answer.headers["content-range"] == f"bytes {first}-{end - 1}/{size}"
    assert answer.headers["etag"] == whole.headers["etag"]


def test_several_ranges_are_answered_with_the_whole(desk: Desk, url: str) -> None:
    answer = desk.client.get(url, headers={"Range": "bytes=0-1,5-6"})
    assert answer.status_code == 200
    assert answer.content == desk.client.get(url).content


def test_a_range_behind_the_end_tells_the_length(desk: Desk, url: str) -> None:
    size = len(desk.client.get(url).content)
    answer = desk.client.get(url, headers={"Range": f"bytes={size}-"})
    assert code_of(answer) == (416, "range_not_satisfiable")
    assert answer.headers["content-range"] == f"bytes */{size}"


def test_a_range_is_only_of_the_file_that_is_meant(desk: Desk, url: str) -> None:
    etag = desk.client.get(url).headers["etag"]
    for meant, status in ((etag, 206), ('"another"', 200), ("Sun, 22 Nov 2026 12:00:00 GMT", 200)):
        answer = desk.client.get(url, headers={"Range": "bytes=0-9", "If-Range": meant})
        assert answer.status_code == status


def test_who_has_the_file_is_not_sent_it_again(desk: Desk, url: str) -> None:
    etag = desk.client.get(url).headers["etag"]
    answer = desk.client.get(url, headers={"If-None-Match": f'"other", {etag}'})
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer.headers["etag"] == etag


def test_head_tells_the_same_without_the_file(desk: Desk, url: str) -> None:
    whole, head = desk.client.get(url), desk.client.head(url, headers={"Range": "bytes=0-9"})
    assert (head.status_code, head.content) == (200, b"")
    for name in ("content-length", "content-type", "etag", "accept-ranges", "content-disposition"):
        assert head.headers[name] == whole.headers[name]


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
def test_curl_goes_on_with_a_download(desk: Desk, url: str, tmp_path: Path) -> None:
    whole = desk.client.get(url).content
    part = tmp_path / "part.wav"
    part.write_bytes(whole[:1000])
    subprocess.run(["curl", "-fsS", "-C", "-", "-o", part, url], check=True, timeout=60)
    assert part.read_bytes() == whole


@pytest.mark.parametrize(
    "name",
    [
        *("none.wav", "..%2fjob.json", "%2e%2e", "..%5cjob.json", "%2e", "a%00b", "%0a", "*"),
        *("x" * 300, "%f0%9f%98%80" * 80, "%ff", "job.json"),
    ],
)
def test_any_other_name_is_of_no_file(desk: Desk, job: str, name: str) -> None:
    answer = desk.ask("GET", f"{job}/files/{name}")
    assert answer.status_code == 404, answer.text


@pytest.mark.parametrize("path", ["nobody/files", "nobody/files/1.wav"])
def test_there_are_no_files_of_no_job(desk: Desk, path: str) -> None:
    assert code_of(desk.ask("GET", path)) == (404, "unknown_job")
