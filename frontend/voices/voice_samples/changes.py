"""Adding a voice sample to the folder and deleting one, for clients that have no access to it."""

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, TypeVar

from backend_queues.errors import (
    InvalidConfiguration,
    InvalidRequest,
    UnknownVoice,
    VoiceExists,
    VoiceUnusable,
    shown,
)
from frontend.confinement.readers import Place
from frontend.voices.voice_samples.catalogue import VoiceSampleEntry, normal
from frontend.voices.voice_samples.folder import (
    NAME_RULE,
    NOTES_SUFFIX,
    Notes,
    VoiceSampleFile,
    files_of,
    is_name,
    notes_text,
)
from frontend.voices.voice_samples.library import VoiceLibrary
from frontend.voices.voice_samples.recordings import recording_of

T = TypeVar("T")


async def add_voice(
    library: VoiceLibrary, name: str, content: BinaryIO, notes: Notes, *, replace: bool
) -> VoiceSampleEntry:
    """Put a recording into the folder, once it is known to be one.

    Raises:
        InvalidRequest: no voice can have that name.
        VoiceExists: there is one of that name, and it was not to be replaced.
        VoiceUnusable: the recording cannot be used; nothing of it is kept.
        InvalidConfiguration: the folder cannot be written to.
        Overloaded: as many files are being read as may be at once.
    """
    name = normal(name)
    if not is_name(name):
        raise InvalidRequest(f"{shown(name)} is no name for a voice: {NAME_RULE}.")
    async with library.readers.place() as place:
        with tempfile.TemporaryDirectory(prefix="voice-server-") as temporary:
            audio = Path(temporary, "recording")
            await place.do(lambda: _copy(content, audio))
            entry = await _added(library, name, audio, notes, place, replace=replace)
    if entry.problem:
        raise VoiceUnusable(entry.problem)
    return entry


async def _added(
    library: VoiceLibrary, name: str, audio: Path, notes: Notes, place: Place, *, replace: bool
) -> VoiceSampleEntry:
    recording = await recording_of(audio, f"The recording of {name}", place)
    async with library.watcher.changing:
        old = await _in_folder(library, lambda folder: files_of(folder, name))
        if not replace and (old or library.catalogue.find(name)):
            raise VoiceExists(
                f"There is a voice {shown(name)} already; replace it with ?replace=true"
            )
        target = f"{name}.{recording.form}"
        await _in_folder(library, lambda folder: _put(folder, target, audio, notes, old))
        return await library.watcher.take(name, place)


async def delete_voice(library: VoiceLibrary, name: str) -> None:
    """Delete the files of a voice, also those that cannot be used.

    Raises:
        UnknownVoice: the folder has none of that name.
        InvalidConfiguration: the folder cannot be written to.
    """
    name = normal(name)
    async with library.watcher.changing:
        files = await _in_folder(library, lambda folder: _delete(files_of(folder, name)))
        library.watcher.drop(name)
    if not files:
        known = library.catalogue.find(name)
        elsewhere = "; its file is in the folder of another frontend" if known else ""
        raise UnknownVoice(f"There is no voice sample {shown(name)} here{elsewhere}.")


async def _in_folder(library: VoiceLibrary, work: Callable[[Path], T]) -> T:
    """Do work on the folder, off the event loop."""
    folder = library.watcher.folder
    try:
        return await library.readers.do(lambda: work(folder))
    except OSError as error:
        raise InvalidConfiguration(
            f"The folder of voice samples ({folder}, VOICE_SERVER_VOICE_SAMPLES) cannot be "
            f"changed: {error.strerror}."
        ) from error


def _copy(content: BinaryIO, target: Path) -> None:
    with target.open("wb") as file:
        shutil.copyfileobj(content, file, 2**20)


def _put(
    folder: Path, name: str, audio: Path, notes: Notes, replaced: list[VoiceSampleFile]
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


def _delete(files: list[VoiceSampleFile]) -> list[VoiceSampleFile]:
    for file in files:
        file.path.unlink(missing_ok=True)
        file.path.with_suffix(NOTES_SUFFIX).unlink(missing_ok=True)
    return files
