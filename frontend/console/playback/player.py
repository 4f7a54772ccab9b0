"""Playing pcm through this machine's default output device, by PortAudio."""

import asyncio
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from backend_queues.errors import TTSError
from frontend.client import SAMPLE_RATE_HZ
from frontend.console.playback.clock import BYTES_PER_SAMPLE, Gaps, PlayBuffer

if TYPE_CHECKING:
    from sounddevice import RawOutputStream

CAPACITY_S = 60


class NoOutputDevice(TTSError):
    """This machine can play no sound."""

    code = "no_output_device"


class Player:
    """Plays pcm from its first part on. Only `write` and `finish` wait for the device."""

    name = ""  # not a file

    def __init__(self) -> None:
        """Open the device.

        Raises:
            NoOutputDevice: there is no device or no PortAudio; the message says what to install.
        """
        capacity_bytes = CAPACITY_S * SAMPLE_RATE_HZ * BYTES_PER_SAMPLE
        self._buffer = PlayBuffer(capacity_bytes, SAMPLE_RATE_HZ)
        self._stream = _open_stream(self._play, self._note_end)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._space = asyncio.Event()
        self._waits_for_space = False
        self._heard = asyncio.Event()

    @property
    def gaps(self) -> Gaps | None:
        return self._buffer.gaps

    async def write(self, pcm: bytes) -> None:
        """Return when all of it is in the buffer, which holds a minute.

        Raises:
            NoOutputDevice: the device cannot be played to, or has disappeared.
        """
        rest = self._buffer.put(memoryview(pcm))
        if self._loop is None:
            self._loop = asyncio.get_running_loop()
            await asyncio.to_thread(self._start)
        while rest:
            if self._heard.is_set():
                raise NoOutputDevice("The output device has disappeared.")
            self._space.clear()
            self._waits_for_space = True
            rest = self._buffer.put(rest)  # again: what was taken just now has woken nobody
            if rest:
                await self._space.wait()
        self._waits_for_space = False

    async def finish(self) -> None:
        """Return when everything has been played."""
        self._buffer.end()
        if self._loop:
            await self._heard.wait()

    def stop(self) -> None:
        """Stop playback at once."""
        self._loop = None
        self._stream.abort()
        self._stream.close()

    def _start(self) -> None:
        from sounddevice import PortAudioError

        try:
            self._stream.start()
        except PortAudioError as error:  # such as when another program has the device alone
            raise NoOutputDevice(f"The output device cannot play ({error.args[0]}).") from error

    def _play(self, out: Any, frames: int, _time: object, _status: object) -> None:
        """Give PortAudio, in a thread of its own, the next samples."""
        from sounddevice import CallbackStop

        out[:] = self._buffer.take(frames * BYTES_PER_SAMPLE)
        if self._waits_for_space:  # else it wakes the loop for nothing: so often that a
            self._waits_for_space = False  # signal finds no room in the pipe that wakes it
            self._set(self._space)
        if self._buffer.finished:
            raise CallbackStop  # PortAudio plays what it has, then calls _note_end

    def _note_end(self) -> None:
        """Note the end of playback, or that the device was unplugged."""
        self._set(self._heard)
        self._set(self._space)

    def _set(self, event: asyncio.Event) -> None:
        loop = self._loop
        if loop and not loop.is_closed():
            loop.call_soon_threadsafe(event.set)


def _open_stream(play: Callable[..., None], note_end: Callable[[], None]) -> "RawOutputStream":
    try:
        with _silenced_stderr():
            import sounddevice
    except ImportError as error:
        raise NoOutputDevice("To hear it: pip install 'voice-server[frontend]'.") from error
    except OSError as error:
        raise NoOutputDevice(
            "PortAudio is missing; on Debian: apt install libportaudio2."
        ) from error
    try:
        with _silenced_stderr():
            return sounddevice.RawOutputStream(
                samplerate=SAMPLE_RATE_HZ,
                channels=1,
                dtype="int16",
                callback=play,
                finished_callback=note_end,
            )
    except sounddevice.PortAudioError as error:
        raise NoOutputDevice(f"There is no output device ({error.args[0]}).") from error


@contextmanager
def _silenced_stderr() -> Iterator[None]:
    """Silence stderr: ALSA and JACK report there, from C, every device they do not find."""
    sys.stderr.flush()
    kept = os.dup(2)
    silence = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(silence, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(silence)
