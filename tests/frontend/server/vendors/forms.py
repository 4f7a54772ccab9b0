"""Requests in each protocol's form, and the code in the form of its errors."""

from typing import Any, NamedTuple

from tests.frontend.server.vendors.azure.asking import PCM, SSML, ssml

FORMAT = {"container": "raw", "encoding": "pcm_s16le", "sample_rate": 24_000}
CARTESIA_VERSION = {"Cartesia-Version": "2025-04-16"}
AZURE_FORMATS = {"Content-Type": SSML, "X-Microsoft-OutputFormat": PCM}

# How each tells of a wrong key, voice and text, over HTTP and in place of a socket's handshake.
CODES = {
    "openai": ((401, "invalid_key"), (404, "unknown_voice"), (400, "nothing_to_speak")),
    "elevenlabs": ((401, "invalid_api_key"), (404, "voice_not_found"), (400, "nothing_to_speak")),
    "deepgram": ((401, "INVALID_AUTH"), (404, "UNKNOWN_VOICE"), (400, "NOTHING_TO_SPEAK")),
    "cartesia": ((401, "invalid_key"), (404, "voice_not_found"), (400, "nothing_to_speak")),
    "azure": ((401, "invalid_key"), (400, "unknown_voice"), (400, "nothing_to_speak")),
}


class Asked(NamedTuple):
    """What is sent, one of which may be wrong."""

    key: str
    voice: str = "sine"
    text: str = "Hello."


def header(vendor: str, key: str) -> dict[str, str]:
    """Return where the vendor's clients put their key."""
    return {
        "openai": {"Authorization": f"Bearer {key}"},
        "elevenlabs": {"xi-api-key": key},
        "deepgram": {"Authorization": f"Token {key}"},
        "cartesia": {"X-API-Key": key, **CARTESIA_VERSION},
        "azure": {"Ocp-Apim-Subscription-Key": key, **AZURE_FORMATS},
    }[vendor]


def body(vendor: str, asked: Asked) -> dict[str, Any]:
    """Return what is posted, as arguments of httpx."""
    voice, text = asked.voice, asked.text
    match vendor:
        case "openai":
            return {"json": {"model": "tts-1", "voice": voice, "input": text}}
        case "cartesia":
            return {"json": cartesia(asked)}
        case "azure":
            return {"content": ssml(text, voice)}
        case _:
            return {"json": {"text": text}}


def cartesia(asked: Asked) -> dict[str, Any]:
    voice = {"mode": "id", "id": asked.voice}
    asked_for = {"model_id": "sonic-2", "voice": voice, "output_format": FORMAT}
    return {**asked_for, "transcript": asked.text}


def code_of(vendor: str, told: dict[str, Any]) -> str:
    """Return the code in a body, all of which must be in the vendor's form."""
    match vendor:
        case "openai":
            error = told.pop("error")
            assert error.keys() == {"message", "type", "param", "code"}
        case "elevenlabs":
            error = told.pop("detail")
            assert error.keys() == {"status", "message"}
            return str(error["status"])
        case "deepgram":
            assert told.keys() == {"err_code", "err_msg", "request_id"}
            return str(told.pop("err_code"))
        case "cartesia":
            assert told.keys() == {"error_code", "title", "message", "request_id"}
            return str(told.pop("error_code"))
        case _:
            error = told.pop("error")
            assert error.keys() == {"code", "message", "innererror"}
            error = error["innererror"]
    assert not told
    return str(error["code"])
