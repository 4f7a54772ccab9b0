"""Watches the folder of voice samples and turns each file into a voice, or a problem to report.

A file is read when it has not changed between two looks, so that it is complete. Until then the
voice that it gave before stays.
"""

import asyncio
import logging
from collections.abc import Coroutine
from functools import partial
from pathlib import Path

from backend_queues.base import VoiceSample
from backend_queues.errors import VoiceUnusable
from frontend.confinement.readers import Place, Readers
from frontend.protocol.faults import internal_error
from frontend.voices.voice_samples.catalogue import VoiceSampleEntry
from frontend.voices.voice_samples.folder import (
    FileState,
    VoiceSampleFile,
    file_states,
    files_of,
    read_notes,
    shown_name,
    voice_sample_files,
)
from frontend.voices.voice_samples.recordings import recording_of
from tasks.process.stacks import stack_of

log = logging.getLogger(__name__)

LOOK_S = 0.3  # a look takes a thread, and frontends that do nothing else do this all day
LOOK_AGAIN_S = 0.1  # while a file waits for its second look
READ_S = 30.0  # decoding has 15 s, and each step a little; longer is a fault of ours


class Watcher:
    """The folder's files and their entries; `changed` is set whenever an entry comes or goes."""

    def __init__(self, folder: Path, readers: Readers) -> None:
        self.folder = folder
        self._readers = readers
        self.changed = asyncio.Event()
        self.changing = asyncio.Lock()  # to be held while the folder is changed from within
        self._entries: dict[Path, tuple[VoiceSampleFile, VoiceSampleEntry]] = {}
        self._states: dict[str, FileState] = {}
        self._files: set[VoiceSampleFile] = set()
        self._unread: set[VoiceSampleFile] = set()  # seen, and waiting for a second look
        self._reading: dict[VoiceSampleFile, asyncio.Task[None]] = {}
        self._looked = False
        self._trouble = ""

    @property
    def entries(self) -> list[VoiceSampleEntry]:
        return [entry for _, entry in self._entries.values()]

    @property
    def settled(self) -> bool:
        """Whether every file that was found has been read."""
        return self._looked and not self._unread and not self._reading

    async def watch(self) -> None:
        """Look for ever."""
        while True:
            async with self.changing:
                await self._look()
            await asyncio.sleep(LOOK_AGAIN_S if self._unread else LOOK_S)

    async def take(self, name: str, place: Place) -> VoiceSampleEntry:
        """Read the file of that name now, which is complete; to be called with `changing` held.

        Raises:
            FileNotFoundError: it has gone already.
        """
        files = await place.do(partial(files_of, self.folder, name))
        if not files:
            raise FileNotFoundError(f"There is no file of the name {name} in {self.folder}.")
        entry = await self._entry_of(files[0], place)
        self.drop(name)
        self._files.add(files[0])
        self._enter(files[0], entry)
        return entry

    def drop(self, name: str) -> None:
        """Forget the files of that name; to be called with `changing` held."""
        self._files = {file for file in self._files if file.name != name}
        self._drop_gone()

    def read_again(self, digest: str) -> None:
        """Have the files of a recording read again, because it is no longer there."""
        for path, (file, entry) in list(self._entries.items()):
            if entry.voice_sample and entry.voice_sample.digest == digest:
                del self._entries[path]
                self._unread.add(file)

    async def _look(self) -> None:
        try:
            states = await asyncio.to_thread(file_states, self.folder)
        except OSError as error:
            self._log_trouble(f"The folder of voice samples cannot be read: {error}")
            return
        self._trouble = ""
        self._looked = True
        if states != self._states:
            self._states = states
            self._files = set(voice_sample_files(self.folder, states))
            self._drop_gone()
        for file in self._unread & self._files:
            self._reading[file] = asyncio.create_task(self._read(file))
        # Counted anew at each look, so that a file whose reading was broken off is read again.
        known = {file for file, _ in self._entries.values()} | self._reading.keys()
        self._unread = self._files - known

    def _drop_gone(self) -> None:
        """Drop the entries whose files have gone, unless others of their names are about to come.

        An obama.wav replaces an obama.mp3 once it has been read.
        """
        paths = {file.path for file in self._files}
        coming = {file.name for file in self._files if file.path not in self._entries}
        for path, (file, _) in list(self._entries.items()):
            if path not in paths and file.name not in coming:
                del self._entries[path]
                self.changed.set()

    async def _read(self, file: VoiceSampleFile) -> None:
        try:
            async with self._readers.place(longest_wait_s=None) as place:
                entry = await self._entry_of(file, place)
            if file in self._files:  # it has neither changed nor gone meanwhile
                self._enter(file, entry)
                self._drop_gone()
        finally:
            del self._reading[file]

    def _enter(self, file: VoiceSampleFile, entry: VoiceSampleEntry) -> None:
        if entry.problem:
            log.warning("%s", entry.problem)
        self._entries[file.path] = (file, entry)
        self.changed.set()

    async def _entry_of(self, file: VoiceSampleFile, place: Place) -> VoiceSampleEntry:
        called = shown_name(file.path.name)
        try:
            return await _timely(self._usable_entry(file, called, place), called)
        except VoiceUnusable as error:
            problem = error.message
        except OSError as error:
            problem = f"{called} cannot be used: {error.strerror or error}."
        except Exception as error:  # noqa: BLE001 - one file must not end the watch over others
            fault = internal_error(log, "A voice sample could not be read.", error, file=file.path)
            problem = f"{called} cannot be used. {fault.message}"
        return VoiceSampleEntry(
            called, shown_name(file.name), file.state.written_at, problem=problem
        )

    async def _usable_entry(
        self, file: VoiceSampleFile, called: str, place: Place
    ) -> VoiceSampleEntry:
        if file.problem:
            raise VoiceUnusable(file.problem)
        notes = await place.do(partial(read_notes, file.path))
        recording = await recording_of(file.path, called, place)
        # The transcript is of the whole file, not of its beginning.
        transcript = "" if recording.cut else notes.transcript
        voice_sample = VoiceSample(
            file.name, recording.digest, recording.seconds, notes.language, transcript
        )
        return VoiceSampleEntry(
            called,
            file.name,
            file.state.written_at,
            voice_sample,
            licence=notes.licence,
            owner=notes.owner,
        )

    def _log_trouble(self, trouble: str) -> None:
        """Log it once, and not at every look."""
        if trouble != self._trouble:
            log.error("%s", trouble)
        self._trouble = trouble


async def _timely(
    reading: Coroutine[None, None, VoiceSampleEntry], called: str
) -> VoiceSampleEntry:
    """Wait for an entry, but not for ever: a reading that hangs neither hides nor holds up files.

    Not by `asyncio.timeout`, which would wait for a clean-up that hangs.

    Raises:
        VoiceUnusable: it took longer than READ_S; the log says where it was.
    """
    task = asyncio.create_task(reading)
    try:
        await asyncio.wait({task}, timeout=READ_S)
        if task.done():
            return task.result()
        log.error("The reading of %s hangs:\n%s", called, stack_of(task))
    finally:
        task.cancel()
    raise VoiceUnusable(
        f"{called} takes too long to read; save it again to have it read once more."
    )
