"""The speech of the last line, kept for /save."""

from pathlib import Path
from tempfile import SpooledTemporaryFile

from frontend.console.formats import encoding_of
from frontend.console.playback.clock import Gaps
from frontend.console.playback.file_output import file_output
from frontend.console.playback.output import AudioOutput

IN_MEMORY_BYTES = 16 << 20  # six minutes; more is on disk
BLOCK_BYTES = 1 << 20


class KeptSpeech:
    """The pcm of one line, until it is closed."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(IN_MEMORY_BYTES)  # noqa: SIM115
        self.is_empty = True

    def close(self) -> None:
        self._file.close()

    def add(self, pcm: bytes) -> None:
        self._file.write(pcm)
        self.is_empty = False

    async def save(self, path: Path) -> None:
        """Write it in the format of the file's suffix, or else as a WAV.

        Raises:
            InvalidConfiguration: the file cannot be written.
        """
        self._file.seek(0)
        with file_output(path, encoding_of(path, "", None)) as file:
            while pcm := self._file.read(BLOCK_BYTES):
                await file.write(pcm)
            await file.finish()


class KeepingOutput:
    """An output that also keeps what is written to it."""

    def __init__(self, sink: AudioOutput, kept: KeptSpeech) -> None:
        self._sink = sink
        self._kept = kept

    @property
    def name(self) -> str:
        return self._sink.name

    @property
    def gaps(self) -> Gaps | None:
        return self._sink.gaps

    async def write(self, pcm: bytes) -> None:
        self._kept.add(pcm)
        await self._sink.write(pcm)

    async def finish(self) -> None:
        await self._sink.finish()
