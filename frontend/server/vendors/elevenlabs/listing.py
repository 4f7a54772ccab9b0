"""What ElevenLabs' clients ask for beside speech: voices, models, whose key it is.

/v1/voices and /v1/models are this server's and OpenAI's too: with a key in the header xi-api-key,
or any value in it where no keys are asked for, they are answered in ElevenLabs' form.
"""

from typing import Annotated

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match
from starlette.types import Scope

from backend_queues.registry import BackendSpec
from frontend.server.guards.asking import client_of, key_header_of
from frontend.server.http.state import AppState, state_of
from frontend.server.http.typed import StructResponse
from frontend.server.vendors.elevenlabs.errors import ElevenLabsRoute
from frontend.voices.voice_settings import cloned_voices
from tasks.messages import Presence


class Voice(msgspec.Struct, frozen=True):
    """A voice, whose id is its name here; of two with one name, the default backend's counts."""

    voice_id: str
    name: str
    category: Annotated[str, Meta(description="premade, or cloned from a recording.")]
    labels: dict[str, str]
    description: str
    samples: list[str] | None = None
    preview_url: str | None = None
    settings: dict[str, float] | None = None
    available_for_tiers: list[str] = []
    high_quality_base_model_ids: list[str] = []


class Voices(msgspec.Struct, frozen=True):
    voices: list[Voice]


class VoicesPage(msgspec.Struct, frozen=True):
    """All of them are on one page."""

    voices: list[Voice]
    total_count: int
    has_more: bool = False
    next_page_token: str | None = None


class Language(msgspec.Struct, frozen=True):
    language_id: str
    name: str


class Model(msgspec.Struct, frozen=True):
    """A backend that has a live worker, or a name that the registry gives to one."""

    model_id: str
    name: str
    languages: list[Language]
    maximum_text_length_per_request: int
    description: str = ""
    can_do_text_to_speech: bool = True
    can_do_voice_conversion: bool = False
    can_be_finetuned: bool = False
    can_use_style: bool = False
    can_use_speaker_boost: bool = False
    serves_pro_voices: bool = False
    requires_alpha_access: bool = False
    token_cost_factor: float = 0.0
    concurrency_group: str = "standard"


class Subscription(msgspec.Struct, frozen=True):
    """There is none: nothing is counted, and nothing is used up."""

    character_limit: int
    tier: str = "self_hosted"
    character_count: int = 0
    max_credit_limit_extension: str = "unlimited"
    can_extend_character_limit: bool = True
    allowed_to_extend_character_limit: bool = True
    voice_slots_used: int = 0
    voice_limit: int = 0
    voice_add_edit_counter: int = 0
    professional_voice_slots_used: int = 0
    professional_voice_slots_used_in_workspace: int = 0
    professional_voice_limit: int = 0
    can_extend_voice_limit: bool = False
    can_use_instant_voice_cloning: bool = False
    can_use_professional_voice_cloning: bool = False
    status: str = "active"


class User(msgspec.Struct, frozen=True):
    """Whose key it is."""

    user_id: Annotated[str, Meta(description="The id of the API key; empty where none is asked.")]
    subscription: Subscription
    workspace_id: str = ""
    is_new_user: bool = False
    can_use_delayed_payment_methods: bool = False
    is_onboarding_completed: bool = True
    is_onboarding_checklist_completed: bool = True
    created_at: int = 0
    seat_type: str = "workspace_admin"


ALL_CHARACTERS = 1_000_000_000


async def voices(request: Request) -> Response:
    """GET /v1/voices, in their form."""
    return StructResponse(Voices(await _voices(request)))


async def voices_page(request: Request) -> Response:
    """GET /v2/voices."""
    found = await _voices(request)
    return StructResponse(VoicesPage(found, len(found)))


async def models(request: Request) -> Response:
    """GET /v1/models, in their form."""
    state = state_of(request)
    served = {spec.name: worker for spec, worker in _served(state)}
    names = {**{name: name for name in served}, **state.registry.vendors.models}
    return StructResponse(
        [
            _model(name, served[backend], state.settings.max_text_chars)
            for name, backend in names.items()
            if backend in served
        ]
    )


async def user(request: Request) -> Response:
    """GET /v1/user."""
    return StructResponse(User(client_of(request).key, Subscription(ALL_CHARACTERS)))


async def subscription(_: Request) -> Response:
    """GET /v1/user/subscription."""
    return StructResponse(Subscription(ALL_CHARACTERS))


def _served(state: AppState) -> list[tuple[BackendSpec, Presence]]:
    """Return each backend that has a live worker, with one of them."""
    return [
        (spec, worker)
        for spec in state.registry.specs.values()
        for worker in state.fleet.workers(spec.name)[:1]
    ]


async def _voices(request: Request) -> list[Voice]:
    state = state_of(request)
    default = (await state.defaults.read()).backend
    catalogue = state.library.catalogue_for(client_of(request))
    found: dict[str, Voice] = {}
    for spec, worker in sorted(_served(state), key=lambda pair: pair[0].name != default):
        for cloned in cloned_voices(spec, worker, catalogue):
            found.setdefault(cloned.name, _voice(cloned.name, spec, cloned.language, "cloned"))
        for voice in worker.voices:
            found.setdefault(
                voice.name, _voice(voice.name, spec, voice.language, "premade", voice.description)
            )
    return list(found.values())


def _voice(
    name: str, spec: BackendSpec, language: str, category: str, description: str = ""
) -> Voice:
    labels = {"language": language.partition("-")[0], "locale": language, "backend": spec.name}
    kept = {label: value for label, value in labels.items() if value}
    return Voice(name, name, category, kept, description or f"{spec.name}, {language}".rstrip(", "))


def _model(name: str, worker: Presence, most_characters: int) -> Model:
    languages = worker.capabilities.languages
    return Model(name, name, [Language(tag, tag) for tag in languages], most_characters)


class ByKeyRoute(ElevenLabsRoute):
    """A route only for clients whose key is in their header."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if key_header_of(scope) != "xi-api-key":
            return Match.NONE, {}
        return super().matches(scope)


SHARED_ROUTES: list[BaseRoute] = [
    ByKeyRoute("/v1/voices", voices, ["GET"]),
    ByKeyRoute("/v1/models", models, ["GET"]),
]
ROUTES: list[BaseRoute] = [
    ElevenLabsRoute("/v2/voices", voices_page, ["GET"]),
    ElevenLabsRoute("/v1/user", user, ["GET"]),
    ElevenLabsRoute("/v1/user/subscription", subscription, ["GET"]),
]
