"""LiveKit's plugin for ElevenLabs speaks what an agent's LLM writes; prints what came of it.

Arguments: the server's URL, the key, the voice, what to do, the text. What to do:
whole     one text at once, by HTTP
tokens    word by word, over its socket
two       two texts at once over one socket
cancel    the text is interrupted after its first audio, and another one is spoken
restart   the text, and once more when there is a file PATH.again; before, PATH.once is made
"""

import asyncio
import json
import sys
import time
import wave
from pathlib import Path

import aiohttp
from livekit.agents import APIError
from livekit.plugins import elevenlabs

url, key, voice, task, path, text = sys.argv[1:]


async def main() -> None:
    async with aiohttp.ClientSession() as session:
        tts = elevenlabs.TTS(
            voice_id=voice,
            model="eleven_flash_v2_5",
            api_key=key,
            base_url=f"{url}/v1",
            encoding="pcm_24000",
            http_session=session,
        )
        try:
            print(json.dumps(await TASKS[task](tts)))
        except APIError as error:
            status = getattr(error, "status_code", None)
            print(json.dumps({"error": type(error).__name__, "status": status}))
        finally:
            await tts.aclose()


async def whole(tts: elevenlabs.TTS) -> dict[str, object]:
    pcm = b""
    async with tts.synthesize(text) as stream:
        async for audio in stream:
            pcm += bytes(audio.frame.data)
    return kept(pcm)


async def tokens(tts: elevenlabs.TTS) -> dict[str, object]:
    return kept(*await spoken(tts, text))


async def two(tts: elevenlabs.TTS) -> dict[str, object]:
    first, second = await asyncio.gather(spoken(tts, text), spoken(tts, f"{text} {text}"))
    return kept(*first) | {"second_s": len(second[0]) / 48_000, "second_words": second[1]}


async def cancel(tts: elevenlabs.TTS) -> dict[str, object]:
    stream = tts.stream()
    stream.push_text(text)
    stream.flush()
    async for _ in stream:
        break
    await stream.aclose()
    began = time.monotonic()
    pcm, words = await spoken(tts, "This is the next text.")
    return kept(pcm, words) | {"next_s": time.monotonic() - began}


async def restart(tts: elevenlabs.TTS) -> dict[str, object]:
    pcm, _ = await spoken(tts, text)
    await asyncio.to_thread(wait_for_restart)
    return kept(*await spoken(tts, text)) | {"before_s": len(pcm) / 48_000}


def wait_for_restart() -> None:
    Path(f"{path}.once").touch()
    while not Path(f"{path}.again").exists():
        time.sleep(0.1)


async def spoken(tts: elevenlabs.TTS, text: str) -> tuple[bytes, list[object]]:
    pcm, words = b"", []
    async with tts.stream() as stream:
        for word in text.split():
            stream.push_text(f"{word} ")
            await asyncio.sleep(0)
        stream.end_input()
        async for audio in stream:
            pcm += bytes(audio.frame.data)
            timed = audio.frame.userdata.get("lk.timed_transcripts", [])
            words += [[str(word), word.start_time, word.end_time] for word in timed]
    return pcm, words


def kept(pcm: bytes, words: list[object] | None = None) -> dict[str, object]:
    with wave.open(path, "wb") as file:
        file.setparams((1, 2, 24_000, 0, "NONE", ""))
        file.writeframes(pcm)
    return {"seconds": len(pcm) / 48_000, "words": words or []}


TASKS = {"whole": whole, "tokens": tokens, "two": two, "cancel": cancel, "restart": restart}
asyncio.run(main())
