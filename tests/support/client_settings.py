"""The request that a program makes with its settings, which are given as docs/ and the page do."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import httpx
import yaml

TEXT = "Hello there."

Asked = tuple[str, dict[str, str], dict[str, Any]]  # address, headers, body


def ini(text: str) -> Mapping[str, str]:
    return dict(line.split("=", 1) for line in text.splitlines())


def open_webui(text: str) -> Asked:
    """POST BASE/audio/speech, with what the page asks for and the settings over it."""
    set_ = ini(text)
    assert set_["AUDIO_TTS_ENGINE"] == "openai"
    body = {
        "input": TEXT,
        "model": set_["AUDIO_TTS_MODEL"],
        "voice": set_["AUDIO_TTS_VOICE"],
    }
    url = f"{set_['AUDIO_TTS_OPENAI_API_BASE_URL']}/audio/speech"
    return url, bearer(set_["AUDIO_TTS_OPENAI_API_KEY"]), body


def librechat(text: str) -> Asked:
    tts = yaml.safe_load(text)["speech"]["tts"]
    [provider] = [value for name, value in tts.items() if name != "allowedAddresses"]
    host = httpx.URL(provider["url"])
    assert tts["allowedAddresses"] == [f"{host.host}:{host.port}"]
    body = {"input": TEXT, "model": provider["model"], "voice": provider["voices"][0]}
    return provider["url"], bearer(provider["apiKey"]), body


def sillytavern(text: str) -> Asked:
    set_ = ini(text)
    body = {
        "input": TEXT,
        "model": set_["Model"],
        "voice": set_["Available Voices (comma separated)"].split(",")[0],
        "response_format": "mp3",
        "speed": float(set_["Speed"]),
    }
    return set_["Provider Endpoint"], {}, body


def anythingllm(text: str) -> Asked:
    set_ = ini(text)
    assert set_["TTS_PROVIDER"] == "generic-openai"
    name = "TTS_OPEN_AI_COMPATIBLE_"
    body = {"input": TEXT, "model": set_[f"{name}MODEL"], "voice": set_[f"{name}VOICE_MODEL"]}
    return f"{set_[f'{name}ENDPOINT']}/audio/speech", bearer(set_[f"{name}KEY"]), body


def n8n(text: str) -> Asked:
    [node] = json.loads(text)["nodes"]
    parameters = node["parameters"]
    assert (parameters["method"], parameters["specifyBody"]) == ("POST", "json")
    return parameters["url"], {}, json.loads(parameters["jsonBody"])


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


ASKING: Mapping[str, Callable[[str], Asked]] = {
    "open-webui": open_webui,
    "librechat": librechat,
    "sillytavern": sillytavern,
    "anythingllm": anythingllm,
    "n8n": n8n,
}
