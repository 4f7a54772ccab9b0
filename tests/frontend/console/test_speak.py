"""`voice-server speak` and `client`: where the speech goes, and what ends it."""

import asyncio
import importlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import wave
from pathlib import Path

import av
import numpy as np
import pytest

from frontend.client import SAMPLE_RATE_HZ
from frontend.console.llm_tokens import paced, tokens_of
from tests.support.processes import wait_until
from tests.support.server import BACKENDS_FILE, Server
from tests.support.terminals import Typist
from tests.support.tones import expected_pcm

COMMAND = (sys.executable, "-m", "frontend.cli")
ROOT = Path(__file__).parents[3]
TEXT = "Hello there, and welcome. How are you today?"
ENDLESS = "A sentence that is one of many, as this goes on. " * 500
CODECS = {"mp3": "mp3", "opus": "opus", "flac": "flac", "m4b": "aac", "aac": "aac"}
NO_SERVER = "http://localhost:9"
DEVICE = """
pcm.!default {{ type file slave.pcm "silence" file "{file}" format "raw" }}
pcm.silence {{ type null }}
ctl.!default {{ type null }}
"""


def environ(server: Server) -> dict[str, str]:
    return {"VOICE_SERVER_URL": server.url, "PYTHONPATH": str(ROOT)}


def run(
    server: Server, folder: Path, *arguments: str, text: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*COMMAND, *arguments],
        input=text,
        capture_output=True,
        timeout=60,
        cwd=folder,
        env={**os.environ, **environ(server)},
    )


def shell(server: Server, folder: Path, script: str) -> subprocess.CompletedProcess[bytes]:
    code = script.replace("voice-server", " ".join(COMMAND))
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {code}"],
        capture_output=True,
        timeout=60,
        cwd=folder,
        env={**os.environ, **environ(server)},
    )


def pcm_of(path: Path) -> bytes:
    with wave.open(str(path), "rb") as wav:
        return wav.readframes(wav.getnframes())


@pytest.fixture
def device(tmp_path: Path) -> tuple[dict[str, str], Path]:
    """An output device that is a file: ALSA's, which PortAudio finds as it would a sound card."""
    try:
        importlib.import_module("sounddevice")
    except OSError as error:
        pytest.skip(f"sounddevice finds no PortAudio here: {error}")
    heard, configuration = tmp_path / "heard.raw", tmp_path / "asound.conf"
    configuration.write_text(DEVICE.format(file=heard))
    return {"ALSA_CONFIG_PATH": str(configuration), "XDG_STATE_HOME": str(tmp_path)}, heard


def is_heard(heard: Path, pcm: bytes) -> bool:
    """Tell whether that was played in that order; silence may have come between it."""
    played, expected = (np.frombuffer(it, "<i2") for it in (heard.read_bytes(), pcm))
    return bool(np.array_equal(played[played != 0], expected[expected != 0]))


@pytest.mark.parametrize("arguments", [(TEXT,), ("--text", TEXT), (TEXT, "--stream-tokens")])
def test_a_file_gets_the_speech_and_standard_output_the_figures(
    server: Server, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    ended = run(server, tmp_path, "speak", *arguments, "-o", "a.wav", "--json")
    assert ended.returncode == 0, ended.stderr
    pcm = pcm_of(tmp_path / "a.wav")
    assert pcm == expected_pcm(TEXT)
    figures = json.loads(ended.stdout)
    assert figures["audio_s"] == pytest.approx(len(pcm) / 2 / SAMPLE_RATE_HZ, abs=0.001)
    assert figures["segments"] == 2
    assert figures["file"] == "a.wav"
    assert figures["first_audio_s"] > 0
    assert figures["gaps"] >= 0 and figures["gap_s"] >= 0


def test_tokens_are_shown_with_their_figures(server: Server, tmp_path: Path) -> None:
    ended = run(server, tmp_path, "speak", TEXT, "--stream-tokens", "-o", "a.wav")
    shown, figures = ended.stderr.decode().splitlines()
    assert shown == TEXT
    assert re.match(r".* s of speech in 2 segments: first audio after .* real-time factor", figures)


def test_a_client_speaks_standard_input_and_its_options_hold(
    server: Server, tmp_path: Path
) -> None:
    options = ("--opt", "speed=2", "--voice", "square", "--url", f"{server.ws_url}/stream-tokens")
    ended = run(server, tmp_path, "client", *options, "-o", "a.wav", text=TEXT.encode())
    assert ended.returncode == 0, ended.stderr
    assert pcm_of(tmp_path / "a.wav") == expected_pcm(TEXT, speed=2.0, voice="square")


def test_a_client_speaks_while_its_input_is_being_written(server: Server, tmp_path: Path) -> None:
    """Speech comes before the input ends, and a character may come in two parts."""
    with subprocess.Popen(
        [*COMMAND, "client"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, **environ(server)},
    ) as client:
        assert client.stdin and client.stdout
        begin = "Grüße, und willkommen hier. ".encode()
        for part in (begin[:3], begin[3:]):
            client.stdin.write(part)
            client.stdin.flush()
        header = client.stdout.read(44)
        assert header[:4] == b"RIFF"
        client.stdin.write(b"That was not all.")
        client.stdin.close()
        rest = client.stdout.read()
    assert rest == expected_pcm("Grüße, und willkommen hier. That was not all.")


def test_a_pipe_that_is_closed_early_ends_the_utterance(server: Server, tmp_path: Path) -> None:
    ended = shell(server, tmp_path, f"voice-server speak '{ENDLESS}' | head -c 100")
    assert len(ended.stdout) == 100
    assert ended.returncode == 1
    assert b"Error: Cannot write standard output: Broken pipe." in ended.stderr


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("voice-server speak Hello -o /dev/full", "/dev/full: No space left on device."),
        (f"ulimit -f 9; voice-server speak '{ENDLESS}' -o a.wav", "a.wav: File too large."),
        ("voice-server client Hello -o none/a.wav", "none/a.wav: No such file or directory."),
    ],
)
def test_a_file_that_cannot_be_written_is_reported(
    server: Server, tmp_path: Path, command: str, sentence: str
) -> None:
    ended = shell(server, tmp_path, command)
    assert ended.returncode == 1
    assert f"Error: Cannot write {sentence}" in ended.stderr.decode()
    assert b"Traceback" not in ended.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["speak", "client"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_ends_it_with_130_and_leaves_no_file(
    server: Server, tmp_path: Path, command: str, number: signal.Signals
) -> None:
    with subprocess.Popen(
        [*COMMAND, command, ENDLESS, "-o", "a.wav", "--backend", "faulty", "--opt", "part_s=0.01"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        env={**os.environ, **environ(server)},
    ) as speaking:
        wait_until(lambda: any(it.stat().st_size > 44 for it in tmp_path.iterdir()), 60)
        speaking.send_signal(number)
        _, errors = speaking.communicate(timeout=60)
    assert speaking.returncode == 130
    assert b"Traceback" not in errors
    assert b"Interrupted: a.wav is not written." in errors
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_what_ends_it_before_the_server_answers_leaves_no_file(
    tmp_path: Path, number: signal.Signals
) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        subprocess.Popen(
            # The tests themselves may run under nohup, which a command respects.
            ["env", "--default-signal=HUP", *COMMAND, "speak", TEXT, "-o", "a.wav"],
            cwd=tmp_path,
            stderr=subprocess.PIPE,
            env={
                **os.environ,
                "VOICE_SERVER_URL": f"http://127.0.0.1:{silent.getsockname()[1]}",
                "PYTHONPATH": str(ROOT),
            },
        ) as speaking,
    ):
        asked, _ = silent.accept()
        with asked:
            speaking.send_signal(number)
            _, errors = speaking.communicate(timeout=60)
    assert speaking.returncode == 130
    assert b"Interrupted: a.wav is not written." in errors
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_client_does_not_wait_for_its_input(server: Server) -> None:
    with subprocess.Popen(
        [*COMMAND, "client"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, **environ(server)},
    ) as client:
        assert client.stdin and client.stdout
        client.stdin.write(b"Hello there. And ")
        client.stdin.flush()
        assert client.stdout.read(44)
        client.send_signal(signal.SIGINT)
        threading.Thread(target=client.stdout.read).start()
        assert client.wait(60) == 130


@pytest.mark.parametrize("url", [NO_SERVER, "ws://localhost:9/stream-tokens", "localhost"])
def test_a_client_without_a_server_says_so(server: Server, tmp_path: Path, url: str) -> None:
    ended = run(server, tmp_path, "client", "Hello.", "--url", url)
    assert ended.returncode == 1
    assert ended.stderr.decode().startswith(f"Error: {url} cannot be reached: ")


@pytest.mark.stacks
def test_a_server_of_its_own_has_as_many_workers_as_asked(tmp_path: Path) -> None:
    ended = subprocess.run(
        [*COMMAND, "speak", TEXT, "--pool-size", "2", "-o", "a.wav"],
        capture_output=True,
        timeout=120,
        cwd=tmp_path,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "VOICE_SERVER_BACKENDS": str(BACKENDS_FILE),
            "VOICE_SERVER_PORT": "9",  # where no server is
        },
    )
    assert ended.returncode == 0, ended.stderr
    assert b"No server at http://localhost:9; starting one here" in ended.stderr
    assert pcm_of(tmp_path / "a.wav") == expected_pcm(TEXT)


def test_a_server_that_is_named_is_not_replaced_by_one_here(server: Server, tmp_path: Path) -> None:
    ended = run(server, tmp_path, "speak", "Hello.", "--url", NO_SERVER, "-o", "a.wav")
    assert ended.returncode == 1
    assert ended.stderr.decode().startswith(f"Error: {NO_SERVER} cannot be reached.")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", ["mp3", "opus", "flac", "m4b", "aac"])
def test_the_suffix_of_a_file_is_its_format(server: Server, tmp_path: Path, suffix: str) -> None:
    ended = run(server, tmp_path, "speak", TEXT, "-o", f"a.{suffix}")
    assert ended.returncode == 0, ended.stderr
    seconds = len(expected_pcm(TEXT)) / 2 / SAMPLE_RATE_HZ
    last = ended.stderr.decode().splitlines()[-1]
    assert last == f"{seconds:.1f} s of speech in a.{suffix}."
    with av.open(tmp_path / f"a.{suffix}") as file:
        heard = sum(frame.samples / frame.sample_rate for frame in file.decode(audio=0))
        assert file.streams.audio[0].codec_context.name.startswith(CODECS[suffix])
    assert heard == pytest.approx(seconds, abs=0.15)


def test_a_pipe_has_the_format_that_is_asked_for(server: Server, tmp_path: Path) -> None:
    ended = run(server, tmp_path, "speak", TEXT, "--format", "mulaw", "-o", "-")
    assert ended.returncode == 0, ended.stderr
    assert len(ended.stdout) == pytest.approx(len(expected_pcm(TEXT)) / 2 / 3, abs=2)  # at 8 kHz


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("-o", "a.mp4"), "No format has the suffix .mp4; there are: .pcm, .wav, .mp3"),
        (("-o", "a.mp3", "--format", "wav"), "a.mp3 is mp3 by its name, and --format says wav."),
        (("--format", "mp4"), "Did you mean mp3"),
        (("-o", "a.opus", "--sample-rate", "22050"), "opus has no sample rate of 22050 Hz"),
    ],
)
def test_a_format_that_there_is_not_is_wrong_usage(
    server: Server, tmp_path: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    ended = run(server, tmp_path, "speak", TEXT, *arguments)
    assert ended.returncode == 2
    assert sentence in " ".join(ended.stderr.decode().split())


def test_a_pipe_into_the_command_is_its_text(server: Server, tmp_path: Path) -> None:
    ended = run(server, tmp_path, "speak", "-o", "a.wav", text=TEXT.encode())
    assert ended.returncode == 0, ended.stderr
    assert pcm_of(tmp_path / "a.wav") == expected_pcm(TEXT)


def test_ssml_and_the_names_of_speakers_are_followed(server: Server, tmp_path: Path) -> None:
    (tmp_path / "a.ssml").write_text('<speak><voice name="square">Hello there.</voice></speak>')
    assert run(server, tmp_path, "speak", "--file", "a.ssml", "-o", "a.wav").returncode == 0
    assert pcm_of(tmp_path / "a.wav") == expected_pcm("Hello there.", voice="square")
    cast = ("speak", "Anna: Hello there.", "--cast", "Anna=square", "-o", "b.wav")
    assert run(server, tmp_path, *cast).returncode == 0
    assert pcm_of(tmp_path / "b.wav") == expected_pcm("Hello there.", voice="square")


def test_the_pool_size_of_a_running_server_is_its_own(server: Server, tmp_path: Path) -> None:
    ended = run(server, tmp_path, "speak", "Hello.", "--pool-size", "3", "-o", "a.wav")
    assert f"{server.url} runs already; --pool-size does not change" in ended.stderr.decode()


def test_at_a_terminal_the_speech_is_played(
    server: Server, device: tuple[dict[str, str], Path]
) -> None:
    variables, heard = device
    typist = Typist(*COMMAND, "speak", TEXT, **environ(server), **variables)
    assert typist.ends() == 0
    assert is_heard(heard, expected_pcm(TEXT))


def test_stopped_speech_is_silent_at_once(
    server: Server, device: tuple[dict[str, str], Path]
) -> None:
    variables, heard = device
    slow = ("--backend", "faulty", "--opt", "part_s=0.1")
    typist = Typist(*COMMAND, "speak", ENDLESS, *slow, **environ(server), **variables)
    typist.sees("s of speech")
    typist.types("\x03")
    assert typist.ends() == 130
    assert heard.stat().st_size > 0


@pytest.fixture
def no_device() -> None:
    probe = [
        sys.executable,
        "-c",
        "from frontend.console.playback.player import Player; Player().stop()",
    ]
    if subprocess.run(probe, stderr=subprocess.DEVNULL).returncode == 0:
        pytest.skip("this machine has a sound card")


@pytest.mark.usefixtures("no_device")
def test_without_a_device_the_speech_is_a_new_file(server: Server, tmp_path: Path) -> None:
    (tmp_path / "speech.wav").write_bytes(b"old")
    command = f"cd {tmp_path} && exec {' '.join(COMMAND)} speak '{TEXT}'"
    typist = Typist("bash", "-c", command, **environ(server))
    typist.sees("The speech goes to speech-2.wav.")
    assert typist.ends() == 0
    assert pcm_of(tmp_path / "speech-2.wav") == expected_pcm(TEXT)
    assert (tmp_path / "speech.wav").read_bytes() == b"old"


@pytest.mark.usefixtures("no_device")
def test_that_file_has_the_suffix_of_its_format_and_goes_if_nothing_is_spoken(
    server: Server, tmp_path: Path
) -> None:
    for text, voice in ((TEXT, "sine"), (TEXT, "nobody")):
        speak = f"{' '.join(COMMAND)} speak '{text}' --format flac --voice {voice}"
        typist = Typist("bash", "-c", f"cd {tmp_path} && exec {speak}", **environ(server))
        assert typist.ends() == (0 if voice == "sine" else 1)
    [path] = tmp_path.iterdir()
    assert path.name == "speech.flac" and path.read_bytes()[:4] == b"fLaC"


def test_tokens_are_the_text_in_small_parts() -> None:
    text = " Speech synthesisers, unbelievably,\n\n  can't stop (at all)! 你好。"
    tokens = tokens_of(text)
    assert "".join(tokens) == text
    assert tokens[:5] == [" Speech", " synthesi", "sers", ",", " unbeliev"]


async def test_tokens_come_at_their_speed() -> None:
    loop = asyncio.get_running_loop()
    began = loop.time()
    assert [token async for token in paced(["a", "b", "c"], 20)] == ["a", "b", "c"]
    assert loop.time() - began > 0.09
