"""Finds the voice settings of the parts and cues of one text.

What a client asks for itself (its parts, the names it gives) must be possible, else its request is
refused. What the text asks for must not break it: where it cannot be followed, the text goes on as
it was spoken before, and a warning says so.
"""

from collections.abc import Mapping
from dataclasses import replace

from backend_queues.errors import (
    InvalidOption,
    InvalidRequest,
    NoWorker,
    RedisUnavailable,
    TTSError,
    UnknownBackend,
    UnknownVoice,
    VoiceUnusable,
    shown,
)
from backend_queues.voices import primary_of
from frontend.protocol.asked_text import VoiceChoice
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.text.cues.cue import AS_ASKED, Cue
from frontend.voices.casting.voice_finder import InlineVoices, VoiceFinder
from frontend.voices.voice_settings import VoiceSettings

MAX_NAMES = 100  # that stand for voices, in one request
MAX_CUES = 100  # different ones that one text may have
MAX_TURNS = 5_000  # a play of the longest text has fewer
MAX_WARNINGS = 20

NOT_FOLLOWED = (UnknownBackend, UnknownVoice, VoiceUnusable, InvalidOption, NoWorker)
SPEEDS = ("speed", "rate")  # what backends call it


class Cast:
    """Finds each voice once. `warnings` says, in sentences, what could not be followed."""

    def __init__(
        self,
        asked: VoiceSettingsRequest,
        settings: VoiceSettings,
        finder: VoiceFinder,
        allowed: InlineVoices = "backend",
    ) -> None:
        """`settings` is what `asked` has been resolved to."""
        self.warnings: list[str] = []
        self.names: dict[str, str] = {}  # those that stand for voices, by their lower case
        self._asked = replace(asked, backend=settings.backend.name, voice=settings.voice)
        self._given_language = asked.language
        self._finder = finder
        self._allowed = allowed
        self._settings = {AS_ASKED: settings}
        self._beside: dict[str, Cast] = {}
        self._named: dict[str, VoiceSettings] = {}
        self._turns = 0
        self._before = settings  # of what was spoken last

    @property
    def settings(self) -> VoiceSettings:
        """As was asked for."""
        return self._settings[AS_ASKED]

    async def beside(self, choice: VoiceChoice) -> "Cast":
        """Return the cast of a part that a client speaks so. Raises as `choose`."""
        if choice == VoiceChoice():
            return self
        key = repr(choice)  # which no string of a client fails
        if key not in self._beside:
            settings = await self.choose(choice)
            asked = _asked_for(settings, choice.language)
            cast = Cast(asked, settings, self._finder, self._allowed)
            cast.warnings, cast.names, cast._named = self.warnings, self.names, self._named
            self._beside[key] = cast
        return self._beside[key]

    async def name(self, voices: Mapping[str, str | VoiceChoice]) -> None:
        """Let names stand for voices.

        Raises:
            TTSError: one of them cannot be; the message says which.
        """
        if len(voices) > MAX_NAMES:
            raise InvalidRequest(f"Voices has {len(voices):,} names, and may {MAX_NAMES}.")
        for name, voice in voices.items():
            choice = self._choice_of(voice) if isinstance(voice, str) else voice
            try:
                settings = await self.choose(choice)
            except NOT_FOLLOWED as error:
                raise type(error)(f"voices: {shown(name)}: {error}") from error
            self.names[name.strip().lower()] = name.strip()
            self._named[name.strip().lower()] = settings

    async def choose(self, choice: VoiceChoice) -> VoiceSettings:
        """Return the voice settings of what a client chooses beside what it asks for the whole.

        Raises what `VoiceFinder.resolve` does.
        """
        named = self._named.get(choice.voice.strip().lower()) if not choice.backend else None
        if named and not (choice.language or choice.options):
            return named
        asked = self._over(choice)
        try:
            return await self._finder.resolve(asked)
        except UnknownVoice:
            if choice.voice and asked.language and not choice.language:
                return await self._finder.resolve(replace(asked, language=""))
            if not choice.voice and choice.language:
                return await self._in_language(asked, choice.language, "")
            raise

    async def follow(self, cue: Cue) -> VoiceSettings:
        """Return the voice settings of a cue, those before it if it cannot be followed."""
        if cue not in self._settings:
            self._settings[cue] = await self._found(cue)
        self._before = self._settings[cue]
        return self._before

    async def _found(self, cue: Cue) -> VoiceSettings:
        if len(self._settings) > MAX_CUES:
            self.warn(f"A text changes its voice in at most {MAX_CUES} ways.")
            return self._before
        try:
            return await self._at_rate(await self._spoken_by(cue), cue.rate)
        except (*NOT_FOLLOWED, RedisUnavailable) as error:
            self.warn(f"{_described(cue)} cannot be followed: {_reason(error)}")
            return self._before

    async def _spoken_by(self, cue: Cue) -> VoiceSettings:
        """Return the voice settings without the rate. Raises one of NOT_FOLLOWED."""
        settings = self._settings[AS_ASKED]
        if cue.voice:
            settings = await self._voice(cue.voice)
        if cue.language and (cue.gender or not _same(cue.language, settings.language)):
            return await self._speaking(settings, cue)
        if cue.gender and not cue.voice:
            return await self._speaking(settings, cue)
        return settings

    async def _voice(self, name: str) -> VoiceSettings:
        if name.lower() in self._named:
            return self._named[name.lower()]
        if self._allowed == "off":
            raise UnknownVoice("texts may not name voices (VOICE_SERVER_INLINE_VOICES).")
        choice = self._choice_of(name)
        backend = choice.backend
        if backend not in ("", self._asked.backend) and self._allowed != "any":
            raise UnknownVoice(
                "texts may name voices of the backend that speaks them "
                "(VOICE_SERVER_INLINE_VOICES)."
            )
        return await self.choose(choice)

    async def _speaking(self, settings: VoiceSettings, cue: Cue) -> VoiceSettings:
        """Return the same in another language, or by another voice if this one cannot."""
        asked = _asked_for(settings, cue.language)
        if cue.gender and not cue.voice:
            return await self._in_language(asked, cue.language or settings.language, cue.gender)
        try:
            return await self._finder.resolve(asked)
        except UnknownVoice:
            return await self._in_language(asked, cue.language, cue.gender)

    async def _in_language(
        self, asked: VoiceSettingsRequest, language: str, gender: str
    ) -> VoiceSettings:
        worker = await self._finder.worker(asked.backend)
        for voice in worker.voices:
            is_meant = not gender or gender in voice.description.lower().split()
            if is_meant and (not voice.language or _same(voice.language, language)):
                return await self._finder.resolve(
                    replace(asked, voice=voice.name, language=language)
                )
        of = f" {gender}" if gender in ("female", "male") else ""
        raise UnknownVoice(f"{asked.backend} has no{of} voice for {shown(language)}.")

    async def _at_rate(self, settings: VoiceSettings, rate: float) -> VoiceSettings:
        """Return the same at another speed, as far as the backend can."""
        if rate == 1.0:
            return settings
        worker = await self._finder.worker(settings.backend.name)
        for option in worker.capabilities.options:
            speed = settings.options.get(option.name)
            if option.name in SPEEDS and isinstance(speed, float | int):
                given = float(speed) * rate
                given = given if option.minimum is None else max(option.minimum, given)
                given = given if option.maximum is None else min(option.maximum, given)
                return replace(settings, options={**settings.options, option.name: given})
        self.warn(f"{settings.backend.name} cannot speak faster or slower.")
        return settings

    def _over(self, choice: VoiceChoice) -> VoiceSettingsRequest:
        """Return what is asked for the whole with this over it."""
        asked = self._asked
        if choice.backend not in ("", asked.backend):
            return replace(
                asked,
                backend=choice.backend,
                voice=choice.voice,
                language=choice.language,
                options=choice.options,
                text_options={},
            )
        return replace(
            asked,
            voice=choice.voice or asked.voice,
            language=choice.language or self._given_language,
            options={**asked.options, **choice.options},
        )

    def _choice_of(self, name: str) -> VoiceChoice:
        """Return what BACKEND/VOICE means, or VOICE alone."""
        backend, slash, voice = name.partition("/")
        return VoiceChoice(backend=backend, voice=voice) if slash else VoiceChoice(voice=name)

    def turn(self) -> bool:
        """Count one more change of the voice; false if there were too many."""
        self._turns += 1
        if self._turns > MAX_TURNS:
            self.warn(f"A text changes its voice at most {MAX_TURNS:,} times.")
        return self._turns <= MAX_TURNS

    def warn(self, *warnings: str) -> None:
        """Note what cannot be followed, each once."""
        for warning in warnings:
            if warning not in self.warnings and len(self.warnings) < MAX_WARNINGS:
                self.warnings.append(warning)


def _asked_for(settings: VoiceSettings, language: str) -> VoiceSettingsRequest:
    """Return what asks for the same in another language."""
    return VoiceSettingsRequest(
        settings.backend.name,
        settings.voice,
        language,
        dict(settings.options),
        wording=settings.wording,
        text=settings.text,
        fallback=settings.fallback,
        cache=settings.cache,
    )


def _same(language: str, other: str) -> bool:
    """Return whether both are one language, in whichever region: a voice has its own accent."""
    return primary_of(language) == primary_of(other)


def _described(cue: Cue) -> str:
    if cue.voice or cue.gender:
        return f"The voice {shown(cue.voice or cue.gender)}"
    return f"The language {shown(cue.language)}"


def _reason(error: TTSError) -> str:
    """Return why, without the list of all voices there are."""
    return error.message.partition("; there are:")[0].rstrip(".") + "."
