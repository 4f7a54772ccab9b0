"""What If-None-Match and Content-Type mean for the routes."""

import pytest

from backend_queues.request_errors import UnsupportedMediaType
from frontend.server.http.headers import accepts_gzip, check_json, matches_etag
from tests.frontend.server.http.requests import Connection


@pytest.mark.parametrize(
    ("sent", "matches"),
    [
        ('"a"', True),
        ('W/"a"', True),
        ('"b", "a"', True),
        ("*", True),
        ('"b"', False),
        ("", False),
    ],
)
async def test_an_etag_matches_one_of_those_sent(sent: str, matches: bool) -> None:
    request = Connection().request({"if-none-match": sent})
    assert matches_etag(request, '"a"') is matches


@pytest.mark.parametrize(
    ("sent", "accepts"),
    [
        ("gzip, deflate, br", True),
        ("br;q=1.0, GZIP ;q=0.5", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000, identity", False),
        ("identity", False),
        ("", False),
    ],
)
async def test_a_compressed_body_is_sent_to_who_names_it(sent: str, accepts: bool) -> None:
    assert accepts_gzip(Connection().request({"accept-encoding": sent})) is accepts


@pytest.mark.parametrize(
    "sent",
    [
        {"content-type": "application/json"},
        {"content-type": "Application/JSON; charset=utf-8", "origin": "http://localhost:8000"},
        {"content-type": "application/problem+json"},
        {"content-type": "application/x-www-form-urlencoded"},  # curl -d
        {},
    ],
)
async def test_a_body_that_may_be_json_is_taken(sent: dict[str, str]) -> None:
    check_json(Connection().request(sent))


@pytest.mark.parametrize(
    "sent",
    [
        {"content-type": "text/plain"},
        {"content-type": "text/json"},
        {"content-type": "application/octet-stream"},
        {"content-type": "multipart/form-data; boundary=x"},
        {"content-type": "application/x-www-form-urlencoded", "origin": "http://localhost:8000"},
        {"content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "same-origin"},
    ],
)
async def test_a_body_of_another_kind_is_refused_with_what_to_send(sent: dict[str, str]) -> None:
    with pytest.raises(UnsupportedMediaType, match="Content-Type: application/json"):
        check_json(Connection().request(sent))
