"""The user's pip settings in uv's words.

Users who configured pip for a mirror, a find-links folder or a company certificate expect that to
hold for every package download, but uv does not read pip's settings.
"""

import configparser
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec


class _Setting(msgspec.Struct, frozen=True):
    option: str  # pip's name
    variable: str  # uv's name
    separator: str = " "
    also: str = ""  # another name for the same in uv


_SETTINGS = (
    _Setting("index-url", "UV_DEFAULT_INDEX", also="UV_INDEX_URL"),
    _Setting("extra-index-url", "UV_INDEX", also="UV_EXTRA_INDEX_URL"),
    _Setting("find-links", "UV_FIND_LINKS", separator=","),
    _Setting("constraint", "UV_CONSTRAINT"),
    _Setting("cert", "SSL_CERT_FILE"),
    _Setting("trusted-host", "UV_INSECURE_HOST"),
)


def uv_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """Return `environ` with the user's pip settings added wherever uv has no setting yet."""
    options = pip_options(environ)
    translated = dict(environ)
    for setting in _SETTINGS:
        value = options.get(setting.option, "")
        if value and not environ.get(setting.variable) and not environ.get(setting.also):
            translated[setting.variable] = setting.separator.join(value.split())
    if "extra-index-url" in options:
        # To pip all indexes are equal and the best version wins; uv would stop at the first.
        translated.setdefault("UV_INDEX_STRATEGY", "unsafe-best-match")
    return translated


def pip_options(environ: Mapping[str, str]) -> dict[str, str]:
    """Return pip's options for installing, by pip's own precedence: files, then PIP_ variables."""
    options: dict[str, str] = {}
    parser = configparser.RawConfigParser(strict=False)
    parser.read(_config_files(environ), encoding="utf-8")
    for section in ("global", "install"):
        if parser.has_section(section):
            options.update(parser.items(section))
    for name, value in environ.items():
        if name.startswith("PIP_"):
            options[name.removeprefix("PIP_").lower().replace("_", "-")] = value
    return options


def _config_files(environ: Mapping[str, str]) -> Iterator[Path]:
    """Yield pip's configuration files, the one that wins last; they need not exist."""
    named = environ.get("PIP_CONFIG_FILE", "")
    if named == os.devnull:
        return
    home = Path(environ.get("HOME", "~")).expanduser()
    if sys.platform == "darwin":
        yield Path("/Library/Application Support/pip/pip.conf")
    for folder in reversed((environ.get("XDG_CONFIG_DIRS") or "/etc/xdg").split(os.pathsep)):
        yield Path(folder, "pip", "pip.conf")
    yield Path("/etc/pip.conf")
    if not (named and Path(named).exists()):
        yield home / ".pip" / "pip.conf"
        yield Path(environ.get("XDG_CONFIG_HOME") or home / ".config", "pip", "pip.conf")
        if sys.platform == "darwin":
            yield home / "Library" / "Application Support" / "pip" / "pip.conf"
    yield Path(sys.prefix, "pip.conf")
    if named:
        yield Path(named)
