"""The wheel of this project, made again of what is installed from one.

So that an environment of a backend holds the very code that builds it, without an index that has
the project: it may come from a file, from git or from anywhere.
"""

import base64
import hashlib
import zipfile
from importlib.metadata import Distribution, PackagePath, distribution
from pathlib import Path

from backend_queues.errors import EnvironmentFailed

NAME = "voice-server"
# What an installer adds to a wheel's files, and what Python does.
_NOT_OF_THE_WHEEL = {"INSTALLER", "REQUESTED", "RECORD", "direct_url.json", "uv_cache.json"}
# Of the time that a zip file knows: the same code makes the same file.
_BEGINNING = (1980, 1, 1, 0, 0, 0)


def project_digest() -> str:
    """Return the digest of the installed code and of what it requires."""
    digest = hashlib.sha256()
    for path in _files(_installed()):
        content_hash = path.hash.value if path.hash else ""
        digest.update(f"{path} {content_hash}\n".encode())
    return digest.hexdigest()


def make_wheel(folder: Path) -> Path:
    """Write the wheel into the folder, and return its path.

    Raises:
        EnvironmentFailed: this code is not installed from a wheel, or files of it are missing.
    """
    installed = _installed()
    path = folder / f"voice_server-{installed.version}-py3-none-any.whl"
    names: list[str] = []
    # With hashes, of which `project_digest` is made: it must be the same in the environment.
    lines: list[str] = []
    try:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
            for file in _files(installed):
                content = file.read_binary()
                wheel.writestr(zipfile.ZipInfo(str(file), _BEGINNING), content)
                names.append(str(file))
                lines.append(f"{file},sha256={_record_hash(content)},{len(content)}\n")
            record = f"{_metadata_folder(names)}/RECORD"
            lines.append(f"{record},,\n")
            wheel.writestr(zipfile.ZipInfo(record, _BEGINNING), "".join(lines))
    except (OSError, StopIteration) as error:
        raise EnvironmentFailed(
            f"The installed voice-server cannot be packed ({error}). Install it again."
        ) from error
    return path


def _installed() -> Distribution:
    return distribution(NAME)


def _files(installed: Distribution) -> list[PackagePath]:
    """Return the files of the wheel, in an order that does not change."""
    found = (path for path in installed.files or () if _is_of_the_wheel(path))
    return sorted(found, key=str)


def _is_of_the_wheel(path: PackagePath) -> bool:
    return (
        ".." not in path.parts
        and "__pycache__" not in path.parts
        and path.name not in _NOT_OF_THE_WHEEL
    )


def _record_hash(content: bytes) -> str:
    """Return a file's digest as a wheel's RECORD has it."""
    digest = hashlib.sha256(content).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _metadata_folder(names: list[str]) -> str:
    return next(name.partition("/")[0] for name in names if name.endswith(".dist-info/METADATA"))
