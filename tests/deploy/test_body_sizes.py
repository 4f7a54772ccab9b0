"""What a client may send gets through the example proxies."""

import re

import pytest

from frontend.settings import Settings
from frontend.voices.voice_samples.recordings import MAX_BYTES
from tests.deploy.files import DEPLOY, ROOT

TAKES = ROOT / "frontend/server/static/takes/takes.js"
# A multipart form says what its parts are.
FORM_BYTES = 100_000


def largest_take() -> float:
    """Return the bytes of a take that the page keeps, and has made a file of another format."""
    found = re.search(r"^const MOST_BYTES = (\S+);", TAKES.read_text(), re.MULTILINE)
    assert found
    return float(found[1])


@pytest.mark.parametrize(
    ("file", "setting", "unit"),
    [
        ("proxy/nginx.conf", r"client_max_body_size (\d+)m;", 1 << 20),
        ("proxy/Caddyfile", r"max_size (\d+)MB", 1e6),
        ("kubernetes/base/ingress.yaml", r"proxy-body-size: (\d+)m", 1 << 20),
    ],
)
def test_the_largest_bodies_get_through(file: str, setting: str, unit: float) -> None:
    [size] = re.findall(setting, (DEPLOY / file).read_text())
    sent = (largest_take(), MAX_BYTES + FORM_BYTES, Settings().max_job_bytes)
    assert int(size) * unit >= max(sent)
