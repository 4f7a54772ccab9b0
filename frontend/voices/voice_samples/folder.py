"""The folder of voice samples: its files, the names they give voices, the notes beside them.

obama.wav, .mp3, .m4a, ...   the recording of the voice "obama"
obama.toml                   notes on it, if there are any: language, transcript, licence
"""

import errno
import json
import os
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta

from backend_queues.errors import VoiceUnusable
from backend_queues.provisioning.environments import PROJECT, in_checkout
from backend_queues.voices import MAX_NAME_CHARS
from frontend.voices.voice_samples.catalogue import normal
from frontend.voices.voice_samples.outcome import FORMS
from tasks.process.decoding import UNDECODABLE

# Of two files of one name, the first of these is used.
SUFFIXES = (*(f".{form}" for form in FORMS), ".opus", ".oga", ".mp4")
OTHER_SUFFIXES = (".aif", ".aiff", ".amr", ".wma")
AUDIO_SUFFIXES = SUFFIXES + OTHER_SUFFIXES
NOTES_SUFFIX = ".toml"

NAME_RULE = (
    f"a voice's name has 1 to {MAX_NAME_CHARS} letters, digits, spaces, dots, - and _, and begins "
    "with a letter or a digit"
)
NOTES_BYTES = 16_384
# What is wrong with one entry: it has just gone, or is a link that leads nowhere, in a circle, or
# where this process may not look. Any other error is the folder's.
OF_ONE_ENTRY = frozenset({errno.ENOENT, errno.ELOOP, errno.ENOTDIR, errno.EACCES})


N = TypeVar("N", bound="Notes")


class Notes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is known of a recording."""

    language: Annotated[
        str,
        Meta(
            pattern=r"^([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*)?$",
            description="BCP 47, such as en-US; empty is unknown.",
        ),
    ] = ""
    transcript: Annotated[str, Meta(max_length=2_000, description="What is said in it.")] = ""
    licence: Annotated[
        str, Meta(max_length=500, description="Under which the recording may be used.")
    ] = ""


class FileNotes(Notes, frozen=True, forbid_unknown_fields=True):
    """What stands beside a recording: who uploaded it, too."""

    owner: Annotated[str, Meta(max_length=100)] = ""


class FileState(msgspec.Struct, frozen=True):
    """What changes when a file does; also when it is made readable, or gets another name."""

    size_bytes: int
    changed_ns: int
    written_at: float  # seconds since the epoch


class VoiceSampleFile(msgspec.Struct, frozen=True):
    """An audio file of the folder at one moment; two are equal while nothing has changed."""

    path: Path
    name: str  # of its voice
    problem: str  # why it gives none, as far as that can be seen from outside
    state: FileState
    notes_state: FileState | None


def folder_of(setting: str) -> Path:
    """Return the folder a setting names, else that of this checkout, or of this user."""
    if setting:
        return Path(setting).expanduser()
    if in_checkout():
        return PROJECT / "voice_samples"
    return Path("~/.local/share/voice-server/voice_samples").expanduser()


def is_name(name: str) -> bool:
    """Return whether a voice can have this name, and a file: there is no separator in it."""
    if not 0 < len(name) <= MAX_NAME_CHARS or unicodedata.category(name[0])[0] not in "LN":
        return False
    return all(char in " ._-" or unicodedata.category(char)[0] in "LMN" for char in name)


def file_states(folder: Path) -> dict[str, FileState]:
    """Return the state of every file of the folder, by name; a folder that is not there has none.

    Raises:
        OSError: the folder cannot be read.
    """
    try:
        entries = list(os.scandir(folder))
    except FileNotFoundError:
        return {}
    states = {}
    for entry in entries:
        try:
            if not entry.name.startswith(".") and entry.is_file():
                stat = entry.stat()
                states[entry.name] = FileState(stat.st_size, stat.st_ctime_ns, stat.st_mtime)
        except OSError as error:
            if error.errno not in OF_ONE_ENTRY:
                raise
    return states


def voice_sample_files(folder: Path, states: Mapping[str, FileState]) -> list[VoiceSampleFile]:
    """Return the audio files among them, in the order in which they are preferred."""
    audio = (folder / name for name in states if Path(name).suffix.lower() in AUDIO_SUFFIXES)
    first: dict[str, Path] = {}
    files = []
    for path in sorted(audio, key=_preference):
        name = normal(path.stem)
        problem = _problem(path, name, first.setdefault(name, path))
        notes = states.get(path.with_suffix(NOTES_SUFFIX).name)
        files.append(VoiceSampleFile(path, name, problem, states[path.name], notes))
    return files


def files_of(folder: Path, name: str) -> list[VoiceSampleFile]:
    """Find the files of a voice by what is there: no path is made of what a client wrote."""
    return [file for file in voice_sample_files(folder, file_states(folder)) if file.name == name]


def read_notes(audio: Path) -> FileNotes:
    """Read the notes beside an audio file; without any, all of them are empty.

    Raises:
        VoiceUnusable: they are wrong; the message names the file and what is wrong with it.
    """
    path = audio.with_suffix(NOTES_SUFFIX)
    try:
        with path.open("rb") as file:
            given = msgspec.toml.decode(file.read(NOTES_BYTES))
        return parse_notes(given, shown_name(path.name), FileNotes)
    except FileNotFoundError:
        return FileNotes()
    except OSError as error:
        raise VoiceUnusable(f"{shown_name(path.name)} cannot be read: {error.strerror}.") from error
    except UNDECODABLE as error:
        raise VoiceUnusable(f"{shown_name(path.name)} is no TOML: {error}") from error


def parse_notes(given: object, called: str, kind: type[N]) -> N:
    """Check notes.

    Raises:
        VoiceUnusable: the message names `called`, where they stand, and what is wrong.
    """
    try:
        return msgspec.convert(given, kind)
    except msgspec.ValidationError as error:
        raise VoiceUnusable(
            f"{called} may have language (such as en-US), transcript and licence, each a text: "
            f"{error}"
        ) from error


def notes_text(notes: FileNotes) -> str:
    """Return the notes as TOML; what JSON writes of a string is, but for DEL, TOML too."""
    fields = {key: text for key, text in msgspec.structs.asdict(notes).items() if text}
    lines = (f"{key} = {json.dumps(text, ensure_ascii=False)}\n" for key, text in fields.items())
    return "".join(lines).replace("\x7f", "\\u007f")


def shown_name(name: str) -> str:
    """Return a file's name for a message: some are no text that can be encoded."""
    return name.encode("utf-8", "backslashreplace").decode()


def _preference(path: Path) -> tuple[int, str]:
    return AUDIO_SUFFIXES.index(path.suffix.lower()), path.name


def _problem(path: Path, name: str, first: Path) -> str:
    called = shown_name(path.name)
    if path.suffix.lower() in OTHER_SUFFIXES:
        return f"{called} is none of {', '.join(SUFFIXES)}; save it as one of these."
    if not is_name(name):
        return f"{called} is no name for a voice: {NAME_RULE}. Rename the file."
    if path != first:
        return (
            f"{called} is not used, because {shown_name(first.name)} gives the voice {name}; "
            "remove one of the two, or rename it."
        )
    return ""
