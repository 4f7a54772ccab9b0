"""Azure's speech service: voices in some 150 languages, spoken from SSML."""

import os
import re

# They write XML; none is read.
from xml.sax.saxutils import escape, quoteattr  # nosec B406

import msgspec

from backend_queues.base import Capabilities, Option, SpeechRequest, Voice
from backend_queues.errors import InvalidConfiguration, InvalidOption, shown
from backend_queues.remote.connection import Call, Connection
from backend_queues.remote.server import Server
from backend_queues.remote.service import Service, listing

REGION_VARIABLE = "AZURE_SPEECH_REGION"
FORMAT = {"X-Microsoft-OutputFormat": "raw-24khz-16bit-mono-pcm"}
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class _Listed(msgspec.Struct, rename="pascal"):
    short_name: str
    locale: str
    gender: str = ""
    style_list: list[str] = []


class Azure(Service):
    """`region` is that of the resource; "" is the one that AZURE_SPEECH_REGION names.

    `languages` keeps only voices of these, such as [de-AT, en], in this order. `url` replaces the
    region's own address, for a sovereign cloud or a private endpoint.
    """

    capabilities = Capabilities(
        languages=("en-US",),
        options=(
            Option("rate", 1.0, "1 is normal speed", minimum=0.5, maximum=2.0),
            Option("pitch", 0.0, "higher or lower, in percent", minimum=-50.0, maximum=50.0),
            Option("style", "", 'a style that the voice has, such as "cheerful"'),
        ),
        streams=True,
        reads=("*",),
    )

    def __init__(
        self,
        region: str = "",
        key_variable: str = "AZURE_SPEECH_KEY",
        languages: list[str] | None = None,
        url: str = "",
        timeout_s: float = 30.0,
    ) -> None:
        super().__init__()
        self._region, self._url = region, url
        self._key_variable, self._timeout_s = key_variable, timeout_s
        self._wanted = tuple(languages or ())
        self._styles: dict[str, list[str]] = {}

    def _connect(self) -> Connection:
        region = self._region or os.environ.get(REGION_VARIABLE, "").strip()
        if not (region or self._url):
            raise InvalidConfiguration(
                f"Azure needs the region of your resource: set {REGION_VARIABLE}, or `region` in "
                "backends.yaml, to its name, such as westeurope."
            )
        self._url = self._url or f"https://{region}.tts.speech.microsoft.com"
        server = Server(self._url, self._key_variable, self._timeout_s)
        return Connection(server, "Ocp-Apim-Subscription-Key")

    def _list_voices(self) -> tuple[list[Voice], tuple[str, ...]]:
        body = self._connection.get("cognitiveservices/voices/list")
        listed = self._wanted_first(listing(body, list[_Listed], self._url))
        self._styles = {voice.short_name: voice.style_list for voice in listed}
        voices = [Voice(v.short_name, v.locale, v.gender.lower()) for v in listed]
        return voices, tuple(dict.fromkeys(voice.language for voice in voices))

    def _wanted_first(self, listed: list[_Listed]) -> list[_Listed]:
        """Return the voices of the wanted languages, in their order.

        If no language is wanted, all voices are kept, American ones first, as the first is the
        default.
        """
        wanted = self._wanted or ("en-US", "")
        kept = [voice for language in wanted for voice in listed if _is_of(voice, language)]
        return list({voice.short_name: voice for voice in kept}.values())

    def _call(self, request: SpeechRequest, voice: Voice) -> Call:
        style = request.options["style"]
        if style and style not in self._styles[voice.name]:
            styles = ", ".join(self._styles[voice.name]) or "none"
            raise InvalidOption(f"{voice.name} has no style {shown(style)}; it has: {styles}.")
        ssml = _ssml(request, voice).encode()
        return Call("cognitiveservices/v1", ssml, "application/ssml+xml", FORMAT)


def _is_of(voice: _Listed, language: str) -> bool:
    """Return whether the voice speaks the language, such as "en" or "en-US"; "" is any."""
    return not language or f"{voice.locale}-".startswith(f"{language}-")


def _ssml(request: SpeechRequest, voice: Voice) -> str:
    """Return SSML in which no part of the text can be read as markup."""
    spoken = escape(NOT_IN_XML.sub(" ", request.text))
    rate, pitch = float(request.options["rate"]), float(request.options["pitch"])
    if rate != 1 or pitch != 0:
        spoken = f'<prosody rate="{rate:g}" pitch="{pitch:+g}%">{spoken}</prosody>'
    if style := request.options["style"]:
        attribute = quoteattr(str(style))
        spoken = f"<mstts:express-as style={attribute}>{spoken}</mstts:express-as>"
    return (
        '<speak version="1.0" xmlns="http://www.w3.org/2001/10/synthesis" '
        f'xmlns:mstts="https://www.w3.org/2001/mstts" xml:lang={quoteattr(voice.language)}>'
        f"<voice name={quoteattr(voice.name)}>{spoken}</voice></speak>"
    )
