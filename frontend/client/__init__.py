"""A client of Voice Server: text in, pcm out while it is being made.

async for pcm in speak("Hello there.", voice="af_heart"):
    play(pcm)

Instead of a text, `speak` takes an iterator of tokens, such as an LLM's answer, which it sends
while it is still being written. `speech` yields more: which segment is heard, when each word is.

In come texts and tokens, out go a server's events as Structs. It may import `frontend.protocol` and
`tasks.process`, and no other room, so that programs need neither server nor backends.
"""

from collections.abc import AsyncGenerator, AsyncIterable, Iterable, Mapping
from contextlib import aclosing
from types import MappingProxyType

from frontend.client.address import Address
from frontend.client.asked import asked_fields
from frontend.client.events import SAMPLE_RATE_HZ, SpeakingFailed, SpeechEvent
from frontend.client.sse import text_speech
from frontend.client.tokens import token_speech
from frontend.protocol.urls import DEFAULT_URL
from frontend.protocol.voice_settings import VoiceSettingsRequest

__all__ = ["SAMPLE_RATE_HZ", "SpeakingFailed", "SpeechEvent", "Text", "speak", "speech"]

Text = str | AsyncIterable[str] | Iterable[str]
DEFAULTS = VoiceSettingsRequest()
NO_VOICES: Mapping[str, str] = MappingProxyType({})


async def speak(
    text: Text,
    *,
    url: str = DEFAULT_URL,
    key: str = "",
    backend: str = "",
    voice: str = "",
    language: str = "",
    options: Mapping[str, object] | None = None,
    voices: Mapping[str, str] | None = None,
    ssml: bool = False,
) -> AsyncGenerator[bytes]:
    """Yield the speech of a text, or of tokens, as it arrives; "" is the server's default.

    `key` is an API key, for a server that asks for one. `voices` are names that the text uses for
    voices; `ssml` says that it is SSML. This is `speech` with only the audio.

    Yields:
        pcm: mono little-endian int16 at 24,000 Hz.
    """
    voice_settings = VoiceSettingsRequest(backend, voice, language, dict(options or {}))
    spoken = speech(
        text, url=url, key=key, voice_settings=voice_settings, voices=voices or {}, ssml=ssml
    )
    async with aclosing(spoken) as events:
        async for event in events:
            if isinstance(event, bytes):
                yield event


def speech(
    text: Text,
    *,
    url: str = DEFAULT_URL,
    key: str = "",
    voice_settings: VoiceSettingsRequest = DEFAULTS,
    voices: Mapping[str, str] = NO_VOICES,
    ssml: bool = False,
    realtime: bool = True,
) -> AsyncGenerator[SpeechEvent]:
    """Return what the server reports about a text, or tokens, while it speaks them.

    Opened comes first, Done last, and between them pcm with the segments and words it holds. While
    the server is busy with others, InLine comes before, whenever the wait for it changes.
    Audio is requested no faster than it is consumed, and tokens are read no faster than they are
    sent. If the connection is lost, the stream is resumed, for as long as a server takes to
    restart. A plain iterator of tokens may block: it is read in a thread. Closing the generator
    ends the utterance, and closes the iterator.

    A text that is not `realtime`, since nobody listens while it is made, never waits in line; it
    takes what listeners leave of the workers.

    Raises:
        SpeakingFailed: the server refuses, in its own words, or cannot be reached.
        Exception: what the iterator of tokens raised.
    """
    asked = asked_fields(voice_settings, voices, ssml=ssml)
    if isinstance(text, str):
        return text_speech(text, Address(url, key), asked, realtime=realtime)
    return token_speech(text, Address(url, key), asked)
