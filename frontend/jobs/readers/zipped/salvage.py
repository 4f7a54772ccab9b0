"""A zip file whose table of contents is lost, as of one that was cut off: its files stand in a row.

Each begins with a header of its own. What can be unpacked of them is packed anew.
"""

import io
import struct
import zipfile
import zlib

MAX_NAME_BYTES = 1_000
TIMES_READ = 4  # so many times as many bytes as there are may be looked at
PART_BYTES = 64 * 1024

_SIGNATURE = b"PK\x03\x04"
_HEADER = struct.Struct("<4s5H3L2H")
_ENCRYPTED, _UTF_8 = 0x1, 0x800


class _Scan:
    """Goes through the bytes from one header to the next."""

    def __init__(self, content: bytes, max_bytes: int, max_members: int) -> None:
        self._content = content
        self._left_bytes = max_bytes  # unpacked
        self._left_looks = TIMES_READ * len(content)
        self._max_members = max_members

    def members(self) -> dict[str, bytes]:
        """Return what can be unpacked, by the files' names; the last may lack its end."""
        found: dict[str, bytes] = {}
        at = self._content.find(_SIGNATURE)
        while at >= 0 and len(found) < self._max_members and self._left_looks > 0:
            name, data, end = self._member(at)
            if name:
                found.setdefault(name, data)
            at = self._content.find(_SIGNATURE, max(end, at + len(_SIGNATURE)))
        return found

    def _member(self, at: int) -> tuple[str, bytes, int]:
        """Return the name and the data of the file at a header, and where it ends."""
        head = self._content[at : at + _HEADER.size]
        if len(head) < _HEADER.size:
            return "", b"", 0
        _, _, flags, method, _, _, _, packed, _, name_bytes, extra = _HEADER.unpack(head)
        start = at + _HEADER.size + name_bytes + extra
        if flags & _ENCRYPTED or not 0 < name_bytes <= MAX_NAME_BYTES:
            return "", b"", 0
        raw_name = self._content[at + _HEADER.size : at + _HEADER.size + name_bytes]
        name = raw_name.decode("utf-8" if flags & _UTF_8 else "cp437", "replace").replace("\0", "")
        if method == zipfile.ZIP_STORED:
            data = self._content[start : start + packed]
            self._left_bytes -= len(data)
            return (name if self._left_bytes >= 0 else ""), data, start + len(data)
        if method == zipfile.ZIP_DEFLATED:
            data, end = self._inflated(start)
            return (name if data else ""), data, end
        return "", b"", 0

    def _inflated(self, start: int) -> tuple[bytes, int]:
        """Return what can be unpacked from there, and where the packed data ends."""
        inflating, data, at = zlib.decompressobj(-zlib.MAX_WBITS), bytearray(), start
        while not inflating.eof and at < len(self._content) and self._left_bytes > 0:
            part = inflating.unconsumed_tail or self._content[at : at + PART_BYTES]
            try:
                made = inflating.decompress(part, PART_BYTES)
            except zlib.error:
                return bytes(data), at
            used = len(part) - len(inflating.unconsumed_tail) - len(inflating.unused_data)
            at += used
            self._left_looks -= used
            self._left_bytes -= len(made)
            data += made
            if not made and not used:
                break
        return bytes(data), at


def salvaged(content: bytes, max_bytes: int, max_members: int) -> bytes | None:
    """Return a zip file of what can be unpacked of one that cannot be opened; None if nothing can.

    No more is unpacked than `max_bytes`.
    """
    members = _Scan(content, max_bytes, max_members).members()
    if not members:
        return None
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return packed.getvalue()
