"""The prompt of `voice-server speak --repl`, typed at a real terminal and piped."""

import os
import subprocess
import sys
import wave
from pathlib import Path

import pytest

from backend_queues.errors import InvalidRequest
from frontend.client.server import ServedBackend
from frontend.console.repl.commands import Command, completions, parse
from frontend.protocol.voice_settings import VoiceSettingsRequest
from tests.support.server import Server
from tests.support.terminals import Typist
from tests.support.tones import expected_pcm

COMMAND = (sys.executable, "-m", "frontend.cli", "speak", "--repl")
ROOT = Path(__file__).parents[4]
BACKENDS = {
    "tone": ServedBackend("tone", 1, ["sine", "square"]),
    "piper": ServedBackend("piper", 0),
}


def piped(
    server: Server, folder: Path, *lines: str, options: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *options],
        input="\n".join(lines),
        capture_output=True,
        text=True,
        timeout=60,
        cwd=folder,
        env={**os.environ, "VOICE_SERVER_URL": server.url, "PYTHONPATH": str(ROOT)},
    )


def pcm_of(path: Path) -> bytes:
    with wave.open(str(path), "rb") as wav:
        return wav.readframes(wav.getnframes())


def test_lines_from_a_pipe_are_spoken_in_turn(server: Server, tmp_path: Path) -> None:
    ended = piped(
        server, tmp_path, "First.", "/speed 2", "/voice square", "Second.", "/save it.wav"
    )
    assert ended.returncode == 0, ended.stderr
    assert pcm_of(tmp_path / "it.wav") == expected_pcm("Second.", speed=2.0, voice="square")
    assert "Backend default, voice square, speed=2." in ended.stderr


def test_what_fails_is_reported_and_the_next_line_is_spoken(server: Server, tmp_path: Path) -> None:
    lines = ("/voice nobody", "Hello.", "/nothing", "/voice sine", "Hello.", "/save a.wav", "/quit")
    ended = piped(server, tmp_path, *lines, "Not this.")
    assert ended.returncode == 1
    assert "Error: There is no voice 'nobody'; there are: sine, square." in ended.stderr
    assert "Error: There is no command /nothing; /help lists the commands." in ended.stderr
    assert "Error: 2 of the lines failed" in ended.stderr
    assert pcm_of(tmp_path / "a.wav") == expected_pcm("Hello.")


def test_what_was_spoken_last_is_kept_whatever_fails_afterwards(
    server: Server, tmp_path: Path
) -> None:
    names = (f"/save {'a' * 300}.wav", "/save ~nobody-of-this-name/a.wav")
    ended = piped(server, tmp_path, "Hello.", "/opt speed=no", "Fails.", *names, "/save a.wav")
    assert "Error: 3 of the lines failed" in ended.stderr
    assert "File name too long." in ended.stderr and "home directory" in ended.stderr
    assert pcm_of(tmp_path / "a.wav") == expected_pcm("Hello.")


def test_nothing_is_overwritten(server: Server, tmp_path: Path) -> None:
    (tmp_path / "old.wav").write_bytes(b"old")
    ended = piped(server, tmp_path, "/save new.wav", "Hello.", "/save old.wav")
    assert "Error: Nothing has been spoken yet." in ended.stderr
    assert "Error: old.wav exists; choose another name." in ended.stderr
    assert (tmp_path / "old.wav").read_bytes() == b"old"


def test_voices_backends_and_help_are_listed(server: Server, tmp_path: Path) -> None:
    listed = piped(server, tmp_path, "/voices", "/backends", "/help").stdout.splitlines()
    assert listed[:2] == ["sine, square", "tone: 2 workers, 2 voices"]
    assert any(line.startswith("/save FILE") for line in listed)


def test_the_old_name_of_a_command_is_still_understood() -> None:
    assert parse("/engines") == Command("backends")


def test_ctrl_c_stops_the_speech_and_keeps_the_prompt(server: Server, tmp_path: Path) -> None:
    state = tmp_path / "state"
    typist = Typist(
        *COMMAND,
        *("--backend", "faulty", "--opt", "part_s=0.2"),
        VOICE_SERVER_URL=server.url,
        XDG_STATE_HOME=str(state),
    )
    typist.sees("speak>")
    typist.types("Words that take their time, as each of their letters does.\r")
    typist.sees("Speaking ...")
    typist.types("\x03")
    typist.sees("Stopped.")
    typist.sees("speak>")
    typist.types("/backend fau\t")
    typist.sees("lty")
    typist.types("\r")
    typist.sees("Backend faulty")
    typist.sees("speak>")
    typist.types("\x04")
    assert typist.ends() == 0
    history = state / "voice-server" / "history"
    assert "+Words that take their time" in history.read_text()
    assert "+/backend faulty" in history.read_text()
    assert history.stat().st_mode & 0o777 == 0o600


def test_the_prompt_ends_with_130_when_it_is_killed_softly(server: Server, tmp_path: Path) -> None:
    typist = Typist(*COMMAND, VOICE_SERVER_URL=server.url, XDG_STATE_HOME=str(tmp_path))
    typist.sees("speak>")
    os.kill(typist.pid, 15)
    assert typist.ends() == 130


@pytest.mark.parametrize(
    ("text", "completed"),
    [
        ("/v", ["/voice", "/voices"]),
        ("/voice s", ["sine", "square"]),
        ("/backend p", ["piper"]),
        ("/save s", []),
        ("Hello", []),
    ],
)
def test_commands_voices_and_backends_are_completed(text: str, completed: list[str]) -> None:
    assert completions(text, BACKENDS, "") == completed


def test_a_backend_without_workers_completes_no_voice() -> None:
    assert completions("/voice ", BACKENDS, "piper") == []
    assert completions("/voice ", {}, "gone") == []


@pytest.mark.parametrize("line", ["/", "/nothing", "/voice", "/opt  "])
def test_a_command_that_is_invalid_is_reported(line: str) -> None:
    with pytest.raises(InvalidRequest, match="/help"):
        parse(line)


def test_another_backend_keeps_nothing_of_the_old_ones_style() -> None:
    voice_settings = VoiceSettingsRequest("tone", "sine", "en", {"speed": 2})
    assert Command("backend", "piper").changed_settings(voice_settings) == VoiceSettingsRequest(
        "piper"
    )
    assert Command("opt", "warm=true").changed_settings(voice_settings).options == {
        "speed": 2,
        "warm": True,
    }
    with pytest.raises(InvalidRequest, match="KEY=VALUE"):
        Command("opt", "warm").changed_settings(voice_settings)
