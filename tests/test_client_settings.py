"""The settings of docs/clients.md let each program speak: each makes its request with them."""

import re
from pathlib import Path

import httpx
import pytest

from tests.support.client_settings import ASKING
from tests.support.server import Server

DOCUMENT = (Path(__file__).parent.parent / "docs/clients.md").read_text()
BLOCK = re.compile(r"^```(?:ini|yaml|json) ([\w-]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SETTINGS = dict(BLOCK.findall(DOCUMENT))


def test_each_program_with_settings_is_tried() -> None:
    assert set(SETTINGS) == set(ASKING)


@pytest.mark.parametrize("name", ASKING)
def test_a_program_with_these_settings_is_given_mp3(server: Server, name: str) -> None:
    url, headers, body = ASKING[name](SETTINGS[name])
    assert body["voice"] == "af_heart"  # which the server of the tests does not have
    url = url.replace("http://localhost:8000", server.url)
    answer = httpx.post(url, headers=headers, json=body | {"voice": "sine"}, timeout=60)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "audio/mpeg"
    assert len(answer.content) > 5_000
