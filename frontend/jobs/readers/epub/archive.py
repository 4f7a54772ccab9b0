"""The zip file of an EPUB, which may be of anybody's making."""

import io
import posixpath
import re
import zipfile
import zlib
from html.entities import html5
from urllib.parse import unquote, urlsplit

from lxml import etree

from backend_queues.errors import InvalidRequest, shown

MAX_MEMBERS = 10_000
MAX_READ_BYTES = 32 * 2**20  # uncompressed, of all that is read; the longest novels are a fifth
MAX_MARKS = 2_000_000  # what elements, attributes and entities begin with, in all that is read
PART_BYTES = 64 * 1024  # that are unpacked at a time

# What EPUBs may use. Python's module unpacks the others whole, however little is asked for.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31};)")
_XML_ENTITIES = frozenset((b"amp;", b"lt;", b"gt;", b"quot;", b"apos;"))
_ENCRYPTION = "META-INF/encryption.xml"
_FONT_ALGORITHMS = frozenset(
    ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
)
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,  # a feature of zip files that Python does not know
    OSError,
    ValueError,
)


class Archive:
    """Gives out the texts in the zip file, unless they are too large."""

    def __init__(self, content: bytes) -> None:
        """Open it.

        Raises:
            InvalidRequest: it is no zip file, of too many files, or protected.
        """
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except _BROKEN as error:
            raise InvalidRequest(f"It is no EPUB, or a damaged one: {error}.") from error
        self._names = {info.filename: info for info in self._zip.infolist()}
        self._left_bytes = MAX_READ_BYTES
        self._left_marks = MAX_MARKS
        if len(self._names) > MAX_MEMBERS:
            raise InvalidRequest(f"It holds more than {MAX_MEMBERS} files.")
        self._refuse_protected()

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def refuse_large(self, names: list[str]) -> None:
        """Raise InvalidRequest if the files are too large together; none is unpacked for it."""
        sizes = (info.file_size for name in names if (info := self._names.get(name)))
        if sum(sizes) > MAX_READ_BYTES:
            raise _too_large()

    def read(self, name: str) -> bytes:
        """Return a file of the archive; all that are read are no larger than MAX_READ_BYTES.

        Raises:
            InvalidRequest: there is none, or it is damaged or too large.
        """
        info = self._names.get(name)
        if info is None:
            raise InvalidRequest(f"The file {shown(name)}, which it names, is not in it.")
        if info.compress_type not in _METHODS:
            raise InvalidRequest(
                f"The file {shown(name)} in it is compressed in a way that is not EPUB's: pack it "
                "with deflate."
            )
        try:
            return self._unpacked(info)
        except _BROKEN as error:
            raise InvalidRequest(f"The file {shown(name)} in it is damaged: {error}.") from error

    def read_xml(self, name: str) -> etree._Element:
        """Return the root of an XML file of the archive."""
        root = parsed_xml(self.read(name))
        if root is None:
            raise InvalidRequest(f"The file {shown(name)} in it is no XML.")
        return root

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

    def _refuse_protected(self) -> None:
        if any(info.flag_bits & 1 for info in self._names.values()):
            raise InvalidRequest("It is encrypted with a password: give a file without one.")
        if _ENCRYPTION not in self:
            return
        methods = self.read_xml(_ENCRYPTION).iterfind(".//{*}EncryptedData/{*}EncryptionMethod")
        if any(method.get("Algorithm") not in _FONT_ALGORITHMS for method in methods):
            raise InvalidRequest(
                "It is protected against copying (DRM), so its text cannot be read: give a file "
                "without such protection."
            )


def _too_large() -> InvalidRequest:
    return InvalidRequest(f"It holds more than {MAX_READ_BYTES // 2**20} MB of text.")


def parsed_xml(content: bytes, is_lenient: bool = True) -> etree._Element | None:
    """Return the root of an XML file; None if it is none.

    No entity but those of HTML is expanded, and nothing else is read for it. `is_lenient`: errors
    are passed over.
    """
    parser = etree.XMLParser(
        recover=is_lenient,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(_ENTITY.sub(_as_number, content), parser)
    except etree.XMLSyntaxError:
        return None
    if root is not None:
        etree.strip_tags(root, etree.Entity)
    return root


def _as_number(found: re.Match[bytes]) -> bytes:
    """Return an entity of HTML as a number, which XML knows without a definition."""
    if found[1] in _XML_ENTITIES or (text := html5.get(found[1].decode())) is None:
        return found[0]
    return "".join(f"&#{ord(char)};" for char in text).encode()


def resolved(base: str, href: str) -> tuple[str, str]:
    """Return the name in the archive and the fragment that a link in the file `base` points to.

    Both are "" if it is no link.
    """
    try:
        parts = urlsplit(href)
    except ValueError:
        return "", ""
    path = unquote(parts.path)
    name = posixpath.normpath(posixpath.join(posixpath.dirname(base), path)) if path else base
    return name, unquote(parts.fragment)
