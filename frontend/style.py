"""How a text is to be spoken: what a client asks for, and the same checked against a worker."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from backend_queues.base import OptionValue
from backend_queues.options import check_options, parse_options
from backend_queues.registry import BackendSpec
from backend_queues.voices import find_language, find_mix, find_voice
from tasks.errors import UnknownVoice
from tasks.messages import Presence


@dataclass(frozen=True)
class StyleRequest:
    """What a client asks for; "" is the default. Options of a query string come as text."""

    backend: str = ""
    voice: str = ""
    language: str = ""
    options: Mapping[str, object] = field(default_factory=dict)
    text_options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Style:
    """A request that the backend can fulfil."""

    backend: BackendSpec
    voice: str
    language: str
    options: Mapping[str, OptionValue]  # all of the backend's
    tags: tuple[str, ...]  # such as "laugh"; the backend can speak these


def check_style(request: StyleRequest, spec: BackendSpec, worker: Presence) -> Style:
    """Check a request against what a live worker of its backend says of itself.

    Raises:
        UnknownVoice: the message names the voices there are.
        InvalidOption: the message names the options there are, or the values allowed.
    """
    capabilities = worker.capabilities
    if not worker.voices:
        raise UnknownVoice(f"{spec.name} has no voice that all of its workers know.")
    name = request.voice or spec.entry.default_voice or worker.voices[0].name
    if capabilities.mixes and "," in name:
        voice, _ = find_mix(worker.voices, name, request.language)
    else:
        voice = find_voice(worker.voices, name, request.language)
    given = {**parse_options(capabilities, request.text_options), **request.options}
    return Style(
        backend=spec,
        voice=voice.name,
        language=find_language(voice, request.language, capabilities.languages),
        options=check_options(capabilities, given),
        tags=capabilities.tags,
    )
