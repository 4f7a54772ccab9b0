"""What the documents tell an operator to type names files that there are."""

import re
from pathlib import Path

import pytest

from backend_queues.cache import cache_root
from backend_queues.provisioning import environments
from frontend.access.places import users_file
from frontend.console.repl.prompt import history_file
from frontend.server.composition import DEFAULT_JOBS
from frontend.voices.voice_samples import folder
from tests.broker.redis_users import MAY_BE_REFUSED
from tests.deploy.files import DEPLOY, ROOT

DOCUMENTS = [ROOT / "docs/public.md", ROOT / "SECURITY.md", DEPLOY / "README.md"]
MADE = {"deploy/.env", "deploy/secrets", "deploy/kubernetes/base/secrets"}  # by the operator
FENCED = re.compile(r"^```\w*$(.*?)^```$", re.MULTILINE | re.DOTALL)
WHEEL = re.compile(r"\S*voice_server-\S+\.whl")
FILE = re.compile(r"\bdeploy/[\w./*-]*[\w*]")


def named_files(document: Path) -> set[str]:
    blocks = "\n".join(FENCED.findall(document.read_text()))
    return {
        name
        for name in FILE.findall(blocks)
        if not any(name == made or name.startswith(f"{made}/") for made in MADE)
    }


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_each_file_of_deploy_that_a_command_names_exists(document: Path) -> None:
    missing = {name for name in named_files(document) if not list(ROOT.glob(name))}
    assert missing == set()


def test_there_are_such_commands() -> None:
    assert len(named_files(DOCUMENTS[0])) > 5


def test_a_wheel_is_where_make_wheel_puts_it() -> None:
    documents = [*DOCUMENTS, *ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
    wheels = [wheel for document in documents for wheel in WHEEL.findall(document.read_text())]
    assert wheels
    assert [wheel for wheel in wheels if "dist/voice_server-" not in wheel] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_no_command_has_a_password_in_it(document: Path) -> None:
    blocks = "\n".join(FENCED.findall(document.read_text()))
    commands = [line for line in blocks.splitlines() if not line.startswith(("export ", "BROKER"))]
    found = [line for line in commands if re.search(r"requirepass|--pass |://[^/\s]*:\w+@", line)]
    assert found == []


def test_the_one_command_that_redis_refuses_on_a_healthy_system_is_told_of() -> None:
    """Of all others the tests of Redis' users say that there are none."""
    assert f"`{MAY_BE_REFUSED.rpartition(' ')[2]}` alone" in DOCUMENTS[0].read_text()


@pytest.mark.parametrize("name", ["public.md", "operations.md", "help.md"])
def test_who_updates_a_wheel_is_told_to_make_environments_anew(name: str) -> None:
    """A worker of an installed wheel does not start in an environment that another one made."""
    paragraphs = re.split(r"\n(?=\n|- |#)", (ROOT / "docs" / name).read_text())
    updates = [it for it in paragraphs if "install the new wheel" in it]
    assert updates
    after = paragraphs[paragraphs.index(updates[0]) :][:4]
    assert "backends install" in "".join(after)


def test_what_is_left_on_a_disk_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("ENVIRONMENTS", "CACHE"):
        monkeypatch.delenv(f"VOICE_SERVER_{variable}", raising=False)
    for variable in ("CONFIG", "CACHE", "STATE"):
        monkeypatch.delenv(f"XDG_{variable}_HOME", raising=False)
    monkeypatch.setattr(environments, "in_checkout", lambda: False)
    monkeypatch.setattr(folder, "in_checkout", lambda: False)
    kept = [environments.root(), cache_root(), folder.folder_of(""), DEFAULT_JOBS, history_file()]
    kept.append(Path(users_file()).parent)
    home = str(Path.home())
    named = {str(path).replace(home, "~").removesuffix("/history") for path in kept}
    page = (ROOT / "docs/help.md").read_text()
    assert [path for path in sorted(named) if f"`{path}`" not in page] == []
    assert (
        f"`{environments.root()}`".replace(home, "~") in (ROOT / "docs/operations.md").read_text()
    )


@pytest.mark.parametrize("way", ["Compose", "systemd", "Kubernetes"])
def test_a_key_is_made_before_the_frontends_start(way: str) -> None:
    """They do not start while there is none, as they ask for keys."""
    [section] = re.findall(
        rf"^## {way}$(.*?)^## ", (DEPLOY / "README.md").read_text(), re.MULTILINE | re.DOTALL
    )
    typed = FENCED.search(section)
    assert typed
    started = re.search(r"enable --now|kubectl apply| up --build", typed[1])
    assert started
    assert "keys add me" in typed[1][: started.start()]


def test_the_proxy_of_a_path_says_as_much_as_that_of_a_host() -> None:
    """Of Host the server tells whether a page is its own; of the others who and how it is asked."""
    said = re.compile(r"proxy_set_header (Host|X-Forwarded-\w+) .*;|proxy_buffering off;")
    host = {it[0] for it in said.finditer((DEPLOY / "proxy/nginx.conf").read_text())}
    path = {it[0] for it in said.finditer((ROOT / "docs/operations.md").read_text())}
    assert len(host) == 4
    assert path == host
