"""The file system behind a storage's URL."""

from fsspec import AbstractFileSystem
from fsspec.core import url_to_fs
from fsspec.dircache import DirCache

from backend_queues.errors import InvalidConfiguration, StorageUnavailable, shown


def open_storage(url: str) -> tuple[AbstractFileSystem, str]:
    """Return the file system of a URL and its path there.

    It is nobody else's, and asks anew for every listing: other processes write there, too.

    Raises:
        InvalidConfiguration: it is no URL of a storage, or a package for it is missing.
        StorageUnavailable: it does not answer.
    """
    try:
        fs, root = url_to_fs(url, skip_instance_cache=True)
    except ImportError as error:
        raise InvalidConfiguration(
            f"The storage {shown(url)} needs a package that is not installed ({error}). For S3: "
            "pip install 'voice-server[s3]'."
        ) from error
    except (TypeError, ValueError) as error:
        raise InvalidConfiguration(
            f"{shown(url)} is no storage ({error}): give a folder, file:///folder or "
            "s3://bucket/folder."
        ) from error
    except OSError as error:
        raise StorageUnavailable(f"The storage {shown(url)} does not answer: {error}.") from error
    if not url or not root.strip("/"):
        raise InvalidConfiguration(
            f"{shown(url)} names no folder: give a folder, file:///folder or s3://bucket/folder."
        )
    fs.dircache = DirCache(use_listings_cache=False)
    return fs, root
