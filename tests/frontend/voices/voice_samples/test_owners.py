"""Whose a voice is: who may name it, replace it, delete it; and what no upload may do."""

import asyncio
import io
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from backend_queues.base import Voice, VoiceSample
from backend_queues.errors import NotOwner, UnknownVoice, VoiceExists, VoicesFull
from backend_queues.registry import registry
from frontend.access.client import Client
from frontend.cluster.bus import FrontendBus
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.voices.voice_samples.catalogue import Catalogue, VoiceSampleEntry
from frontend.voices.voice_samples.changes import FolderRules, NewVoice, add_voice, delete_voice
from frontend.voices.voice_samples.folder import Notes
from frontend.voices.voice_samples.library import VoiceLibrary
from frontend.voices.voice_samples.sharing import SharedVoiceSamples
from frontend.voices.voice_settings import cloned_voices, resolve_voice_settings, voice_names
from tasks.process.cancellation import cancel_and_wait
from tests.support.examples import PRESENCE
from tests.support.processes import wait_until
from tests.support.recordings import write_tone

SCOPES: Any = frozenset({"speak", "voices"})
ONE, TWO = Client("one", scopes=SCOPES), Client("two", scopes=SCOPES)
OPERATOR = Client("operator")
NOBODY = Client()  # where no keys are asked for
RULES = FolderRules(10, 10_000_000, frozenset())


@pytest.fixture
async def library(
    redis_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[VoiceLibrary]:
    """One that looks at its folder; `dropped` lies in it."""
    monkeypatch.setenv("VOICE_SERVER_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "folder"
    folder.mkdir()
    write_tone(folder / "dropped.wav", 300)
    bus = FrontendBus(redis_url, "f")
    library = VoiceLibrary(SharedVoiceSamples(bus.connection, "f"), folder)
    watching = asyncio.create_task(library.watcher.watch())
    await asyncio.to_thread(wait_until, lambda: library.catalogue.find("dropped"), 60)
    yield library
    await cancel_and_wait(watching)
    await bus.close()


async def add(
    library: VoiceLibrary,
    name: str,
    client: Client,
    *,
    replace: bool = False,
    rules: FolderRules = RULES,
) -> VoiceSampleEntry:
    path = library.watcher.folder.parent / "sent.wav"
    await asyncio.to_thread(write_tone, path, 400)
    content = io.BytesIO(await asyncio.to_thread(path.read_bytes))
    voice = NewVoice(name, content, Notes(), replace=replace)
    return await add_voice(library, voice, client, rules)


async def test_a_voice_is_named_by_the_key_that_uploaded_it_and_by_operators(
    library: VoiceLibrary,
) -> None:
    assert (await add(library, "anna", ONE)).owner == "one"
    for client in (ONE, OPERATOR, NOBODY):
        assert library.catalogue_for(client).find("anna")
    assert not library.catalogue_for(TWO).find("anna")
    for client in (ONE, TWO, OPERATOR, NOBODY):
        assert library.catalogue_for(client).find("dropped")


async def test_an_owner_is_known_after_a_restart(library: VoiceLibrary) -> None:
    await add(library, "anna", ONE)
    library.watcher.drop("anna")
    again = await library.watcher.take("anna")
    assert again.owner == "one"


async def test_another_keys_voice_is_neither_replaced_nor_deleted(library: VoiceLibrary) -> None:
    await add(library, "anna", ONE)
    with pytest.raises(VoiceExists, match="choose another name"):
        await add(library, "anna", TWO)
    with pytest.raises(NotOwner):
        await add(library, "anna", TWO, replace=True)
    with pytest.raises(UnknownVoice, match="^There is no voice sample 'anna' here.$"):
        await delete_voice(library, "anna", TWO)
    assert library.catalogue_for(ONE).find("anna")
    assert (await add(library, "anna", ONE, replace=True)).owner == "one"
    await delete_voice(library, "anna", ONE)
    assert not library.catalogue.find("anna")


async def test_what_the_operator_has_dropped_is_his_to_change(library: VoiceLibrary) -> None:
    with pytest.raises(NotOwner):
        await add(library, "dropped", ONE, replace=True)
    with pytest.raises(NotOwner, match="everybody"):
        await delete_voice(library, "dropped", ONE)
    assert (await add(library, "dropped", OPERATOR, replace=True)).owner == "operator"
    await delete_voice(library, "dropped", OPERATOR)


async def test_without_keys_everybody_may_change_all(library: VoiceLibrary) -> None:
    assert (await add(library, "anna", NOBODY)).owner == ""
    await add(library, "anna", NOBODY, replace=True)
    for name in ("anna", "dropped"):
        await delete_voice(library, name, NOBODY)


@pytest.mark.parametrize(
    "rules", [FolderRules(2, 10_000_000, ()), FolderRules(10, 400_000, ())], ids=["files", "bytes"]
)
async def test_a_folder_that_is_full_takes_nothing_more(
    library: VoiceLibrary, rules: FolderRules
) -> None:
    await add(library, "first", ONE, rules=rules)
    with pytest.raises(VoicesFull, match="Delete some"):
        await add(library, "second", ONE, rules=rules)
    await add(library, "first", ONE, rules=rules, replace=True)
    await delete_voice(library, "first", ONE)
    await add(library, "second", ONE, rules=rules)


async def test_no_upload_has_the_name_of_a_backends_own_voice(library: VoiceLibrary) -> None:
    rules = msgspec.structs.replace(RULES, taken=frozenset({"sine"}))
    with pytest.raises(VoiceExists, match="A backend has a voice 'sine' of its own"):
        await add(library, "sine", OPERATOR, rules=rules, replace=True)


@pytest.mark.parametrize("hides", [False, True])
def test_a_recording_goes_before_an_own_voice_only_if_an_operator_says_so(hides: bool) -> None:
    capabilities = msgspec.structs.replace(PRESENCE.capabilities, cloning=True)
    own = (Voice("sine", "en-US"),)
    worker = msgspec.structs.replace(PRESENCE, capabilities=capabilities, voices=own)
    sample = VoiceSampleEntry("sine.wav", "sine", 1.0, VoiceSample("sine", "d", 3.0))
    catalogue, spec = Catalogue([sample], hides_voices=hides), registry().get("tone")
    settings = resolve_voice_settings(VoiceSettingsRequest(voice="sine"), spec, worker, catalogue)
    assert (settings.voice_sample is not None) is hides
    assert bool(cloned_voices(spec, worker, catalogue)) is hides
    assert voice_names(spec, worker, catalogue) == ["sine"]
