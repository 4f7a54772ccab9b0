"""The endpoints that open streams."""

from enum import StrEnum


class Endpoint(StrEnum):
    """A route that opens streams, by its path; or a port, by its protocol."""

    TTS = "/tts"
    SSE = "/sse"
    STREAM_TOKENS = "/stream-tokens"
    WS = "/ws"
    OPENAI_SPEECH = "/v1/audio/speech"
    OPENAI_CAPTIONED = "/v1/audio/speech/captioned"
    ELEVENLABS_SPEECH = "/v1/text-to-speech/{voice_id}"
    ELEVENLABS_TIMED = "/v1/text-to-speech/{voice_id}/with-timestamps"
    ELEVENLABS_SOCKET = "/v1/text-to-speech/{voice_id}/stream-input"
    ELEVENLABS_CONTEXTS = "/v1/text-to-speech/{voice_id}/multi-stream-input"
    CARTESIA_BYTES = "/tts/bytes"
    CARTESIA_SSE = "/tts/sse"
    CARTESIA_SOCKET = "/tts/websocket"
    DEEPGRAM = "/v1/speak"
    DEEPGRAM_FLUX = "/v2/speak"
    AZURE = "/cognitiveservices/v1"
    OMNI_SPEECH = "/v1/audio/speech/stream"
    WYOMING = "wyoming"
