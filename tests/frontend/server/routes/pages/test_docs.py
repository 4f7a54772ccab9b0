"""The document and its page, as a server sends them."""

import re
from pathlib import Path

import httpx
import pytest

from tests.support.server import Server

STATIC = Path(__file__).parents[5] / "frontend" / "server" / "static" / "docs"


def test_a_document_that_a_client_has_is_not_sent_again(server: Server) -> None:
    url = f"{server.url}/openapi.json"
    first = httpx.get(url)
    assert (first.status_code, first.headers["content-type"]) == (200, "application/json")
    tag = first.headers["etag"]
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = httpx.get(url, headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert httpx.get(url, headers={"If-None-Match": '"other"'}).content == first.content


def test_the_page_may_load_from_its_own_server_only(server: Server) -> None:
    answer = httpx.get(f"{server.url}/docs")
    assert (answer.status_code, answer.headers["content-type"]) == (
        200,
        "text/html; charset=utf-8",
    )
    policy = dict(
        part.strip().split(" ", 1) for part in answer.headers["content-security-policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"


def test_what_the_page_asks_for_is_there(server: Server) -> None:
    page = httpx.get(f"{server.url}/docs").text
    links = re.findall(r'(?:href|src)="([^"#]+)"', page)
    assert {"openapi.json", "static/docs/docs.js"} <= set(links)
    for link in links:
        assert httpx.get(f"{server.url}/{link}").status_code == 200


@pytest.mark.parametrize("path", sorted(STATIC.iterdir()), ids=lambda path: path.name)
def test_no_file_of_the_page_names_another_server_or_makes_markup_of_data(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"https?://", text)
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", text)
