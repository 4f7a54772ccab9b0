"""The voice samples that clients can name, from the folders of all frontends."""

import unicodedata
from collections.abc import Iterable, Iterator

import msgspec
from msgspec.structs import replace

from backend_queues.base import VoiceSample
from backend_queues.voices import MAX_NAME_CHARS

NOTHING_CLONES = (
    "No backend that runs now clones voices, so nothing speaks with it yet. "
    "voice-server worker chatterbox starts one that does."
)
MAX_DECOMPOSED = 4 * MAX_NAME_CHARS  # a letter of a name may have marks of its own


class VoiceSampleEntry(msgspec.Struct, frozen=True):
    """One file of a frontend's folder: the voice it gives, or the problem, a whole sentence."""

    file: str
    name: str
    changed_at: float  # seconds since the epoch
    voice_sample: VoiceSample | None = msgspec.field(default=None, name="sample")
    problem: str = ""
    licence: str = ""
    owner: str = ""  # the key that uploaded it; "": it is everybody's


class Catalogue:
    """Of several files of one name the newest that can be used gives the voice.

    `hides_voices` says that it goes before a backend's own voice of that name.
    """

    def __init__(
        self, entries: Iterable[VoiceSampleEntry] = (), *, hides_voices: bool = False
    ) -> None:
        self.hides_voices = hides_voices
        self._voices: dict[str, VoiceSample] = {}
        self._licences: dict[str, str] = {}
        self._problems: dict[str, list[VoiceSampleEntry]] = {}
        for entry in sorted(set(entries), key=_by_name_and_age):  # frontends may share a folder
            if entry.voice_sample:
                self._voices[entry.name] = replace(entry.voice_sample, owner=entry.owner)
                self._licences[entry.name] = entry.licence
            else:
                self._problems.setdefault(entry.name, []).append(entry)

    @property
    def voices(self) -> Iterable[VoiceSample]:
        """The voices, by name."""
        return self._voices.values()

    @property
    def problems(self) -> Iterator[VoiceSampleEntry]:
        """The files that give no voice, by name."""
        return (entry for entries in self._problems.values() for entry in entries)

    def find(self, name: str) -> VoiceSample | None:
        return self._voices.get(normal(name))

    def licence(self, name: str) -> str:
        return self._licences.get(normal(name), "")

    def problem(self, name: str) -> str:
        """Return why the files of that name give no voice; "" if there are none, or they do."""
        if self.find(name):
            return ""
        return " ".join(entry.problem for entry in self._problems.get(normal(name), ()))


def normal(name: str) -> str:
    """Return a name as it is compared: some systems write é as two characters.

    A name that no voice can have stays as it is: of n marks over one letter, putting them into
    their order takes n squared steps.
    """
    return unicodedata.normalize("NFC", name) if len(name) <= MAX_DECOMPOSED else name


def _by_name_and_age(entry: VoiceSampleEntry) -> tuple[str, float, str, str]:
    digest = entry.voice_sample.digest if entry.voice_sample else ""
    return entry.name, entry.changed_at, entry.file, digest
