"""Wyoming: what one client says and hears, by a recording of wyoming 1.10.2 and event by event."""

import json
import threading
from collections.abc import Iterator

import pytest

from frontend.protocol.endpoints import Endpoint
from tests.support.scraping import Growth, ended
from tests.support.server import Server
from tests.support.tones import expected_pcm
from tests.support.wyoming import Event, Line, kinds_of, line_to, pcm_of

TEXT = "Hello there. This is Zoë!"
FORMAT = {"rate": 24_000, "width": 2, "channels": 1}
# What wyoming 1.10.2 sends for Home Assistant: a look at what there is, and a text as it is
# written, with the whole of it once more before its end.
RECORDED = (
    b'{"type": "describe", "version": "1.10.2"}\n'
    b'{"type": "synthesize-start", "version": "1.10.2", "data_length": 27}\n'
    b'{"voice": {"name": "sine"}}'
    b'{"type": "synthesize-chunk", "version": "1.10.2", "data_length": 18}\n{"text": "Hello "}'
    b'{"type": "synthesize-chunk", "version": "1.10.2", "data_length": 32}\n'
    b'{"text": "there. This is Zo\xc3\xab!"}'
    b'{"type": "synthesize", "version": "1.10.2", "data_length": 65}\n'
    b'{"text": "Hello there. This is Zo\xc3\xab!", "voice": {"name": "sine"}}'
    b'{"type": "synthesize-stop", "version": "1.10.2"}\n'
)


@pytest.fixture
def line(server: Server) -> Iterator[Line]:
    with line_to(server.wyoming) as line:
        yield line


def spoken(line: Line, text: str, **voice: str) -> bytes:
    return pcm_of(line.send("synthesize", text=text, voice=voice).until("audio-stop"))


def error_of(events: list[Event]) -> str:
    """Return the code of the error that came last."""
    assert events[-1].kind == "error", events[-1]
    assert events[-1].data["text"]
    return str(events[-1].data["code"])


def test_a_recorded_conversation_is_answered_event_by_event(line: Line) -> None:
    line.socket.sendall(RECORDED)
    info, start, *chunks, stop, stopped = line.until("synthesize-stopped")
    assert info.kind == "info"
    assert (start.kind, start.data) == ("audio-start", {**FORMAT, "timestamp": 0})
    assert {chunk.kind for chunk in chunks} == {"audio-chunk"}
    assert pcm_of(chunks) == expected_pcm(TEXT)
    sent = 0
    for chunk in chunks:
        assert chunk.data == {**FORMAT, "timestamp": sent // 48}  # bytes a millisecond
        sent += len(chunk.payload)
    assert (stop.kind, stop.data) == ("audio-stop", {"timestamp": sent // 48})
    assert (stopped.kind, stopped.data, stopped.payload) == ("synthesize-stopped", {}, b"")


def test_info_has_all_that_a_client_reads(line: Line) -> None:
    info = line.send("describe").read()
    assert info and info.kind == "info"
    assert info.data.keys() == {"tts", "asr", "handle", "intent", "wake", "mic", "snd"}
    everything, *backends = info.data["tts"]
    assert [program["name"] for program in backends] == ["tone", "faulty"]
    assert everything["name"] == "voice-server"
    assert everything["installed"] is everything["supports_synthesize_streaming"] is True
    names = [voice["name"] for voice in everything["voices"]]
    assert len(set(names)) == len(names) and names[:2] == ["sine", "square"]
    voice = everything["voices"][0]
    assert voice["languages"] == ["en-US"] and voice["installed"] is True
    assert voice.keys() >= {"attribution", "description", "version", "speakers"}
    assert everything["attribution"].keys() == {"name", "url"}


def test_a_whole_text_ends_with_its_audio(line: Line) -> None:
    events = line.send("synthesize", text=TEXT).until("audio-stop")
    assert kinds_of(events) == ["audio-start", "audio-chunk", "audio-stop"]
    assert pcm_of(events) == expected_pcm(TEXT)


def test_speech_begins_before_the_text_has_ended(line: Line) -> None:
    line.send("synthesize-start").send("synthesize-chunk", text="Hello there. This is ")
    assert pcm_of(line.until("audio-chunk"))
    line.send("synthesize-chunk", text="Zoë!").send("synthesize-stop").until("synthesize-stopped")


def test_texts_of_one_connection_are_spoken_one_after_the_other(line: Line) -> None:
    line.send("synthesize", text="Hello there.")
    line.send("synthesize-start").send("synthesize-chunk", text=TEXT).send("synthesize-stop")
    line.send("synthesize", text="And a third.")
    assert pcm_of(line.until("audio-stop")) == expected_pcm("Hello there.")
    assert pcm_of(line.until("synthesize-stopped")) == expected_pcm(TEXT)
    assert pcm_of(line.until("audio-stop")) == expected_pcm("And a third.")


def test_a_ping_is_answered_while_a_text_is_spoken(line: Line) -> None:
    line.send("synthesize-start").send("synthesize-chunk", text="Hello there. And")
    line.send("ping", text="are you there?")
    pong = line.until("pong")[-1]
    assert pong.data == {"text": "are you there?"}


def test_several_clients_hear_their_own_text_alone(server: Server) -> None:
    said: dict[str, bytes] = {}

    def speak(text: str, voice: str) -> None:
        with line_to(server.wyoming) as line:
            said[text] = spoken(line, text, name=voice)

    wanted = {f"This is number {n}. It is short.": ("sine", "square")[n % 2] for n in range(6)}
    threads = [threading.Thread(target=speak, args=both) for both in wanted.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said == {text: expected_pcm(text, voice=voice) for text, voice in wanted.items()}


def test_a_voice_is_named_or_found_by_its_language(line: Line) -> None:
    assert spoken(line, TEXT, name="square") == expected_pcm(TEXT, voice="square")
    assert spoken(line, TEXT, language="en_US") == expected_pcm(TEXT)


def test_an_unknown_voice_is_spoken_by_the_default_one(line: Line) -> None:
    assert spoken(line, TEXT, name="nobody") == expected_pcm(TEXT)


def test_a_program_is_selected_for_the_connection(server: Server, line: Line) -> None:
    growth = Growth.from_rest(server.url)
    line.send("select-program", name="faulty")
    spoken(line, TEXT)
    growth = ended(growth, Endpoint.WYOMING)
    assert growth.of("first_audio_seconds_count", backend="faulty") == 1
    line.send("select-program", name="voice-server")
    assert spoken(line, TEXT) == expected_pcm(TEXT)
    line.send("select-program", name="nothing")
    assert error_of(line.rest()) == "unknown_backend"


def test_ssml_is_followed(line: Line) -> None:
    line.send("synthesize", text="<speak>Hello there.</speak>", text_format="ssml")
    assert pcm_of(line.until("audio-stop")) == expected_pcm("Hello there.")
    line.send("synthesize", text="<speak>Hello", text_format="ssml")
    assert error_of(line.rest()) == "invalid_request"


@pytest.mark.parametrize("text", ["", "😀", "..."])
def test_a_text_without_a_word_is_a_short_silence(line: Line, text: str) -> None:
    line.send("synthesize-start").send("synthesize-chunk", text=text).send("synthesize-stop")
    events = line.until("synthesize-stopped")
    assert pcm_of(events) == bytes(4_800)
    assert kinds_of(events)[0] == "audio-start"


def test_a_client_that_leaves_ends_the_work(server: Server, line: Line) -> None:
    growth = Growth.from_rest(server.url)
    line.send("synthesize-start").send("synthesize-chunk", text="Hello there. This is ")
    line.until("audio-chunk")
    line.close()
    growth = ended(growth, Endpoint.WYOMING)
    assert growth.of("utterances_total", door=Endpoint.WYOMING, outcome="cancelled") == 1


def test_what_is_no_event_of_a_text_is_left_out(line: Line) -> None:
    line.send("audio-chunk", bytes(100_000), rate=16_000, width=2, channels=1)
    line.send("a-new-event", unknown=[1, 2]).send("synthesize", text=TEXT, context={"a": 1})
    assert pcm_of(line.until("audio-stop")) == expected_pcm(TEXT)


def test_data_may_be_in_the_line(line: Line) -> None:
    inline = {"type": "synthesize", "data": {"text": TEXT}, "data_length": None}
    line.socket.sendall(json.dumps(inline).encode() + b"\n")
    assert pcm_of(line.until("audio-stop")) == expected_pcm(TEXT)


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (b"GET / HTTP/1.1\r\n", "invalid_request"),
        (b"\n", "invalid_request"),
        (b'{"type": 7}\n', "invalid_request"),
        (b'["describe"]\n', "invalid_request"),
        (b"[" * 60_000 + b"\n", "invalid_request"),
        (b"\xff\xfe\n", "invalid_request"),
        (b'{"type": "describe", "data_length": -1}\n', "invalid_request"),
        (b'{"type": "describe", "data_length": 10000000000}\n', "invalid_request"),
        (b'{"type": "audio-chunk", "payload_length": 10000000000}\n', "invalid_request"),
        (b'{"type": "synthesize", "data_length": 2}\n[]', "invalid_request"),
        (b'{"type": "synthesize"}\n', "invalid_request"),
        (b'{"type": "synthesize", "data": {"text": 7}}\n', "invalid_request"),
        (b'{"type": "synthesize", "data": {"text": "a", "voice": "sine"}}\n', "invalid_request"),
        (b'{"type": "synthesize-chunk", "data": {"text": "a"}}\n', "invalid_request"),
        (b'{"type": "synthesize-stop"}\n', "invalid_request"),
        (b'{"type": "synthesize-start"}\n{"type": "synthesize-start"}\n', "invalid_request"),
        (b'{"type": "select-program"}\n', "invalid_request"),
        (b"a" * 200_000, "invalid_request"),
    ],
)
def test_what_cannot_be_understood_is_told_and_ends_the_connection(
    line: Line, sent: bytes, code: str
) -> None:
    line.socket.sendall(sent)
    assert error_of(line.rest()) == code


def test_more_text_than_may_wait_is_refused(line: Line) -> None:
    line.send("synthesize", text="a" * 200_001)
    assert error_of(line.rest()) == "text_too_long"


def test_halves_of_characters_do_no_harm(line: Line) -> None:
    assert line.send("ping", text="\ud83d").read() == Event("pong", {"text": "\ufffd"})
    assert spoken(line, "Hello \ud83d there.")


def test_a_text_that_fails_is_told_and_ends_the_connection(line: Line) -> None:
    line.send("select-program", name="faulty")
    line.send("synthesize", text="<speak><voice name='nobody'>Hi.</voice>", text_format="ssml")
    assert error_of(line.rest()) == "invalid_request"
