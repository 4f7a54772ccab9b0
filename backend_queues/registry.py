"""The registry of backends, read from backends.yaml or the file VOICE_SERVER_BACKENDS names."""

import os
import re
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import msgspec

from backend_queues.adapters import import_adapter
from backend_queues.base import Backend, OptionValue
from backend_queues.errors import InvalidConfiguration, UnknownBackend, shown
from backend_queues.suggestions import did_you_mean

Replicas = Annotated[int, msgspec.Meta(ge=0)]
UnloadAfter = Annotated[float, msgspec.Meta(ge=0, le=31_536_000)]  # up to a year
DEFAULT_VARIABLE = "VOICE_SERVER_DEFAULT_BACKEND"
ADAPTER = re.compile(r"\w+(?:\.\w+)*:\w+")
BUILT_IN_FILE = Path(__file__).with_name("backends.yaml")


class Fallback(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A backend that speaks in the place of another one; options are by the voice's sex."""

    backend: str
    voices: dict[str, str] = {}  # its voice for one of the other's, where it is not to be found
    female: dict[str, OptionValue] = {}
    male: dict[str, OptionValue] = {}
    cloned: bool = False  # whether a voice of its own may speak for a cloned one


class BackendEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of the file. The adapter is made with `options`, and with `weights` if given."""

    adapter: str  # "package.module:Class"
    environment: str = ""  # the folder of .venvs; entries may share one; "" is the entry's own name
    options: dict[str, Any] = {}
    default_voice: str = ""  # "" is the first of the backend's voices
    weights: str = ""  # which model of the folder's weights.yaml the adapter loads
    purpose: str = ""  # a sentence: when to choose it
    licence: str = ""  # of its weights
    environment_mb: int = 0  # what its environment takes on disk, about
    example: bool = False  # only shows how one is made: it speaks for nobody who did not name it
    replicas: Replicas = 1  # workers, if no number is asked for; 0: as many as suit the machine
    unload_after_s: UnloadAfter = 0.0  # of nothing to speak a worker frees its model; 0: never
    fallback: tuple[str | Fallback, ...] = ()  # who speaks where this one cannot, in that order

    @property
    def fallbacks(self) -> tuple[Fallback, ...]:
        return tuple(Fallback(it) if isinstance(it, str) else it for it in self.fallback)


class OpenAINames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The meaning of the names that OpenAI's clients send.

    A model maps to the first of its backends that has a live worker; one without backends maps to
    the server's default backend. A voice maps to another voice, on backends that have it.
    """

    models: dict[str, tuple[str, ...]] = {}
    voices: dict[str, str] = {}


class VendorVoice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The voice that speaks for one of another service; without a backend, any that has it."""

    voice: str = ""
    backend: str = ""
    language: str = ""


class VendorTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The meaning of the names that clients of other speech services send."""

    voices: dict[str, VendorVoice] = {}
    models: dict[str, str] = {}  # their model -> a backend


class RegistryFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    default: str
    backends: dict[str, BackendEntry]
    renamed: dict[str, str] = {}  # a backend's former name -> its name
    openai: OpenAINames | None = None  # None is the built-in file's
    vendors: VendorTable | None = None  # the same


class BackendSpec(msgspec.Struct, frozen=True):
    """A backend that can be installed and served."""

    name: str
    entry: BackendEntry

    @property
    def queue(self) -> str:
        return f"tts.{self.name}"

    @property
    def environment(self) -> str:
        return self.entry.environment or self.name

    @property
    def folder(self) -> Path:
        """The adapter's folder, with its requirements.txt and assets.yaml; imports nothing."""
        package, _, _ = self.entry.adapter.partition(":")[0].rpartition(".")
        return Path(__file__).parent.parent.joinpath(*package.split("."))

    def create(self) -> Backend:
        """Import the adapter and make the backend, not loaded yet; only for its own environment.

        Raises:
            InvalidConfiguration: there is no such adapter, or it does not take these options.
        """
        adapter = import_adapter(self.name, self.entry.adapter)
        model = {"weights": self.entry.weights} if self.entry.weights else {}
        try:
            backend: Backend = adapter(**model, **self.entry.options)
        except TypeError as error:
            raise InvalidConfiguration(f"backends.{self.name}.options: {error}") from error
        return backend


class Registry(msgspec.Struct, frozen=True):
    default: str
    specs: dict[str, BackendSpec]
    openai: OpenAINames = OpenAINames()
    renamed: dict[str, str] = {}
    vendors: VendorTable = VendorTable()

    def current(self, name: str) -> str:
        """Return the name that a backend has now, for one that is a former name.

        Former names stand in jobs, in the defaults, and in people's scripts. They are understood
        wherever a name is read, but listed nowhere.
        """
        return name if name in self.specs else self.renamed.get(name, name)

    @property
    def fallbacks(self) -> dict[str, tuple[str, ...]]:
        """The backends that may speak in the place of each."""
        return {
            name: tuple(fallback.backend for fallback in spec.entry.fallbacks)
            for name, spec in self.specs.items()
        }

    def get(self, name: str) -> BackendSpec:
        """Return the backend of that name, also a former one, or the default one for "".

        Raises:
            UnknownBackend: no backend has that name; the message lists the names.
        """
        spec = self.specs.get(self.current(name or self.default))
        if spec is None:
            raise UnknownBackend(
                f"There is no backend {shown(name)}; the backends are: {', '.join(self.specs)}."
                f"{did_you_mean(name, self.specs)}"
            )
        return spec


def read_registry(path: Path) -> Registry:
    """Read and check one registry file.

    Raises:
        InvalidConfiguration: the file is missing or wrong; the message names the key.
    """
    file = _read_file(path)
    openai = file.openai or _built_in_names(file.backends)
    vendors = file.vendors or _built_in_vendors(file.backends)
    for key, backend in _named_backends(file, openai, vendors):
        if backend not in file.backends:
            raise InvalidConfiguration(
                f"{path}: {key} names a backend that is not in the file: {backend}"
            )
    for name, entry in file.backends.items():
        _check_entry(path, name, entry, file.backends)
    specs = {name: BackendSpec(name, entry) for name, entry in file.backends.items()}
    return Registry(file.default, specs, openai, file.renamed, vendors)


def _named_backends(
    file: RegistryFile, openai: OpenAINames, vendors: VendorTable
) -> Iterator[tuple[str, str]]:
    """Yield the keys beside `backends` that name one, and which."""
    yield "default", file.default
    for name, now in file.renamed.items():
        yield f"renamed.{name}", now
    for model, names in openai.models.items():
        for name in names:
            yield f"openai.models.{model}", name
    for name, meant in vendors.voices.items():
        if meant.backend:
            yield f"vendors.voices.{name}", meant.backend
    for name, backend in vendors.models.items():
        if backend:
            yield f"vendors.models.{name}", backend


def _check_entry(path: Path, name: str, entry: BackendEntry, backends: Collection[str]) -> None:
    if not ADAPTER.fullmatch(entry.adapter):
        raise InvalidConfiguration(
            f"{path}: backends.{name}.adapter must be a class, as package.module:Class, not "
            f"{shown(entry.adapter)}."
        )
    for fallback in entry.fallbacks:
        if fallback.backend not in backends or fallback.backend == name:
            raise InvalidConfiguration(
                f"{path}: backends.{name}.fallback names a backend that is not another one of the "
                f"file: {fallback.backend}"
            )


def _read_file(path: Path) -> RegistryFile:
    try:
        return msgspec.yaml.decode(path.read_bytes(), type=RegistryFile)
    except (OSError, ValueError) as error:  # also of a date that is none, such as 2024-13-45
        raise InvalidConfiguration(f"{path}: {error}") from error


def _built_in_names(backends: Collection[str]) -> OpenAINames:
    """Return those of the built-in file's names that map to one of these backends."""
    names = _read_file(BUILT_IN_FILE).openai or OpenAINames()
    models = {
        model: tuple(name for name in wanted if name in backends)
        for model, wanted in names.models.items()
    }
    kept = {model: found for model, found in models.items() if found or not names.models[model]}
    return OpenAINames(kept, names.voices)


def _built_in_vendors(backends: Collection[str]) -> VendorTable:
    """Return the built-in file's table, as far as its backends are these."""
    table = _read_file(BUILT_IN_FILE).vendors or VendorTable()
    known = {"", *backends}
    voices = {name: meant for name, meant in table.voices.items() if meant.backend in known}
    models = {name: backend for name, backend in table.models.items() if backend in known}
    return VendorTable(voices, models)


@cache
def registry() -> Registry:
    """Return this process's registry; VOICE_SERVER_DEFAULT_BACKEND overrides the file's default.

    Raises:
        InvalidConfiguration: the file is wrong, or the default is not one of its backends.
    """
    found = read_registry(Path(os.environ.get("VOICE_SERVER_BACKENDS") or BUILT_IN_FILE))
    default = found.current(os.environ.get(DEFAULT_VARIABLE) or found.default)
    if default not in found.specs:
        raise InvalidConfiguration(f"{DEFAULT_VARIABLE}={default}: there is no such backend.")
    return msgspec.structs.replace(found, default=default)
