"""How a text is to be spoken: what a client asks for, and the same checked against a worker."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from backend_queues.base import Capabilities, OptionValue, Voice, VoiceSample
from backend_queues.errors import UnknownVoice, VoiceUnusable, shown
from backend_queues.options import check_options, parse_options
from backend_queues.registry import BackendSpec
from backend_queues.voices import (
    MAX_MIX_CHARS,
    MAX_NAME_CHARS,
    find_language,
    find_mix,
    find_voice,
    primary_of,
    speaks,
)
from frontend.protocol.text_options import AS_SET, TextOptions
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.protocol.wording import AS_USUAL, Wording
from frontend.voices.languages import is_of_usual_region, language_tag, meant_language
from frontend.voices.voice_samples.catalogue import Catalogue
from tasks.messages import Presence

AUTO = "auto"  # the language of each segment is to be detected


class InLanguage(NamedTuple):
    """Who speaks a language, and its tag."""

    voice: str
    language: str


@dataclass(frozen=True)
class VoiceSettings:
    """A request that the backend can fulfil."""

    backend: BackendSpec
    voice: str
    language: str
    options: Mapping[str, OptionValue]  # all of the backend's
    tags: tuple[str, ...]  # such as "laugh"; the backend can speak these
    voice_sample: VoiceSample | None = None  # what the voice is cloned from
    wording: Wording = AS_USUAL
    reads: tuple[str, ...] = ()  # languages whose numbers and so on the backend reads by itself
    phonemes: bool = False  # the backend takes words with their phonemes
    text: TextOptions = AS_SET  # what is said of reasoning, code and emoji
    # Where each segment's language is to be detected: who speaks each of the backend's.
    by_language: Mapping[str, InLanguage] = field(default_factory=dict)
    fallback: bool = True  # whether another backend may speak it, where this one cannot
    cache: bool = True  # whether it may be spoken as it was before, and kept to be spoken again

    @property
    def cut_by(self) -> tuple[str, TextOptions]:
        """What decides how its text is cut: with another, a sentence ends."""
        return self.language, self.text


def resolve_voice_settings(
    request: VoiceSettingsRequest, spec: BackendSpec, worker: Presence, catalogue: Catalogue
) -> VoiceSettings:
    """Check a request against the presence of a live worker of its backend.

    A backend's own voice goes before a voice sample of that name, if the settings leave it so.

    Raises:
        UnknownVoice: the message lists the existing voices.
        VoiceUnusable: the name is a voice sample's, and the message says why that cannot be used.
        InvalidOption: the message lists the existing options, or the values allowed.
    """
    check_lengths(request)
    if request.language.lower() == AUTO:
        settings = resolve_voice_settings(replace(request, language=""), spec, worker, catalogue)
        return replace(settings, by_language=_by_language(settings, worker))
    if meant := meant_language(request.language):
        raise UnknownVoice(f"There is no language {shown(request.language)}.{meant}")
    request = replace(request, language=language_tag(request.language))
    capabilities = worker.capabilities
    name = request.voice or _default_voice(spec, worker, catalogue, request.language)
    voice_sample = _find_voice_sample(name, spec, worker, catalogue)
    if voice_sample:
        voice = Voice(voice_sample.name, "")
        language = _cloned_language(request, voice_sample, capabilities)
    else:
        voice = _find_voice(name, request.language, spec, worker, catalogue)
        language = find_language(
            voice,
            request.language,
            capabilities.languages,
            any_language=capabilities.any_language,
        )
    given = {**parse_options(capabilities, request.text_options), **request.options}
    return VoiceSettings(
        backend=spec,
        voice=voice.name,
        language=language,
        options=check_options(capabilities, given),
        tags=capabilities.tags,
        voice_sample=voice_sample,
        wording=request.wording,
        reads=capabilities.reads,
        phonemes=capabilities.phonemes,
        text=request.text,
        fallback=request.fallback,
        cache=request.cache,
    )


def _by_language(settings: VoiceSettings, worker: Presence) -> dict[str, InLanguage]:
    """Return who speaks each language of a backend, by the language without its region.

    The voice that speaks it otherwise does if it can; else one whose own language it is, of the
    same kind where voices say so, such as "female", and of where most speak it: France's French.
    """
    own = {voice.name: voice for voice in worker.voices}
    voice = own.get(settings.voice, Voice(settings.voice, ""))
    if settings.voice_sample or not voice.language:
        native = [voice]
    else:
        native = sorted(
            worker.voices,
            key=lambda other: (
                other.description != voice.description,
                not is_of_usual_region(other.language),
            ),
        )
    found = {primary_of(settings.language): InLanguage(settings.voice, settings.language)}
    for language in worker.capabilities.languages:
        speaker = next((other for other in native if speaks(other, language)), None)
        if speaker:
            way = InLanguage(speaker.name, speaker.language or language)
            found.setdefault(primary_of(language), way)
    return found if len(found) > 1 else {}


def check_lengths(request: VoiceSettingsRequest) -> None:
    """Refuse what is too long for a name before it is looked up, logged or sent anywhere."""
    if len(request.voice) > MAX_MIX_CHARS:
        raise UnknownVoice(
            f"There is no voice {shown(request.voice)}: a name has at most {MAX_NAME_CHARS} "
            f"characters, and a mix of several voices {MAX_MIX_CHARS}."
        )


def clone_problem(
    voice_sample: VoiceSample, spec: BackendSpec, worker: Presence, catalogue: Catalogue
) -> str:
    """Return why this backend, which clones, does not use the voice sample; "" if it does."""
    if _is_own(voice_sample.name, worker, catalogue):
        return (
            f"{spec.name} has a voice of its own called {voice_sample.name}, which a recording "
            "does not replace. Give the recording another name, or set "
            "VOICE_SERVER_SAMPLES_HIDE_VOICES=true."
        )
    capabilities = worker.capabilities
    if voice_sample.seconds >= capabilities.min_sample_s:
        return ""
    return (
        f"{spec.name} needs {capabilities.min_sample_s:g} s of a voice to clone it, and the "
        f"recording of {voice_sample.name} has {voice_sample.seconds:.1f} s. Use a longer one."
    )


def cloned_voices(spec: BackendSpec, worker: Presence, catalogue: Catalogue) -> list[VoiceSample]:
    """Return the voice samples that the backend can clone, by name."""
    if not worker.capabilities.cloning:
        return []
    return [
        voice_sample
        for voice_sample in catalogue.voices
        if not clone_problem(voice_sample, spec, worker, catalogue)
    ]


def _is_own(name: str, worker: Presence, catalogue: Catalogue) -> bool:
    """Return whether the name means a voice of the backend, whatever recordings there are."""
    return not catalogue.hides_voices and any(voice.name == name for voice in worker.voices)


def _default_voice(spec: BackendSpec, worker: Presence, catalogue: Catalogue, language: str) -> str:
    """A backend that has no voice of its own speaks with the first one it can clone.

    If another language than that of the default voice is asked for, a voice speaks whose own it is.
    """
    own = [spec.entry.default_voice, *(voice.name for voice in worker.voices)]
    native = [voice for voice in worker.voices if language and speaks(voice, language)]
    if native:
        return min(
            native, key=lambda voice: (own[0] != voice.name, voice.language != language)
        ).name
    cloned = (voice_sample.name for voice_sample in cloned_voices(spec, worker, catalogue))
    name = next(filter(None, [*own, *cloned]), "")
    if name:
        return name
    if worker.capabilities.cloning:
        raise UnknownVoice(
            f"{spec.name} has no voice of its own; put a recording of one into voice_samples."
        )
    raise UnknownVoice(f"{spec.name} has no voice that all of its workers know.")


def _find_voice_sample(
    name: str, spec: BackendSpec, worker: Presence, catalogue: Catalogue
) -> VoiceSample | None:
    """Return the voice sample that the name means, or None if it means a voice of the backend."""
    if _is_own(name, worker, catalogue):
        return None
    voice_sample = catalogue.find(name)
    problem = catalogue.problem(name)
    if not worker.capabilities.cloning:
        if (voice_sample or problem) and name not in {voice.name for voice in worker.voices}:
            raise VoiceUnusable(
                f"{spec.name} cannot clone voices, and {shown(name)} is a voice sample. Name a "
                "backend that can: /v1/backends shows them with cloning, and voice-server worker "
                "chatterbox starts one."
            )
        return None
    if voice_sample:
        problem = clone_problem(voice_sample, spec, worker, catalogue)
    if problem:
        raise VoiceUnusable(problem)
    return voice_sample


def _find_voice(
    name: str, language: str, spec: BackendSpec, worker: Presence, catalogue: Catalogue
) -> Voice:
    if worker.capabilities.any_language:
        language = ""
    if worker.capabilities.mixes and "," in name:
        return find_mix(worker.voices, name, language)[0]
    cloned = cloned_voices(spec, worker, catalogue)
    # None of these has that name; they are passed for the error, which lists them.
    voices = [*worker.voices, *(Voice(voice_sample.name, "") for voice_sample in cloned)]
    return find_voice(voices, name, language)


def _cloned_language(
    request: VoiceSettingsRequest, voice_sample: VoiceSample, capabilities: Capabilities
) -> str:
    """A voice that was recorded in another language speaks the backend's first one."""
    voice = Voice(voice_sample.name, "")
    if request.language:
        return find_language(voice, request.language, capabilities.languages)
    try:
        own = language_tag(voice_sample.language)
        return find_language(voice, own, capabilities.languages)
    except UnknownVoice:
        return capabilities.languages[0]


def voice_names(spec: BackendSpec, worker: Presence, samples: Catalogue) -> list[str]:
    """Return the names of all voices of the backend: its own, then those it can clone."""
    own = [voice.name for voice in worker.voices]
    cloned = [voice_sample.name for voice_sample in cloned_voices(spec, worker, samples)]
    return [*own, *(name for name in cloned if name not in own)]
