"""The page's files, as a browser gets them; what they do is tested in tests/browser."""

import httpx

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
