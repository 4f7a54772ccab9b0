"""The slash commands of the prompt, what they change, and their completion; pure."""

from collections.abc import Mapping
from dataclasses import replace

import msgspec

from backend_queues.errors import InvalidRequest
from backend_queues.suggestions import did_you_mean
from frontend.client.server import ServedBackend
from frontend.console.options.pairs import read_option
from frontend.protocol.voice_settings import VoiceSettingsRequest

HELP = """\
A line is spoken. Ctrl-C stops the speech, Ctrl-D or /quit ends.
/voice NAME      speak with this voice from now on
/backend NAME    speak with this backend
/speed X         speak faster (1.2) or slower (0.8)
/opt KEY=VALUE   set any other option of the backend
/save FILE       keep what was spoken last; the suffix is the format
/voices          list the backend's voices
/backends        list the backends
/help            list this
/quit            end, as Ctrl-D does"""

WITH_ARGUMENT = ("voice", "backend", "speed", "opt", "save")
WITHOUT = ("voices", "backends", "help", "quit")
OLD_NAMES = {"engines": "backends"}


class Command(msgspec.Struct, frozen=True):
    name: str
    argument: str = ""

    def changed_settings(self, voice_settings: VoiceSettingsRequest) -> VoiceSettingsRequest:
        """Return the settings with this command's change.

        Another backend has other voices and options, so those of the old one are dropped.

        Raises:
            InvalidRequest: the argument is wrong.
        """
        match self.name:
            case "backend":
                return VoiceSettingsRequest(backend=self.argument)
            case "voice":
                return _changed(voice_settings, voice=self.argument)
            case "speed":
                return _with_option(voice_settings, f"speed={self.argument}")
            case _:
                return _with_option(voice_settings, self.argument)


def parse(line: str) -> Command:
    """Read a line that starts with a slash.

    Raises:
        InvalidRequest: the command does not exist, or its argument is missing.
    """
    name, _, argument = line.removeprefix("/").partition(" ")
    name, argument = OLD_NAMES.get(name, name), argument.strip()
    if name not in (*WITH_ARGUMENT, *WITHOUT):
        raise InvalidRequest(
            f"There is no command /{name}; /help lists the commands."
            f"{did_you_mean(name, (*WITH_ARGUMENT, *WITHOUT))}"
        )
    if name in WITH_ARGUMENT and not argument:
        raise InvalidRequest(f"/{name} needs an argument; /help shows which.")
    return Command(name, argument)


def completions(text: str, backends: Mapping[str, ServedBackend], backend: str) -> list[str]:
    """Return the completions of the text's last word; the first backend is the default."""
    if not text.startswith("/"):
        return []
    name, space, argument = text[1:].partition(" ")
    if not space:
        return [f"/{it}" for it in (*WITH_ARGUMENT, *WITHOUT) if it.startswith(name)]
    served = backends.get(backend or next(iter(backends), ""))
    known = {"backend": [*backends], "voice": served.voices if served else []}.get(name, [])
    return [it for it in known if it.startswith(argument)]


def _with_option(voice_settings: VoiceSettingsRequest, pair: str) -> VoiceSettingsRequest:
    try:
        key, value = read_option(pair)
    except ValueError as error:
        raise InvalidRequest(str(error)) from error
    return _changed(voice_settings, options={**voice_settings.options, key: value})


def _changed(voice_settings: VoiceSettingsRequest, **fields: object) -> VoiceSettingsRequest:
    return replace(voice_settings, **fields)  # type: ignore[arg-type]
