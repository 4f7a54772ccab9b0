"""Who can speak in the place of a backend: the next ones of the registry that have such a voice.

Pure: the live workers are passed in.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress

from backend_queues.base import Capabilities, OptionValue, Voice
from backend_queues.errors import InvalidOption, UnknownVoice
from backend_queues.options import check_options
from backend_queues.registry import BackendSpec, Fallback, Registry
from backend_queues.voice_names import language_of, sex_of
from backend_queues.voices import find_mix, primary_of
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.voices.languages import language_tag
from frontend.voices.voice_settings import AUTO, VoiceSettings, check_lengths
from tasks.messages import Presence

WorkersOf = Callable[[str], Sequence[Presence]]
SPEED = "speed"  # means the same everywhere


def fallbacks_of(
    asked: VoiceSettings, registry: Registry, workers_of: WorkersOf
) -> Iterator[VoiceSettings]:
    """Yield those that can speak now in the place of what was asked for, the best first."""
    for fallback in asked.backend.entry.fallbacks if asked.fallback else ():
        spec, workers = registry.specs.get(fallback.backend), workers_of(fallback.backend)
        if spec is None or not workers:
            continue
        if settings := in_place_of(asked, fallback, spec, Presence.shared(workers)):
            yield settings


def unchecked(
    request: VoiceSettingsRequest, spec: BackendSpec, default_voice: str
) -> VoiceSettings:
    """Return what is asked of a backend of which no worker has been seen.

    Its language is "" if neither the client nor the voice's name tells it.

    Raises:
        UnknownVoice: the name is too long for any.
    """
    check_lengths(request)
    voice = request.voice or default_voice or spec.entry.default_voice
    is_named = request.language.lower() != AUTO
    language = (language_tag(request.language) if is_named else "") or language_of(voice)
    given = {**request.text_options, **request.options}.get(SPEED)
    speed = {SPEED: value} if (value := _number(given)) else {}
    return VoiceSettings(
        spec,
        voice,
        language,
        speed,
        (),
        wording=request.wording,
        text=request.text,
        fallback=request.fallback,
        cache=request.cache,
    )


def _number(given: object) -> float | None:
    if isinstance(given, str | int | float) and not isinstance(given, bool):
        with suppress(ValueError, OverflowError):
            number = float(given)
            return number if math.isfinite(number) else None
    return None


def in_place_of(
    asked: VoiceSettings, fallback: Fallback, spec: BackendSpec, worker: Presence
) -> VoiceSettings | None:
    """Return how the backend would speak it, None if it has no voice for that.

    A cloned voice is cloned again, if it can be. A stranger speaks for it only where the registry
    says so. Options have other meanings elsewhere, all but the speed, and are the defaults.
    """
    capabilities, sample = worker.capabilities, asked.voice_sample
    clones = sample and capabilities.cloning and sample.seconds >= capabilities.min_sample_s
    if sample and not clones and not fallback.cloned:
        return None
    voice = Voice(asked.voice, "") if clones else _voice(asked, fallback, spec, worker)
    language = _language(voice, asked.language, capabilities.languages) if voice else None
    if voice is None or language is None:
        return None
    by_sex = {"female": fallback.female, "male": fallback.male}.get(sex_of(asked.voice), {})
    return VoiceSettings(
        backend=spec,
        voice=voice.name,
        language=language,
        options=_options(asked.options, by_sex, capabilities),
        tags=capabilities.tags,
        voice_sample=sample if clones else None,
        wording=asked.wording,
        reads=capabilities.reads,
        phonemes=capabilities.phonemes,
        text=asked.text,
        fallback=asked.fallback,
        cache=asked.cache,
    )


def _voice(
    asked: VoiceSettings, fallback: Fallback, spec: BackendSpec, worker: Presence
) -> Voice | None:
    """Return the one that the registry names, or the same one, or the most alike."""
    known = {voice.name: voice for voice in worker.voices}
    for name in (fallback.voices.get(asked.voice, ""), asked.voice):
        if name in known:
            return known[name]
    if worker.capabilities.mixes and "," in asked.voice:
        with suppress(UnknownVoice):  # it has not all of its parts
            return find_mix(worker.voices, asked.voice)[0]
    return max(
        (voice for voice in worker.voices if _likeness(voice, asked, spec)),
        key=lambda voice: _likeness(voice, asked, spec),
        default=None,
    )


def _likeness(voice: Voice, asked: VoiceSettings, spec: BackendSpec) -> tuple[bool, ...]:
    """Rank the voices of the language; () is one of another language."""
    if voice.language and primary_of(voice.language) != primary_of(asked.language):
        return ()
    sex, wanted = sex_of(voice.name, voice.description), sex_of(asked.voice)
    return (
        bool(wanted) and sex == wanted,
        not (sex and wanted),
        voice.language.lower() == asked.language.lower(),
        voice.name == spec.entry.default_voice,
    )


def _language(voice: Voice, wanted: str, languages: Sequence[str]) -> str | None:
    """Return what the voice speaks of the wanted language, None if it does not."""
    spoken = [voice.language] if voice.language else list(languages)
    alike = [language for language in spoken if primary_of(language) == primary_of(wanted)]
    exact = [language for language in alike if language.lower() == wanted.lower()]
    return next(iter([*exact, *alike]), None)


def _options(
    asked: Mapping[str, OptionValue], by_sex: Mapping[str, OptionValue], capabilities: Capabilities
) -> dict[str, OptionValue]:
    declared = {option.name: option for option in capabilities.options}
    options = check_options(capabilities, {})
    with suppress(InvalidOption):  # the registry may name what this version does not have
        options = check_options(capabilities, by_sex)
    speed, option = asked.get(SPEED), declared.get(SPEED)
    if option and isinstance(speed, int | float) and isinstance(option.default, float):
        low = speed if option.minimum is None else max(speed, option.minimum)
        options[SPEED] = float(low if option.maximum is None else min(low, option.maximum))
    return options
