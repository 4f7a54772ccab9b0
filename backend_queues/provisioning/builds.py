"""What a backend makes of its model files at install, so that a worker finds it ready.

A backend's build.yaml names the module that builds, in the backend's environment, the packages that
only it needs, and the files that decide what comes out:

module: backend_queues.kokoro.build
requirements: [onnx>=1.20]
sources: [assets.yaml, ../kokoro_openvino/build.py]

The module gets the folder to write to. It stands in the cache's folder `built`, under the digest of
those files and of the requirements, so that another version of this project builds its own, and is
moved there when it is whole. An image brings it along in `built` below VOICE_SERVER_MODELS.
"""

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from backend_queues.cache import cache_root, locked
from backend_queues.errors import AssetUnavailable, InvalidConfiguration
from backend_queues.provisioning import environments
from backend_queues.provisioning.commands import CommandFailed, Report, run, run_uv
from backend_queues.provisioning.folders import MODELS_VARIABLE
from backend_queues.registry import BackendSpec
from backend_queues.threads import ONE_FOR_NUMPY

LEFT_OVER = "building-"  # of a build that was killed


class Build(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    module: str
    requirements: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


def built(backend: str, folder: Path) -> Path:
    """Return the folder with what was built. Nothing is built.

    Raises:
        AssetUnavailable: it is missing, or another version's; the message says what to run.
    """
    for root in _roots():
        path = root / "built" / build_key(folder)
        if path.is_dir():
            return path
    raise AssetUnavailable(
        f"{backend} has not been built for this version. "
        f"Run: voice-server backends install {backend}"
    )


def build(spec: BackendSpec, report: Report) -> None:
    """Build what the backend's folder asks for, unless it is there.

    Raises:
        AssetUnavailable: building failed; the message ends with what was said.
    """
    wanted = read_build(spec.folder)
    if wanted is None or is_built(spec):
        return
    target = cache_root() / "built" / build_key(spec.folder)

    def waiting() -> None:
        report(f"{spec.name}: another install is building; waiting for it")

    with locked(target.parent / "build.lock", waiting):
        if target.is_dir():
            return
        for left_over in target.parent.glob(f"{LEFT_OVER}*"):
            shutil.rmtree(left_over)
        with TemporaryDirectory(prefix=LEFT_OVER, dir=target.parent) as temporary:
            try:
                _build(spec, wanted, Path(temporary), report)
            except CommandFailed as error:
                raise AssetUnavailable(
                    f"{spec.name} could not be built from its model files. Run again: "
                    f"voice-server backends install {spec.name}\n{error}"
                ) from error
            Path(temporary, "built").rename(target)


def is_built(spec: BackendSpec) -> bool:
    with suppress(AssetUnavailable):
        return built(spec.name, spec.folder).is_dir()
    return False


def _build(spec: BackendSpec, wanted: Build, temporary: Path, report: Report) -> None:
    python, packages = str(environments.python_of(spec)), temporary / "packages"
    if wanted.requirements:
        report(f"{spec.name}: fetching what only building needs")
        target = ("pip", "install", "--python", python, "--target", str(packages))
        run_uv(*target, *wanted.requirements, report=report)
    path = [environments.code_path().get("PYTHONPATH", ""), str(packages)]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, path)),
        "PYTHONUNBUFFERED": "1",
        **ONE_FOR_NUMPY,
    }
    report(f"{spec.name}: building")
    run([python, "-m", wanted.module, str(temporary / "built")], report, environment)


@cache
def read_build(folder: Path) -> Build | None:
    """Return what the folder's build.yaml says, None without one.

    Raises:
        InvalidConfiguration: the file is wrong; the message names the key.
    """
    path = folder / "build.yaml"
    if not path.exists():
        return None
    try:
        return msgspec.yaml.decode(path.read_bytes(), type=Build)
    except msgspec.DecodeError as error:
        raise InvalidConfiguration(f"{path}: {error}") from error


def build_key(folder: Path) -> Path:
    """Return the path of what is built of this version below a folder of such things."""
    return Path(folder.name.replace("_", "-"), _digest(folder)[:16])


def _roots() -> Iterator[Path]:
    if models := os.environ.get(MODELS_VARIABLE):
        yield Path(models).expanduser()
    yield cache_root()


@cache
def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for file in _sources(folder):
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _sources(folder: Path) -> Iterator[Path]:
    wanted = read_build(folder)
    yield folder / "build.yaml"
    yield folder / "requirements.txt"
    yield from (folder / source for source in (wanted.sources if wanted else ()))
