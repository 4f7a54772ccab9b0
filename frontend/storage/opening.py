"""The file system behind a storage's URL."""

import re

from fsspec import AbstractFileSystem
from fsspec.core import url_to_fs
from fsspec.dircache import DirCache

from backend_queues.errors import InvalidConfiguration, shown
from backend_queues.job_errors import StorageUnavailable

_WORD = re.compile(r"\S++")


def without_password(text: str) -> str:
    """Return a text without what may be a user and a password in a URL."""
    return _WORD.sub(lambda word: _without_credentials(word[0]), text)


def _without_credentials(word: str) -> str:
    """Leave out all from the scheme to the last "@"."""
    scheme, _, rest = word.partition(":")
    _, at, place = rest.rpartition("@")
    return f"{scheme}://***@{place}" if at else word


def open_storage(url: str) -> tuple[AbstractFileSystem, str]:
    """Return the file system of a URL and its path there.

    It is nobody else's, and asks anew for every listing: other processes write there, too.

    Raises:
        InvalidConfiguration: it is no URL of a storage, or a package for it is missing.
        StorageUnavailable: it does not answer.
    """
    told = shown(without_password(url))
    try:
        fs, root = url_to_fs(url, skip_instance_cache=True)
    except ImportError as error:
        raise InvalidConfiguration(
            f"The storage {told} needs a package that is not installed "
            f"({without_password(str(error))}). For S3: pip install 'voice-server[s3]'."
        ) from error
    except (TypeError, ValueError) as error:
        raise InvalidConfiguration(
            f"{told} is no storage ({without_password(str(error))}): give a folder, "
            "file:///folder or s3://bucket/folder."
        ) from error
    except OSError as error:
        raise StorageUnavailable(
            f"The storage {told} does not answer: {without_password(str(error))}."
        ) from error
    if not url or not root.strip("/"):
        raise InvalidConfiguration(
            f"{told} names no folder: give a folder, file:///folder or s3://bucket/folder."
        )
    fs.dircache = DirCache(use_listings_cache=False)
    return fs, root
