"""The page's files, as a browser gets them; what they do is tested in tests/browser."""

import gzip

import httpx
import pytest

from tests.support.server import Server


def test_the_page_runs_nothing_but_its_own_files(server: Server) -> None:
    answer = httpx.get(server.url)
    assert answer.headers["content-type"].startswith("text/html")
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert "://" not in answer.text


def test_a_copy_is_used_only_while_it_holds(server: Server) -> None:
    """Or an update would mix the modules of two versions."""
    url = f"{server.url}/static/page.js"
    answer = httpx.get(url)
    assert answer.headers["cache-control"] == "no-cache"
    again = httpx.get(url, headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["cache-control"] == "no-cache"


def test_nothing_else_is_served(server: Server) -> None:
    assert httpx.get(f"{server.url}/static/../app.py").status_code == 404
    assert httpx.get(f"{server.url}/static/%2e%2e/app.py").status_code == 404
    assert httpx.post(f"{server.url}/static/page.js").status_code == 405


@pytest.mark.parametrize("path", ["/", "/docs", "/openapi.json", "/static/page.js"])
def test_what_is_the_same_for_everybody_comes_compressed_to_who_can_read_it(
    server: Server, path: str
) -> None:
    plain, packed = (
        httpx.get(server.url + path, headers={"Accept-Encoding": coding})
        for coding in ("identity", "gzip")
    )
    assert packed.headers["content-encoding"] == "gzip" and plain.content == packed.content
    assert (
        int(packed.headers["content-length"])
        <= len(gzip.compress(plain.content))
        < 0.6 * len(plain.content)
    )
    assert "content-encoding" not in plain.headers
    assert plain.headers["vary"] == packed.headers["vary"] == "Accept-Encoding"
    assert plain.headers["etag"] != packed.headers["etag"]
    again = httpx.get(
        server.url + path,
        headers={"Accept-Encoding": "gzip", "If-None-Match": packed.headers["etag"]},
    )
    assert (again.status_code, again.headers["vary"]) == (304, "Accept-Encoding")


def test_an_answer_that_may_hold_a_secret_is_not_compressed(server: Server) -> None:
    answer = httpx.get(f"{server.url}/v1/voices", headers={"Accept-Encoding": "gzip"})
    assert answer.is_success and "content-encoding" not in answer.headers
