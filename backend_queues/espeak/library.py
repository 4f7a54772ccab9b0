"""The C library libespeak-ng, called by ctypes: its voices, and sound with the places of words.

It keeps state from text to text that nothing sets back: the wavering of the pitch, the automatic
gain, the echo. So it is loaded afresh for each text, which takes a millisecond and lets the same
text always sound the same.
"""

import ctypes
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any, Self

import espeakng_loader
import msgspec
import numpy as np
from numpy.typing import NDArray

from backend_queues.errors import EnvironmentFailed, SynthesisFailed

# The names that speak_lib.h has for these numbers are behind them.
SYNCHRONOUS = 2  # AUDIO_OUTPUT_SYNCHRONOUS
DO_NOT_EXIT = 0x8000  # espeakINITIALIZE_DONT_EXIT
BUFFER_MS = 100
CHARACTERS = 1  # POS_CHARACTER
UTF_8 = 1  # espeakCHARS_UTF8; neither SSML nor phonemes in [[ ]] are read
WORD = 1  # espeakEVENT_WORD
GO_ON, ABORT = 0, 1

PARAMETERS = {"rate": 1, "volume": 2, "pitch": 3, "range": 4, "word_gap": 7}

# It takes control characters for commands; a space keeps all others at their position.
NO_CONTROL = {code: " " for code in range(32) if chr(code) not in "\t\n\r"}


class EspeakVoice(msgspec.Struct, frozen=True):
    """A voice of the library. `tags` are its languages in lower case, the first its own."""

    identifier: str
    name: str
    tags: tuple[str, ...]


class Sound(msgspec.Struct, frozen=True):
    """Some int16 samples, shape (n,), and the words that begin about there.

    A word is (position in the text, sample of the speech), both from 0.
    """

    samples: NDArray[np.int16]
    words: tuple[tuple[int, int], ...]


class _Event(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_char * 8),
    ]


class _Voice(ctypes.Structure):
    _fields_ = [
        ("name", ctypes.c_char_p),
        ("languages", ctypes.c_void_p),
        ("identifier", ctypes.c_char_p),
        ("gender", ctypes.c_ubyte),
        ("age", ctypes.c_ubyte),
        ("variant", ctypes.c_ubyte),
        ("reserved", ctypes.c_ubyte),
        ("score", ctypes.c_int),
        ("spare", ctypes.c_void_p),
    ]


_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)
_c = ctypes.CDLL(None)
_c.dlclose.argtypes = [ctypes.c_void_p]


class Library:
    """The library, loaded while it is used in a `with` statement; one at a time in a process.

    Raises:
        EnvironmentFailed: it cannot be loaded, or cannot read its data.
    """

    def __enter__(self) -> Self:
        path, data = espeakng_loader.get_library_path(), espeakng_loader.get_data_path()
        try:
            self._lib = ctypes.CDLL(path)
        except OSError as error:
            raise EnvironmentFailed(f"espeak's library cannot be loaded: {error}") from error
        self._lib.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(_Voice))
        self.sample_rate_hz: int = self._lib.espeak_Initialize(
            SYNCHRONOUS, BUFFER_MS, data.encode(), DO_NOT_EXIT
        )
        if self.sample_rate_hz <= 0:
            _c.dlclose(self._lib._handle)
            raise EnvironmentFailed(
                f"espeak cannot read its data in {data}. If the folder is there, its path is too "
                "long: name a shorter one for environments in VOICE_SERVER_ENVIRONMENTS."
            )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._lib.espeak_Terminate()
        _c.dlclose(self._lib._handle)

    def voices(self) -> Iterator[EspeakVoice]:
        listed = self._lib.espeak_ListVoices(None)
        for pointer in iter(listed):
            if not pointer:  # the list ends with a null pointer
                return
            voice = pointer.contents
            name, tags = voice.name.decode().strip(), tuple(_tags(voice.languages))
            yield EspeakVoice(voice.identifier.decode(), name, tags)

    def speak(
        self,
        text: str,
        voice: str,
        parameters: dict[str, int],
        seed: int,
        hear: Callable[[Sound], bool],
    ) -> None:
        """Speak the text until it is said, or `hear`, which is given the sound, says False.

        `voice` is an identifier, with "+" and a variant if wished.

        Raises:
            SynthesisFailed: the library refused. What `hear` raised is raised here too.
        """
        raised: list[Exception] = []
        # Some variants take their noise from the C library's generator.
        _c.srand(ctypes.c_uint(seed))
        callback = _Callback(_guarded(hear, raised))
        self._lib.espeak_SetSynthCallback(callback)
        self._check(self._lib.espeak_SetVoiceByName(voice.encode()), f"the voice {voice}")
        for name, value in parameters.items():
            self._check(self._lib.espeak_SetParameter(PARAMETERS[name], value, 0), name)
        # A lone half of a surrogate pair cannot be written in UTF-8, and has no sound.
        data = text.translate(NO_CONTROL).encode("utf-8", "replace") + b"\0"
        size = ctypes.c_size_t(len(data))
        self._check(
            self._lib.espeak_Synth(data, size, 0, CHARACTERS, 0, UTF_8, None, None), "the text"
        )
        if raised:
            raise raised[0]

    def _check(self, status: int, what: str) -> None:
        if status != 0:
            raise SynthesisFailed(f"espeak cannot use {what}: error {status}.")


def _guarded(
    hear: Callable[[Sound], bool], raised: list[Exception]
) -> Callable[[Any, int, Any], int]:
    """The callback: an exception must not be thrown through the frames of the library."""

    def callback(samples: Any, count: int, events: Any) -> int:
        try:
            return GO_ON if hear(_sound(samples, count, events)) else ABORT
        except Exception as error:  # noqa: BLE001 - raised again once the library has returned
            raised.append(error)
            return ABORT

    return callback


def _sound(samples: Any, count: int, events: Any) -> Sound:
    """Copy what is the callback's for as long as it runs; the last call has no samples."""
    heard = np.ctypeslib.as_array(samples, (count,)).copy() if samples and count else _NONE
    return Sound(heard, tuple(_words(events)))


_NONE = np.zeros(0, np.int16)


def _words(events: Any) -> Iterator[tuple[int, int]]:
    for event in iter(events):
        if event.type == 0:  # the end of the list
            return
        if event.type == WORD:
            yield event.text_position - 1, event.sample


def _tags(address: int) -> Iterator[str]:
    """Read a list of languages: each a byte of priority and a string; a zero byte ends it."""
    while ctypes.string_at(address, 1) != b"\0":
        tag = ctypes.string_at(address + 1)
        yield tag.decode()
        address += len(tag) + 2
