"""`voice-server voices`: which are listed."""

import json

import pytest

from backend_queues.errors import UnknownVoice
from frontend.client.server import ServedVoice, ServedVoices, UnusableVoice
from frontend.console.voices.sentences import SENTENCES, sentence_of
from frontend.console.voices.voices import Sought, found_voices, unusable_lines
from tests.support.commands import run
from tests.support.server import Server

HEART = ServedVoice("af_heart", "kokoro", "en-US", "American English, female")
EMMA = ServedVoice("bf_emma", "kokoro", "en-GB", "British English, female")
ANY = ServedVoice("obama", "chatterbox", "", "cloned from 8.1 s")
ALL = [HEART, EMMA, ANY]


def found(**sought: str) -> list[ServedVoice]:
    return [voice for voice in ALL if Sought(**sought).fits(voice)]


def test_voices_are_found_by_what_is_told_of_them() -> None:
    assert found() == ALL
    assert found(language="en") == ALL  # the cloned one speaks every language
    assert found(language="en-GB") == [EMMA, ANY]
    assert found(backend="kokoro", words="female") == [HEART, EMMA]
    assert found(words="Heart") == found(words="american fem") == [HEART]
    assert found(words="male") == []


UNUSABLE = [UnusableVoice(name, "Nothing clones.") for name in ("anna", "max")]


def test_recordings_that_give_no_voice_are_told_with_the_reason() -> None:
    assert list(unusable_lines([*UNUSABLE, UnusableVoice("hum", "hum.wav is silent.")])) == [
        "Not usable: anna, max. Nothing clones.",
        "Not usable: hum. hum.wav is silent.",
    ]
    with pytest.raises(UnknownVoice, match="'anna' is a recording. Nothing clones."):
        found_voices(Sought(words="Anna"), ServedVoices(ALL, UNUSABLE))


def test_a_voice_is_heard_in_its_own_language() -> None:
    assert sentence_of("de-AT") == SENTENCES["de"]
    assert sentence_of("") == sentence_of("tlh") == SENTENCES["en"]


def test_the_voices_of_a_server_are_listed(server: Server) -> None:
    listed = run("voices", "--url", server.url, "--backend", "tone").stdout.decode()
    assert [line.split()[0] for line in listed.splitlines()[:3]] == ["VOICE", "sine", "square"]
    assert "2 of them." in listed
    answer = run("voices", "--url", server.url, "--search", "harsh", "--json").stdout
    assert {voice["name"] for voice in json.loads(answer)} == {"square"}


def test_none_that_is_like_it_is_an_error_that_says_what_may_be_meant(server: Server) -> None:
    ended = run("voices", "--url", server.url, "--search", "squar!")
    assert ended.returncode == 1
    assert b"is like that. Did you mean square?" in ended.stderr
    ended = run("voices", "--url", server.url, "--backend", "ton")
    assert b"No worker of 'ton' runs" in ended.stderr and b"Did you mean tone?" in ended.stderr


def test_each_voice_is_played_into_a_pipe(server: Server) -> None:
    ended = run("voices", "--url", server.url, "--backend", "tone", "--play")
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.count(b"RIFF") == 2
    assert ended.stderr.decode().splitlines()[0].split()[:2] == ["sine", "en-US"]
