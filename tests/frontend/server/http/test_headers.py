"""What If-None-Match and Sec-Fetch-Site mean for every route."""

import pytest

from backend_queues.errors import CrossSite
from frontend.server.http.headers import matches_etag, refuse_cross_site
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


@pytest.mark.parametrize("site", ["same-origin", "same-site", "none"])
async def test_requests_of_the_servers_own_page_are_taken(site: str) -> None:
    refuse_cross_site(Connection().request({"sec-fetch-site": site}))


async def test_requests_of_programs_are_taken() -> None:
    refuse_cross_site(Connection().request())


async def test_requests_of_another_sites_page_are_refused() -> None:
    with pytest.raises(CrossSite):
        refuse_cross_site(Connection().request({"sec-fetch-site": "cross-site"}))
