"""The command line as a user meets it: what it says, and its exit codes."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import click
import pytest

from backend_queues.provisioning import environments
from backend_queues.provisioning.install import prepare
from backend_queues.registry import registry
from frontend.console.options.pairs import read_options, read_said
from frontend.protocol.text_options import AS_SET, TextOptions
from tests.support.commands import run
from tests.support.server import BACKENDS_FILE, Server
from tests.support.terminals import Typist

NO_SERVER = "http://localhost:9"
COMMANDS = [
    *("up", "serve", "wyoming", "worker", "flower", "top"),
    *("backends", "speak", "client", "batch", "keys", "completion", "voices", "jobs", "doctor"),
]


@pytest.fixture(scope="module")
def worker_python() -> str:
    """The Python of a worker's environment, which has no Starlette."""
    prepare("tone", print)
    return str(environments.python_of(registry().get("tone")))


def test_help_names_every_command() -> None:
    ended = run("--help")
    assert ended.returncode == 0
    commands = ended.stdout.decode().partition("Speak:")[2].partition("Examples:")[0]
    listed = [line for line in commands.splitlines() if line.startswith("  ")]
    assert sorted(line.split()[0] for line in listed) == sorted(COMMANDS)
    assert not any(line.endswith("...") for line in listed)  # each sentence is a whole one


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str) -> None:
    assert b"Usage: voice-server " + command.encode() in run(command, "--help").stdout


@pytest.mark.installs
def test_a_workers_machine_needs_no_starlette(worker_python: str) -> None:
    missing = subprocess.run([worker_python, "-c", "import starlette"], capture_output=True)
    assert b"ModuleNotFoundError" in missing.stderr
    assert b"tone" in run("backends", "list", python=worker_python).stdout
    assert run("backends", "install", "tone", python=worker_python).returncode == 0
    assert b"no backend 'nobody'" in run("worker", "nobody", python=worker_python).stderr


def test_the_list_tells_what_is_installed(worker_python: str) -> None:
    output = run("backends", VOICE_SERVER_BACKENDS=str(BACKENDS_FILE)).stdout.decode()
    lines = [line.split() for line in output.splitlines()]
    assert lines[0][:3] == ["BACKEND", "ENVIRONMENT", "STATE"]
    tone = next(line for line in lines if line[:1] == ["tone"])
    assert tone[1:4] == ["*", "tone", "ready"]  # the default of this registry
    assert f"Environments: {Path(worker_python).parents[2]}" in output


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["worker", "nobody"], "There is no backend 'nobody'; the backends are: tone,"),
        (["backends", "install", "nobody"], "There is no backend 'nobody'"),
        (["up", "--backend", "nobody"], "There is no backend 'nobody'"),
        (
            ["up", "--backend", "tone:many"],
            "--backend tone:many: the number of replicas after the colon must be",
        ),
        (
            ["up", "--backend", "tone:0"],
            "--backend tone:0: the number of replicas after the colon must be",
        ),
        (["serve", "--host", "192.0.2.1"], "Cannot listen on 192.0.2.1"),
        (["up", "--host", "a..b"], "Cannot listen on a..b, port 8000 (no host has such a name)"),
        (["speak", "Hi.", "-o", "/nowhere/a.wav"], "Cannot write /nowhere/a.wav: No such file"),
    ],
)
def test_what_a_user_can_change_is_reported_in_a_sentence(
    arguments: list[str], sentence: str
) -> None:
    ended = run(*arguments)
    assert ended.returncode == 1
    assert ended.stderr.decode().startswith(f"Error: {sentence}")
    assert ended.stdout == b""


def test_a_missing_flower_is_reported_with_the_command_that_installs_it(worker_python: str) -> None:
    ended = run("flower", python=worker_python)
    assert ended.returncode == 1
    assert ended.stderr == b"Error: flower is not installed: pip install 'flower>=2.2'\n"


@pytest.mark.parametrize("command", ["up", "serve"])
def test_a_port_in_use_names_the_option(command: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        ended = run(command, "--port", port)
    assert ended.returncode == 1
    assert (
        f"Port {port} is in use on localhost: choose another with --port" in ended.stderr.decode()
    )


def test_flowers_port_in_use_names_its_own_option() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        alone = run("flower", "--port", port)
        beside = run("up", "--port", "0", "--flower", "--flower-port", port)
    assert alone.returncode == beside.returncode == 1
    in_use = f"Error: Port {port} is in use on localhost: choose another with"
    assert alone.stderr.decode().startswith(f"{in_use} --port,")
    assert beside.stderr.decode().startswith(f"{in_use} --flower-port,")


def test_a_redis_that_does_not_answer_is_reported() -> None:
    ended = run("up", "--backend", "tone", "--port", "0", REDIS_URL="redis://localhost:1/0")
    assert ended.returncode == 1
    assert b"Redis does not answer at redis://localhost:1/0" in ended.stderr


def test_a_wrong_setting_is_named() -> None:
    ended = run("serve", VOICE_SERVER_PORT="many")
    assert ended.returncode == 1
    assert b"VOICE_SERVER_PORT=many" in ended.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["nothing"],
        ["up", "--port", "70000"],
        ["worker", "tone", "--replicas", "0"],
        ["backends", "install"],
        ["speak"],
        ["speak", "Hi.", "--opt", "speed"],
        ["speak", " "],
        ["speak", "-"],
        ["speak", "Hi.", "--text", "Hi."],
        ["speak", "Hi.", "--json"],
        ["speak", "Hi.", "--repl"],
        ["speak", "Hi.", "--tokens-per-s", "0"],
        ["client", "Hi.", "-o", "-", "--json"],
        ["batch", "book.md"],
        ["completion", "tcsh"],
    ],
)
def test_wrong_usage_has_exit_code_2(arguments: list[str]) -> None:
    ended = run(*arguments)
    assert ended.returncode == 2
    assert b"Usage: voice-server" in ended.stderr


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("speak <&-", 2),
        ("client <&-", 1),
        ("speak --repl <&-", 1),
        ("speak Hello >&-", 1),
        ("speak Hello 2>&-", 1),
        ("completion bash <&- >&- 2>&-", 0),
    ],
)
def test_a_standard_stream_may_be_closed(line: str, code: int) -> None:
    line = f"{sys.executable} -m frontend.cli {line}"
    environment = {**os.environ, "VOICE_SERVER_URL": NO_SERVER}
    ended = subprocess.run(
        ["bash", "-c", line], stdin=subprocess.DEVNULL, capture_output=True, env=environment
    )
    assert ended.returncode == code
    assert b"Traceback" not in ended.stderr


def test_a_disk_that_is_full_is_reported() -> None:
    with open("/dev/full", "wb") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "frontend.cli", "completion", "bash"],
            stdout=full,
            stderr=subprocess.PIPE,
        )
    assert ended.returncode == 1
    assert ended.stderr == b"Error: No space left on device; make room, or write elsewhere.\n"


def test_options_of_a_backend_keep_their_types() -> None:
    pairs = ("speed=1.2", "steps=3", "warm=true", "style=calm", 'code="7"', "note=a=b", "empty=")
    context, parameter = click.Context(click.Command("speak")), click.Option(["--opt"])
    assert read_options(context, parameter, pairs) == {
        "speed": 1.2,
        "steps": 3,
        "warm": True,
        "style": "calm",
        "code": "7",
        "note": "a=b",
        "empty": "",
    }


def test_gigabytes_are_downloaded_only_if_somebody_says_so(tmp_path: Path) -> None:
    empty = {
        "VOICE_SERVER_ENVIRONMENTS": str(tmp_path / "environments"),
        "VOICE_SERVER_CACHE": str(tmp_path / "cache"),
        "VOICE_SERVER_MODELS": "",
    }
    for command in (["backends", "install"], ["up", "--port", "0", "--backend"]):
        ended = run(*command, "vibevoice", **empty)  # type: ignore[arg-type]
        assert ended.returncode == 1
        said = ended.stderr.decode()
        assert "vibevoice needs about 1.8 GB for its environment and 5.4 GB for its model" in said
        assert "licence of the weights: MIT" in said and "add --yes" in said
    assert not (tmp_path / "environments").exists()


def test_the_question_is_put_at_a_terminal(tmp_path: Path) -> None:
    typist = Typist(
        *(sys.executable, "-m", "frontend.cli", "backends", "install", "coqui"),
        VOICE_SERVER_ENVIRONMENTS=str(tmp_path),
        VOICE_SERVER_CACHE=str(tmp_path),
    )
    typist.sees("Download it? [Y/n]")
    typist.types("n\n")
    typist.sees("coqui is not installed, as you did not want it.")
    assert typist.ends() == 1


def test_a_name_that_there_is_not_is_answered_with_what_may_be_meant() -> None:
    assert b"Did you mean piper?" in run("backends", "install", "pipr").stderr
    assert b"Did you mean 'speak'?" in run("spek").stderr.replace(b'"', b"'")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_completion(shell: str) -> None:
    printed = run("completion", shell).stdout.decode()
    assert f"_VOICE_SERVER_COMPLETE={shell}_complete" in printed
    assert "voice-server" in printed


def completed(*words: str, **environment: str) -> list[str]:
    """Return what bash would offer for the last word."""
    ended = run(
        COMP_WORDS="voice-server " + " ".join(words),
        COMP_CWORD=str(len(words)),
        _VOICE_SERVER_COMPLETE="bash_complete",
        **environment,  # type: ignore[arg-type]
    )
    return [line.removeprefix("plain,") for line in ended.stdout.decode().split()]


def test_backends_are_completed_without_a_server() -> None:
    registry = {"VOICE_SERVER_BACKENDS": str(BACKENDS_FILE), "VOICE_SERVER_URL": NO_SERVER}
    assert completed("speak", "--backend", "f", **registry) == ["faulty"]
    assert completed("client", "--backend", "f", **registry) == ["faulty"]
    assert completed("batch", "book.md", "--backend", "f", **registry) == ["faulty"]
    assert completed("speak", "--backend", "", VOICE_SERVER_BACKENDS="/nowhere") == []


def test_languages_options_and_what_is_said_are_completed(server: Server) -> None:
    url = {"VOICE_SERVER_URL": server.url}
    assert completed("speak", "--language", "en", **url) == ["en-US"]
    assert "en-GB" in completed("speak", "--language", "en", VOICE_SERVER_URL=NO_SERVER)
    assert completed("speak", "--opt", "s", **url) == ["speed="]
    assert completed("batch", "--say", "emoji", **url) == ["emoji=name"]
    assert completed("batch", "--captions", "s") == ["srt", "srt,vtt"]
    assert completed("batch", "--format", "m") == ["mp3", "mulaw", "m4b"]
    names = {"VOICE_SERVER_BACKENDS": str(BACKENDS_FILE)}
    for words in (("worker", "f"), ("backends", "install", "f"), ("up", "--backend", "f")):
        assert completed(*words, **names) == ["faulty"]


def test_voices_are_completed_by_the_running_server(server: Server) -> None:
    assert completed("speak", "--voice", "s", VOICE_SERVER_URL=server.url) == ["sine", "square"]
    words = ("speak", "--url", server.url, "--backend", "faulty", "--voice", "sq")
    assert completed(*words, VOICE_SERVER_URL=NO_SERVER) == ["square"]
    assert completed("batch", "--voice", "s", VOICE_SERVER_URL=server.url) == ["sine", "square"]
    assert completed("speak", "--voice", "s", VOICE_SERVER_URL=NO_SERVER) == []


def test_files_and_what_they_hold_are_completed() -> None:
    assert completed("batch", "--files", "") == ["item", "chapter", "one"]
    [kind, *_] = completed("batch", "boo")
    assert kind.startswith("file,")


def test_only_what_a_command_needs_is_imported() -> None:
    code = (
        "import sys, frontend.cli\n"
        "heavy = {'numpy', 'httpx', 'websockets', 'starlette', 'rich', 'prompt_toolkit'}\n"
        "assert heavy.isdisjoint(sys.modules), heavy & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_what_is_said_of_a_text_is_read() -> None:
    context, parameter = click.Context(click.Command("speak")), click.Option(["--say"])
    pairs = ("code=announce", "emoji=name")
    assert read_said(context, parameter, pairs) == TextOptions(code="announce", emoji="name")
    assert read_said(context, parameter, ()) == AS_SET
    for wrong in ("code=sing", "tables=skip", "code"):
        with pytest.raises(click.BadParameter):
            read_said(context, parameter, (wrong,))
