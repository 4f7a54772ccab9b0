"""`voice-server up` and `speak` as a user starts them, with the private Redis and the tone."""

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import wave
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from backend_queues.provisioning.environments import python_of
from backend_queues.provisioning.install import prepare
from backend_queues.registry import registry
from frontend.processes.stack import default_of
from tests.support.processes import descendants, is_alive, wait_until
from tests.support.server import BROKEN_BACKENDS_FILE
from tests.support.up import Up, running_up

READY_S = 60
NO_PORT = "9"  # the discard port, where no server is


@pytest.fixture(scope="module")
def up() -> Iterator[Up]:
    with running_up("--backend", "tone") as up:
        yield up


def speak(*arguments: str, text: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "frontend.cli", "speak", "--backend", "tone", *arguments],
        input=text,
        capture_output=True,
        timeout=READY_S,
    )


def test_an_example_is_the_default_only_where_nothing_else_is_served() -> None:
    assert default_of(["tone", "kokoro"]) == "kokoro"
    assert default_of(["tone", "espeak", "piper"]) == "espeak"
    assert default_of(["tone"]) == "tone"


def frames_of(path: Path) -> bytes:
    with wave.open(str(path), "rb") as wav:
        frames: bytes = wav.readframes(wav.getnframes())
        return frames


def samples_of(path: Path) -> int:
    with wave.open(str(path), "rb") as wav:
        assert (wav.getnchannels(), wav.getsampwidth(), wav.getframerate()) == (1, 2, 24_000)
        samples = wav.getnframes()
        assert len(wav.readframes(samples + 1)) == samples * 2
        return samples


@pytest.mark.stacks
def test_a_second_start_makes_no_environment_again() -> None:
    """That, and the model, is what a first one takes a minute for, and this some seconds."""
    prepare("tone", print)
    programs = python_of(registry().specs["tone"]).parent
    made = programs.stat()
    with running_up("--backend", "tone") as up:
        assert httpx.get(f"{up.url}/ready").status_code == 200
        state = programs.stat()
        assert (state.st_ino, state.st_mtime_ns) == (made.st_ino, made.st_mtime_ns)


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
def test_the_commands_it_tells_of_work(up: Up, tmp_path: Path) -> None:
    lines = [line.strip() for line in up.welcome.splitlines()]
    curl = next(line for line in lines if line.startswith("curl"))
    spoken = next(line for line in lines if " speak " in line).partition(" speak ")[2]
    subprocess.run(shlex.split(f"{curl} --silent --fail"), cwd=tmp_path, check=True)
    assert (tmp_path / "hello.wav").read_bytes()[:4] == b"RIFF"
    (tmp_path / "hello.wav").unlink()
    command = [sys.executable, "-m", "frontend.cli", "speak", *shlex.split(spoken)]
    subprocess.run(command, cwd=tmp_path, check=True)
    assert samples_of(tmp_path / "hello.wav") > 0


def test_speak_writes_a_file_that_tells_its_length(up: Up, tmp_path: Path) -> None:
    path = tmp_path / "hello.wav"
    plain = speak("Hello there.", "-o", str(path), "--url", up.url)
    assert plain.returncode == 0, plain.stderr
    normal = samples_of(path)
    fast = speak("-", "-o", str(path), "--url", up.url, "--opt", "speed=2", text=b"Hello there.")
    assert fast.returncode == 0, fast.stderr
    assert samples_of(path) < normal


def test_speak_writes_to_a_pipe(up: Up, tmp_path: Path) -> None:
    path = tmp_path / "hello.wav"
    speak("Hello there.", "-o", str(path), "--url", up.url)
    for output in ([], ["-o", "-"]):
        piped = speak("Hello there.", "--url", up.url, *output)
        # A stream's header does not know its length.
        assert piped.stdout[:4] == b"RIFF" and piped.stdout[36:40] == b"data"
        assert frames_of(path) == piped.stdout[44:]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--voice", "nobody"], "There is no voice 'nobody'; there are: sine, square."),
        (["--opt", "pitch=2"], "There is no option 'pitch' here; the options are: speed."),
        (["--opt", "speed=fast"], "speed must be a number, not 'fast'."),
        (["--backend", "nobody"], "There is no backend 'nobody'; the backends are: "),
    ],
)
def test_the_servers_refusal_is_reported_and_leaves_no_file(
    up: Up, tmp_path: Path, arguments: list[str], sentence: str
) -> None:
    output = ["-o", str(tmp_path / "hello.wav"), "--url", up.url]
    ended = speak("Hello there.", *output, *arguments)
    assert ended.returncode == 1
    assert f"Error: {sentence}" in ended.stderr.decode()
    assert b"Traceback" not in ended.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("interrupted", [False, True])
def test_speak_starts_what_it_needs_and_ends_it(tmp_path: Path, interrupted: bool) -> None:
    prepare("tone", print)
    path = tmp_path / "hello.wav"
    command = ["speak", "Hello there.", "-o", str(path), "--backend", "tone"]
    with tempfile.TemporaryDirectory(prefix="vs-test-", dir="/tmp") as folder:
        process = subprocess.Popen(
            [sys.executable, "-m", "frontend.cli", *command],
            env={**os.environ, "TMPDIR": folder, "VOICE_SERVER_PORT": NO_PORT},
        )
        wait_until(lambda: len(descendants(process.pid)) >= 4, READY_S)
        children = descendants(process.pid)
        if interrupted:
            process.send_signal(signal.SIGINT)
        assert process.wait(READY_S) == (130 if interrupted else 0)
        wait_until(lambda: not any(is_alive(pid) for pid in children))
        assert list(Path(folder).iterdir()) == []
    if interrupted:
        assert list(tmp_path.iterdir()) == []
    else:
        assert samples_of(path) > 0


@pytest.mark.parametrize(
    "number",
    [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.stacks), signal.SIGKILL],
)
def test_nothing_is_left_when_it_ends(number: signal.Signals) -> None:
    with running_up("--backend", "tone:2") as up:
        children = up.children
        assert len(children) == 5  # guard, Redis, two workers, frontend
        up.process.send_signal(number)
        assert up.process.wait(15) == (-number if number == signal.SIGKILL else 0)
        wait_until(lambda: not any(is_alive(pid) for pid in children))
        wait_until(lambda: list(up.temporary.iterdir()) == [])


@pytest.mark.stacks
def test_nothing_is_left_when_redis_is_somebody_elses(redis_url: str) -> None:
    with running_up("--backend", "tone", REDIS_URL=redis_url) as up:
        children = up.children
        assert len(children) == 2  # worker, frontend
        up.process.kill()
        wait_until(lambda: not any(is_alive(pid) for pid in children))
        assert list(up.temporary.iterdir()) == []


@pytest.mark.parametrize("victim", ["tone-1.", "serve", "frontend.processes.redis_guard"])
def test_a_killed_part_comes_back(up: Up, tmp_path: Path, victim: str) -> None:
    killed = up.child(victim)
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: not is_alive(killed))
    wait_until(lambda: speaks(up), READY_S)


def test_a_backend_that_does_not_get_ready_leaves_the_others_serving(tmp_path: Path) -> None:
    backends = ("--backend", "tone", "--backend", "load-exit")
    with (
        (tmp_path / "shown").open("w") as shown,
        running_up(*backends, stderr=shown, VOICE_SERVER_BACKENDS=str(BROKEN_BACKENDS_FILE)) as up,
    ):
        assert speaks(up)
        described = httpx.get(f"{up.url}/v1/backends").json()["backends"]
        problems = {backend["name"]: backend["problems"] for backend in described}
    warning = (tmp_path / "shown").read_text().partition("Warning: ")[2]
    assert re.match(r"load-exit-1 on \S+ ended with code 3 and .* The other workers serve", warning)
    assert problems["tone"] == []
    assert re.match(r"load-exit-1 on \S+ ended with code 3 and", problems["load-exit"][0])


@pytest.mark.stacks
def test_it_ends_when_no_backend_gets_ready() -> None:
    command = ["up", "--port", "0", "--backend", "load-exit", "--backend", "load-segfault"]
    ended = subprocess.run(
        [sys.executable, "-m", "frontend.cli", *command],
        env={**os.environ, "VOICE_SERVER_BACKENDS": str(BROKEN_BACKENDS_FILE)},
        stderr=subprocess.PIPE,
        text=True,
        timeout=READY_S,
    )
    assert ended.returncode == 1
    assert "has ended 3 times before it was ready" in ended.stderr
    assert "Error: load-" in ended.stderr.splitlines()[-1]


def speaks(up: Up) -> bool:
    query = {"text": "Hello there.", "backend": "tone"}
    try:
        answer = httpx.get(f"{up.url}/tts", params=query, timeout=30)
    except httpx.TransportError:
        return False
    return answer.is_success and len(answer.content) > 44


def test_a_wrong_list_of_redis_servers_is_told_before_anything_is_started() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "frontend.cli", "up", "--backend", "tone", "--port", "0"],
        capture_output=True,
        env={**os.environ, "RESULT_REDIS_URLS": "redis://one,redis://two"},
        timeout=READY_S,
    )
    assert ended.returncode == 1
    assert b"Error: RESULT_REDIS_URLS is wrong: " in ended.stderr
    assert b"Loading" not in ended.stderr + ended.stdout
