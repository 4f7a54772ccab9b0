"""GET /voices: a page of the voices; GET /voices/{id}: one of them. An id is the voice's name.

A page is {"data": [...], "has_more", "next_page"}; `starting_after` and `ending_before` are the id
that it begins behind or ends before, `limit` how many it has; `q` is looked for in what is told of
a voice, `gender` is masculine or feminine, and with `is_owner` only voices from recordings come.
"""

from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import Response

from backend_queues.errors import InvalidRequest, UnknownVoice, shown
from frontend.server.guards.asking import client_of
from frontend.server.http.state import state_of
from frontend.server.http.typed import StructResponse, read_query
from frontend.server.vendors.cartesia.voice_messages import (
    FEMININE,
    MASCULINE,
    CartesiaVoice,
    VoiceLocale,
    VoicePage,
    VoiceQuery,
)
from frontend.voices.voice_settings import cloned_voices

GENDERS = {"female": FEMININE, "woman": FEMININE, "male": MASCULINE, "man": MASCULINE}


async def voices(request: Request) -> Response:
    query = read_query(request, VoiceQuery)
    found = [voice for voice in await _all_voices(request) if _is_wanted(voice, query)]
    return StructResponse(_page(found, query))


async def voice(request: Request) -> Response:
    name = request.path_params["id"]
    for found in await _all_voices(request):
        if found.id == name:
            return StructResponse(found)
    raise UnknownVoice(f"There is no voice {shown(name)}. GET /voices lists the voices.")


async def _all_voices(request: Request) -> list[CartesiaVoice]:
    """Return each name once, as the backend has it that speaks for it."""
    state = state_of(request)
    default = (await state.defaults.read()).backend
    found: dict[str, CartesiaVoice] = {}
    for backend in dict.fromkeys((default, *state.registry.specs)):
        for one in _voices_of(request, backend):
            found.setdefault(one.id, one)
    return list(found.values())


def _voices_of(request: Request, backend: str) -> Iterator[CartesiaVoice]:
    state = state_of(request)
    catalogue = state.library.catalogue_for(client_of(request))
    for worker in state.fleet.workers(backend)[:1]:
        for sample in cloned_voices(state.registry.get(backend), worker, catalogue):
            described = f"cloned from {sample.seconds:.1f} s"
            yield _voice(sample.name, sample.language, described, is_owner=True)
        for own in worker.voices:
            yield _voice(own.name, own.language, own.description, is_owner=False)


def _voice(name: str, language: str, description: str, *, is_owner: bool) -> CartesiaVoice:
    genders = (GENDERS.get(word) for word in description.lower().split())
    return CartesiaVoice(
        id=name,
        name=name,
        description=description,
        language=language.partition("-")[0],
        locales=[VoiceLocale(language)] if language else [],
        gender=next(filter(None, genders), None),
        is_owner=is_owner,
        access="private" if is_owner else "public",
        visibility="owner" if is_owner else "all",
    )


def _is_wanted(voice: CartesiaVoice, query: VoiceQuery) -> bool:
    if query.is_owner and not voice.is_owner:
        return False
    if query.gender and query.gender != voice.gender:
        return False
    told = f"{voice.id} {voice.description} {voice.language}".lower()
    return query.q.lower() in told


def _page(found: list[CartesiaVoice], query: VoiceQuery) -> VoicePage:
    """Raises InvalidRequest: there is no such voice to begin behind, or to end before."""
    ids = [voice.id for voice in found]
    try:
        if query.ending_before:
            end = ids.index(query.ending_before)
            start = max(0, end - query.limit)
            has_more = start > 0
        else:
            start = ids.index(query.starting_after) + 1 if query.starting_after else 0
            end = min(len(ids), start + query.limit)
            has_more = end < len(ids)
    except ValueError as error:
        raise InvalidRequest(
            "starting_after and ending_before are ids of voices that are found here."
        ) from error
    page = found[start:end]
    edge = page[0 if query.ending_before else -1].id if page and has_more else None
    return VoicePage(data=page, has_more=has_more, next_page=edge)
