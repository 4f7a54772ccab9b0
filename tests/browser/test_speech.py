"""An utterance over /stream-tokens as the page speaks it, from the text to the loudspeaker."""

import asyncio
import base64

import httpx
import pytest
from playwright.async_api import Page

from tests.support.processes import wait_until
from tests.support.server import Server
from tests.support.tones import expected_pcm, segments_of

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

TEXT = "This is the first one. Here comes another! And is this the last?"
SEGMENTS = [segment.text for segment in segments_of(TEXT)]
SLOW = {"backend": "faulty", "options": {"part_s": 0.05}}


async def test_text_comes_back_as_speech_with_all_that_is_reported_it(harness: Page) -> None:
    heard = await harness.evaluate(
        "([settings, text]) => hear(new Speech(settings), text)", [{}, TEXT]
    )
    assert base64.b64decode(heard["pcm"]) == expected_pcm(TEXT)
    told = heard["told"]
    assert [detail["text"] for detail in told["queued"]] == SEGMENTS
    assert all(isinstance(detail["queueDepth"], int) for detail in told["queued"])
    assert [detail["text"] for detail in told["segment"]] == SEGMENTS
    assert [detail["index"] for detail in told["segment"]] == list(range(len(SEGMENTS)))
    assert told["segment"][0]["startS"] == 0
    [opened], [done] = told["opened"], told["done"]
    assert opened.pop("utterance")
    assert opened == {"backend": "tone", "voice": "sine", "sampleRateHz": 24_000, "warnings": []}
    assert done == {"segments": len(SEGMENTS), "audioS": round(len(expected_pcm(TEXT)) / 48_000, 3)}
    assert heard["state"] == "done"
    assert "error" not in told


async def test_voice_settings_and_words_are_those_asked_for(harness: Page) -> None:
    settings = {"backend": "faulty", "voice": "square", "options": {"speed": 2.0, "words": True}}
    heard = await harness.evaluate(
        "([settings, text]) => hear(new Speech(settings), text)", [settings, "Hello you there."]
    )
    assert base64.b64decode(heard["pcm"]) == expected_pcm("Hello you there.", 2.0, "square")
    words = [word for detail in heard["told"]["words"] for word in detail["words"]]
    assert [word["text"] for word in words] == ["Hello", "you", "there."]
    assert all(0 <= word["startS"] < word["endS"] for word in words)


async def test_tokens_are_written_at_the_pace_of_a_language_model(harness: Page) -> None:
    heard = await harness.evaluate(
        """async (text) => {
          const speech = new Speech();
          const tokens = [];
          const write = speech.write.bind(speech);
          speech.write = (token) => (tokens.push(token), write(token));
          const hearing = hear(speech);
          await speech.open();
          const startedAt = performance.now();
          const all = await writeLikeAnLlm(speech, text, { tokensPerS: 200 });
          const tookS = (performance.now() - startedAt) / 1000;
          speech.end();
          return { ...(await hearing), all, tokens, tookS };
        }""",
        TEXT,
    )
    assert heard["all"]
    assert "".join(heard["tokens"]) == TEXT
    assert len(heard["tokens"]) > len(TEXT.split())
    # A timer counts whole milliseconds, so the last token may be early by one.
    assert heard["tookS"] >= (len(heard["tokens"]) - 1) / 200 - 0.001
    assert [detail["text"] for detail in heard["told"]["segment"]] == SEGMENTS


async def test_parts_of_a_text_are_the_text(harness: Page) -> None:
    lines = ["", " ", "a", "  two\n\nlines ", "👋🏽 日本語の文です"]
    texts = [*lines, "x" * 10_000, " " * 5_000, "👋" * 5_000]
    parts = await harness.evaluate(
        """async (texts) => {
          const written = [];
          for (const text of texts) {
            const [parts, tokens] = [[], tokensOf(text)];
            await writeAll({ drained: async () => true, write: (part) => parts.push(part) }, text);
            const whole = [...parts, ...tokens].every((part) => part.isWellFormed());
            written.push([parts.join(""), tokens.join(""), whole]);
          }
          return written;
        }""",
        texts,
    )
    assert parts == [[text, text, True] for text in texts]


async def test_writing_ends_when_it_is_aborted(harness: Page) -> None:
    written = await harness.evaluate(
        """async () => {
          const control = new AbortController();
          const speech = new Speech();
          speech.open();
          function* endless() {
            for (let i = 0; ; i++) {
              if (i === 5) control.abort();
              yield "word ";
            }
          }
          const pace = { tokensPerS: 500, signal: control.signal };
          const all = await writeLikeAnLlm(speech, endless(), pace);
          speech.stop();
          return [all, await writeLikeAnLlm(speech, endless()), await writeAll(speech, "more")];
        }"""
    )
    assert written == [False, False, False]


async def test_what_is_spoken_is_rendered_with_no_gap(harness: Page) -> None:
    """The loudspeaker gets the pitch of each segment, in order."""
    result = await harness.evaluate(
        """async (text) => {
          const player = await Player.open();
          player.analyser.fftSize = 4096;
          const speech = new Speech();
          const figures = new Figures(speech, player);
          connect(speech, player);
          const hearing = hear(speech, text);
          const pitches = [];
          while (player.state !== "ended") {
            const hz = loudestHz(player.analyser);
            if (hz) pitches.push(Math.round(hz / 100));
            await sleep(20);
          }
          await hearing;
          const pcm = await base64Of(player.samples());
          return { pitches, pcm, figures: { ...figures }, heardS: player.heardS };
        }""",
        TEXT,
    )
    seconds = len(expected_pcm(TEXT)) / 48_000
    figures = result["figures"]
    assert base64.b64decode(result["pcm"]) == expected_pcm(TEXT)
    assert list(dict.fromkeys(result["pitches"])) == [n + 1 for n in range(len(SEGMENTS))]
    assert figures["gaps"] == figures["gapS"] == 0
    assert 0 < figures["firstAudioS"] < figures["firstSoundS"]
    assert figures["queued"] == figures["begun"] == len(SEGMENTS)
    assert isinstance(figures["queueDepth"], int)
    assert figures["audioS"] == pytest.approx(seconds)
    assert result["heardS"] == pytest.approx(seconds)


async def test_a_fault_is_reported_in_the_servers_sentence(harness: Page) -> None:
    heard = await harness.evaluate(
        "([settings, text]) => hear(new Speech(settings), text)", [{"voice": "nobody"}, TEXT]
    )
    [error] = heard["told"]["error"]
    assert error["code"] == "unknown_voice"
    assert "square" in error["message"]
    assert error["retryable"] is False
    assert heard["state"] == "failed"


async def test_a_stop_frees_the_worker_and_nothing_more_is_reported(
    harness: Page, server: Server
) -> None:
    told = await harness.evaluate(
        """async ([settings, text]) => {
          const speech = new Speech(settings);
          const names = namesOf(speech, "audio", "done", "error");
          speech.open();
          speech.write(text);
          speech.end();
          await until(() => names.length);
          speech.stop();
          speech.write("more");
          window.names = names.splice(0);
          return speech.state;
        }""",
        [SLOW, TEXT * 10],
    )
    assert told == "stopped"
    await asyncio.to_thread(wait_until, lambda: not busy(server, "faulty"), 15)
    assert await harness.evaluate("names") == ["audio"]


def busy(server: Server, backend: str) -> bool:
    backends = httpx.get(f"{server.url}/v1/backends").json()["backends"]
    [described] = [described for described in backends if described["name"] == backend]
    return bool(described["busy_workers"])
