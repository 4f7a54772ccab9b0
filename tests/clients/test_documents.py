"""The snippets of docs/ that need a client's own package: each speaks through a server.

Their first line names the language and the environment: ```python azure, ```js openai.
"""

import re
import subprocess
from pathlib import Path

import pytest

from tests.clients.environments import node_of, python_of
from tests.support.scraping import Growth, when
from tests.support.server import Server

pytestmark = pytest.mark.clients

DOCS = Path(__file__).parents[2] / "docs"
BLOCK = re.compile(r"^```(python|js) (\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = [
    pytest.param(*block, id=f"{document.stem}-{number}-{block[1]}")
    for document in sorted(DOCS.glob("*.md"))
    for number, block in enumerate(BLOCK.findall(document.read_text()), 1)
]
PATIENCE_S = 300


def test_there_are_such_snippets() -> None:
    assert len(BLOCKS) >= 4


@pytest.mark.parametrize(("language", "environment", "block"), BLOCKS)
def test_a_snippet_speaks(
    model_server: Server, tmp_path: Path, language: str, environment: str, block: str
) -> None:
    code = block.replace("http://localhost:8000", model_server.url)
    code = code.replace("ws://localhost:8000", model_server.ws_url)
    growth = Growth(model_server.url)
    if language == "python":
        command, folder = [str(python_of(environment)), "-c", code], tmp_path
    else:
        command, folder = ["node", "--input-type=module", "-e", code], node_of(environment)
    done = subprocess.run(command, cwd=folder, capture_output=True, timeout=PATIENCE_S)
    assert done.returncode == 0, done.stderr.decode()
    when(growth, lambda growth: growth.of("utterances_total", outcome="done") >= 1)
