"""A zip file that holds a document's parts, which may be of anybody's making."""

import io
import posixpath
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from backend_queues.errors import InvalidRequest, shown
from frontend.jobs.readers.work import Warnings
from frontend.jobs.readers.zipped.salvage import salvaged

MAX_MEMBERS = 10_000
MAX_READ_BYTES = 32 * 2**20  # uncompressed, of all that is read; the longest novels are a fifth
MAX_MARKS = 2_000_000  # what elements, attributes and entities begin with, in all that is read
PART_BYTES = 64 * 1024  # that are unpacked at a time
UTF_8_NAME = 0x800  # of a file's flags: its name is UTF-8

# What EPUBs may use. Python's module unpacks the others whole, however little is asked for.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,  # a feature of zip files that Python does not know
    OSError,
    ValueError,
)


class Unreadable(Exception):
    """One of the files in it cannot be had; the message is a sentence that names it."""


class Archive:
    """Gives out the texts in a zip file, unless they are too large.

    A file is found by its name, also if that is written otherwise in the zip file: with
    backslashes, in another case, with percent-escapes.
    """

    def __init__(self, content: bytes, kind: str, warnings: Warnings) -> None:
        """Open it; `kind` is what it should be, such as "EPUB".

        Of one that is cut off, what can be unpacked is taken, and told of.

        Raises:
            InvalidRequest: it is no zip file, of too many files, or encrypted.
        """
        self._zip = _opened(content, kind, warnings)
        self._kind = kind
        self._members = {info.filename: info for info in self._zip.infolist()}
        self._left_bytes = MAX_READ_BYTES
        self._left_marks = MAX_MARKS
        if len(self._members) > MAX_MEMBERS:
            raise InvalidRequest(f"It holds more than {MAX_MEMBERS} files.")
        if any(info.flag_bits & 1 for info in self._members.values()):
            raise InvalidRequest("It is encrypted with a password: give a file without one.")
        self._by_key: dict[str, str] = {}
        self._by_base: dict[str, list[str]] = {}
        self._list()

    @property
    def names(self) -> list[str]:
        """The names of all files, as the zip file has them."""
        return list(self._members)

    def find(self, name: str) -> str:
        """Return the name that the zip file has for a file; "" if it has none."""
        if name in self._members:
            return name
        return self._by_key.get(_key(name), "")

    def find_elsewhere(self, name: str) -> str:
        """Return the only file of that name in whatever folder; "" if it is not the only one."""
        namesakes = self._by_base.get(posixpath.basename(_key(name)), [])
        return namesakes[0] if len(namesakes) == 1 else ""

    def refuse_large(self, names: Iterable[str]) -> None:
        """Raise InvalidRequest if the files are too large together; none is unpacked for it."""
        sizes = (info.file_size for name in names if (info := self._members.get(name)))
        if sum(sizes) > MAX_READ_BYTES:
            raise _too_large()

    def read(self, name: str) -> bytes:
        """Return a file of the archive; all that are read are no larger than MAX_READ_BYTES.

        Raises:
            Unreadable: there is none of that name, or it is damaged.
            InvalidRequest: it is too large.
        """
        info = self._member(name)
        try:
            return self._unpacked(info)
        except _BROKEN as error:
            raise _damaged(name, error) from error

    def read_picture(self, name: str, limit_bytes: int) -> bytes:
        """Return a picture of the archive, or as much of it as shows that it is over the limit.

        Raises:
            Unreadable: there is none of that name, or it is damaged.
        """
        info = self._member(name)
        try:
            with self._zip.open(info) as file:
                return file.read(limit_bytes + 1)
        except _BROKEN as error:
            raise _damaged(name, error) from error

    def _member(self, name: str) -> zipfile.ZipInfo:
        """Raises Unreadable: there is none of that name that can be unpacked."""
        info = self._members.get(self.find(name))
        if info is None:
            raise Unreadable(f"The file {shown(name)}, which it names, is not in it.")
        if info.compress_type not in _METHODS:
            raise Unreadable(
                f"The file {shown(name)} in it is compressed in a way that is not {self._kind}'s: "
                "pack it with deflate."
            )
        return info

    def _unpacked(self, info: zipfile.ZipInfo) -> bytes:
        """Unpack part by part: what a file says of its size is believed of no file."""
        content = bytearray()
        with self._zip.open(info) as file:
            while part := file.read(PART_BYTES):
                self._left_bytes -= len(part)
                if self._left_bytes < 0:
                    raise _too_large()
                content += part
        self._left_marks -= sum(map(content.count, (b"<", b"=", b"&")))
        if self._left_marks < 0:
            raise InvalidRequest("It is more marks than text.")
        return bytes(content)

    def _list(self) -> None:
        for name, info in self._members.items():
            if name.endswith("/"):
                continue
            spellings = {name, *_as_utf_8(info)}
            for key in map(_key, spellings):
                self._by_key.setdefault(key, name)
            for base in {posixpath.basename(_key(spelling)) for spelling in spellings}:
                self._by_base.setdefault(base, []).append(name)


def _opened(content: bytes, kind: str, warnings: Warnings) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except _BROKEN as error:
        rest = salvaged(content, MAX_READ_BYTES, MAX_MEMBERS)
        if rest is None:
            raise InvalidRequest(f"It is no {kind}, or a damaged one: {error}.") from error
    warnings.add("It is damaged, or cut off: what can be unpacked of it is read.")
    return zipfile.ZipFile(io.BytesIO(rest))


def _as_utf_8(info: zipfile.ZipInfo) -> list[str]:
    """Return the name as UTF-8, which zip files may hold without saying so."""
    if info.flag_bits & UTF_8_NAME or info.filename.isascii():
        return []
    try:
        return [info.filename.encode("cp437").decode()]
    except UnicodeError:
        return []


def _key(name: str) -> str:
    """Return what is the same of all spellings of a name."""
    path = unquote(unquote(name)).replace("\\", "/")
    path = posixpath.normpath(f"/{path}").lstrip("/")
    return unicodedata.normalize("NFC", path).casefold()


def _damaged(name: str, error: Exception) -> Unreadable:
    return Unreadable(f"The file {shown(name)} in it is damaged: {error}.")


def _too_large() -> InvalidRequest:
    return InvalidRequest(f"It holds more than {MAX_READ_BYTES // 2**20} MB of text.")


def resolved(base: str, href: str) -> tuple[str, str]:
    """Return the name in the archive and the fragment that a link in the file `base` points to.

    Both are "" if it is no link.
    """
    try:
        parts = urlsplit(href.strip().replace("\\", "/"))
    except ValueError:
        return "", ""
    path = unquote(parts.path)
    name = posixpath.normpath(posixpath.join(posixpath.dirname(base), path)) if path else base
    return name, unquote(parts.fragment)
