"""Adding a voice sample to the folder and deleting one, for clients that have no access to it."""

import asyncio
import os
import shutil
import tempfile
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeVar

import msgspec

from backend_queues.errors import (
    InvalidConfiguration,
    InvalidRequest,
    NotOwner,
    UnknownVoice,
    VoiceExists,
    VoicesFull,
    VoiceUnusable,
    shown,
)
from frontend.access.client import Client
from frontend.voices.voice_samples.catalogue import VoiceSampleEntry, normal
from frontend.voices.voice_samples.folder import (
    NAME_RULE,
    NOTES_SUFFIX,
    FileNotes,
    Notes,
    VoiceSampleFile,
    file_states,
    files_of,
    is_name,
    notes_text,
    read_notes,
    voice_sample_files,
)
from frontend.voices.voice_samples.library import VoiceLibrary
from frontend.voices.voice_samples.recordings import recording_of

T = TypeVar("T")


@dataclass(frozen=True)
class NewVoice:
    """A recording that a client sends."""

    name: str
    content: BinaryIO
    notes: Notes
    replace: bool


class FolderRules(msgspec.Struct, frozen=True):
    """What the folder may hold: how many recordings and bytes, and names that backends have."""

    most_files: int
    most_bytes: int
    taken: Collection[str]


async def add_voice(
    library: VoiceLibrary, voice: NewVoice, client: Client, rules: FolderRules
) -> VoiceSampleEntry:
    """Put a recording into the folder, once it is known to be one. It is the client's then.

    Raises:
        InvalidRequest: no voice can have that name.
        VoiceExists: there is one of that name, and it was not to be replaced, or is another's.
        NotOwner: it was to be replaced, and is not the client's.
        VoicesFull: the folder holds all that it may.
        VoiceUnusable: the recording cannot be used; nothing of it is kept.
        InvalidConfiguration: the folder cannot be written to.
    """
    name = normal(voice.name)
    if not is_name(name):
        raise InvalidRequest(f"{shown(name)} is no name for a voice: {NAME_RULE}.")
    if name in rules.taken:
        raise VoiceExists(
            f"A backend has a voice {shown(name)} of its own, which a recording does not replace; "
            "choose another name."
        )
    with tempfile.TemporaryDirectory(prefix="voice-server-") as temporary:
        audio = Path(temporary, "recording")
        await asyncio.to_thread(_copy, voice.content, audio)
        recording = await recording_of(audio, f"The recording of {name}")
        async with library.watcher.changing:
            old = await _in_folder(library, lambda folder: files_of(folder, name))
            if not voice.replace and (old or library.catalogue.find(name)):
                raise VoiceExists(_exists(library, name, client))
            await _in_folder(library, lambda folder: _check(folder, old, audio, client, rules))
            target = f"{name}.{recording.form}"
            notes = FileNotes(**msgspec.structs.asdict(voice.notes), owner=client.key)
            await _in_folder(library, lambda folder: _place(folder, target, audio, notes, old))
            entry = await library.watcher.take(name)
    if entry.problem:
        raise VoiceUnusable(entry.problem)
    return entry


async def delete_voice(library: VoiceLibrary, name: str, client: Client) -> None:
    """Delete the files of a voice, also those that cannot be used.

    Raises:
        UnknownVoice: the folder has none of that name, or it is another key's.
        NotOwner: it is everybody's, and not for this client to delete.
        InvalidConfiguration: the folder cannot be written to.
    """
    name = normal(name)
    async with library.watcher.changing:
        files = await _in_folder(library, lambda folder: _delete(folder, name, client))
        if files:
            library.watcher.drop(name)
    if not files:
        known = library.catalogue_for(client).find(name)
        elsewhere = "; its file is in the folder of another frontend" if known else ""
        raise UnknownVoice(f"There is no voice sample {shown(name)} here{elsewhere}.")


async def _in_folder(library: VoiceLibrary, work: Callable[[Path], T]) -> T:
    """Do work on the folder, off the event loop."""
    folder = library.watcher.folder
    try:
        return await asyncio.to_thread(work, folder)
    except OSError as error:
        raise InvalidConfiguration(
            f"The folder of voice samples ({folder}, VOICE_SERVER_VOICE_SAMPLES) cannot be "
            f"changed: {error.strerror}."
        ) from error


def _copy(content: BinaryIO, target: Path) -> None:
    with target.open("wb") as file:
        shutil.copyfileobj(content, file, 2**20)


def _place(
    folder: Path, name: str, audio: Path, notes: FileNotes, replaced: list[VoiceSampleFile]
) -> None:
    """Put audio and notes into the folder, whole, in place of the files of the same voice."""
    target = folder / name
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".adding-", dir=folder) as temporary:
        new_audio, new_notes = Path(temporary, "audio"), Path(temporary, "notes")
        shutil.copyfile(audio, new_audio)
        new_notes.write_text(notes_text(notes))
        # From here on there are only renames, which a full disk does not hinder.
        os.replace(new_notes, target.with_suffix(NOTES_SUFFIX))
        os.replace(new_audio, target)
    for file in replaced:
        if file.path != target:
            file.path.unlink(missing_ok=True)


def _exists(library: VoiceLibrary, name: str, client: Client) -> str:
    """Return the sentence for a name that is taken; of another's voice it says no more."""
    entry = library.catalogue_for(client).find(name)
    advice = "replace it with ?replace=true" if entry else "choose another name"
    return f"There is a voice {shown(name)} already; {advice}"


def _owners(files: list[VoiceSampleFile]) -> set[str | None]:
    """Return whose these files are; None is not known, as their notes cannot be read."""
    owners: set[str | None] = set()
    for file in files:
        try:
            owners.add(read_notes(file.path).owner)
        except VoiceUnusable:
            owners.add(None)
    return owners


def _check(
    folder: Path,
    replaced: list[VoiceSampleFile],
    audio: Path,
    client: Client,
    rules: FolderRules,
) -> None:
    """Raise NotOwner or VoicesFull if the recording must not go there."""
    if not _may_change(client, _owners(replaced)):
        raise NotOwner("The voice of that name is not yours; choose another name.")
    others = voice_sample_files(folder, file_states(folder))
    others = [file for file in others if file.path not in {old.path for old in replaced}]
    size = sum(file.state.size_bytes for file in others) + audio.stat().st_size
    if len(others) >= rules.most_files or size > rules.most_bytes:
        raise VoicesFull(
            f"There are {len(others)} voice samples already, of {size / 1e6:.0f} MB with this one. "
            "Delete some, or raise VOICE_SERVER_MAX_VOICE_SAMPLES or "
            "VOICE_SERVER_MAX_VOICE_SAMPLE_BYTES."
        )


def _may_change(client: Client, owners: set[str | None]) -> bool:
    """A key changes what it has uploaded; what is in the folder besides, the operator."""
    return "operate" in client.scopes or owners <= ({client.key} if client.key else set())


def _delete(folder: Path, name: str, client: Client) -> list[VoiceSampleFile]:
    files = files_of(folder, name)
    owners = _owners(files)
    if not _may_change(client, owners):
        if "" in owners:
            raise NotOwner(f"The voice {shown(name)} is everybody's; an operator may delete it.")
        return []
    for file in files:
        file.path.unlink(missing_ok=True)
        file.path.with_suffix(NOTES_SUFFIX).unlink(missing_ok=True)
    return files
