"""The settings of docs/clients.md let each program speak: each makes its request with them.

And no snippet for a client is without a test.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.support.client_settings import ASKING
from tests.support.server import Server

ROOT = Path(__file__).parent.parent
DOCUMENT = (ROOT / "docs/clients.md").read_text()
DOCUMENTS = sorted((ROOT / "docs").glob("clients*.md"))
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


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.stem)
def test_every_snippet_for_a_client_is_run(document: Path) -> None:
    """`make test` runs shell and our own Python, `make test-clients` what needs their packages."""
    of_clients = ROOT / "tests/clients"
    run = {"sh", "python"}
    run |= {f"python {file.stem}" for file in (of_clients / "requirements").glob("*.txt")}
    run |= {f"js {folder.name}" for folder in (of_clients / "node").iterdir()}
    run = {kind for kind in run if re.fullmatch(r"\w+( \w+)?", kind)}  # of others nothing is run
    if document.stem == "clients":
        run |= {f"{kind} {name}" for kind in ("ini", "yaml", "json") for name in ASKING}
    kinds = set(kinds_of(document.read_text()))
    assert kinds and not kinds - run


def kinds_of(text: str) -> Iterator[str]:
    """Yield what stands behind the marks with which each block begins."""
    fences = [line for line in text.splitlines() if line.startswith("```")]
    for begin, end in zip(fences[::2], fences[1::2], strict=True):
        assert end == "```", end
        yield begin.removeprefix("```")
