"""OpenAI's names for models, voices and options, translated to those of this server."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from backend_queues.base import Capabilities
from backend_queues.errors import InvalidOption, UnknownModel, shown
from backend_queues.options import check_options
from backend_queues.registry import Registry
from backend_queues.voice_names import KOKORO_LANGUAGES
from frontend.server.messages.openai import InvalidField, SpokenBody

NORMAL_SPEED = 1.0
WEIGHT = re.compile(r"\(([\d.]+)\)")


@dataclass(frozen=True)
class Directory:
    """The models, and the backend that each of them stands for now."""

    registry: Registry
    live: Collection[str]  # the backends that have a live worker
    default: str  # the server's default backend

    def backend(self, model: str) -> str:
        """Return the backend that a model stands for; "" is the default one.

        Raises:
            UnknownModel: there is no such model; the message lists the models.
        """
        if not model:
            return self.default
        backends = self.registry.openai.models.get(model)
        if backends is not None:
            live = (name for name in backends if name in self.live)
            return next(live, backends[0] if backends else self.default)
        backend = self.registry.current(model)
        if backend not in self.registry.specs:
            raise self.unknown(model)
        return backend

    def served(self) -> dict[str, str]:
        """Return the live backends by the names of their models."""
        names = dict.fromkeys([*self.registry.openai.models, *self.registry.specs])
        meant = {name: self.backend(name) for name in names}
        return {name: backend for name, backend in meant.items() if backend in self.live}

    def unknown(self, model: str) -> UnknownModel:
        names = ", ".join(self.served()) or "none now"
        return UnknownModel(f"There is no model {shown(model)}; there are: {names}.")


def voice_of(name: str, known: Collection[str], registry: Registry) -> str:
    """Return the voice that a name stands for on a backend with those voices; "" is its default."""
    if name in known:
        return name
    if name in registry.openai.voices:
        meant = registry.openai.voices[name]
        return meant if meant in known else ""
    return _mix_of(name)


def _mix_of(name: str) -> str:
    """Return a mix as Kokoro's servers write it, a(2)+b(1), as a:2,b:1; other names as they are."""
    return WEIGHT.sub(r":\1", name).replace("+", ",") if "+" in name else name


def language_of(body: SpokenBody) -> str:
    """Return the language asked for; Kokoro's servers have a letter for each."""
    return body.language or KOKORO_LANGUAGES.get(body.lang_code.strip().lower(), body.lang_code)


def options_of(body: SpokenBody, capabilities: Capabilities) -> dict[str, object]:
    """Return the options asked for; those of `options` go before speed and instructions.

    Raises:
        InvalidField: the backend cannot speak at that speed.
    """
    names = {option.name for option in capabilities.options}
    given: dict[str, object] = {}
    if "speed" not in body.options and ("speed" in names or body.speed != NORMAL_SPEED):
        given["speed"] = body.speed
        _check_speed(given, capabilities)
    if "instructions" in names and body.instructions:
        given["instructions"] = body.instructions
    return {**given, **body.options}


def _check_speed(given: Mapping[str, object], capabilities: Capabilities) -> None:
    try:
        check_options(capabilities, given)
    except InvalidOption as error:
        raise InvalidField("speed", error.message) from error
