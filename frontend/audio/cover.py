"""A work's cover: the picture that players show, a JPEG or PNG as it came.

Only its outline is read: what it is made of from the first byte to the last, and its size. PNG's
parts and JPEG's are each as long as they say, https://www.w3.org/TR/png-3/ and ITU-T T.81.
"""

import base64
import struct
from collections.abc import Iterator

import msgspec

from backend_queues.errors import InvalidRequest

MAX_COVER_BYTES = 5_000_000
MAX_SIDE = 10_000  # in pixels
MAX_PARTS = 20_000
TAGGED = ("mp3", "flac", "opus", "m4b", "epub")  # formats that keep one
FRONT_COVER = 3  # of ID3's kinds of pictures, which FLAC and Ogg have too
BITS_A_PIXEL = 24

_PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
_JPEG_MAGIC = b"\xff\xd8"
_SCAN, _END = 0xDA, 0xD9
_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # a frame's header, by whatever coding
_ALONE = frozenset((0x01, *range(0xD0, 0xD8)))  # markers without a length


class Cover(msgspec.Struct, frozen=True):
    data: bytes
    kind: str  # "jpeg" or "png"
    width: int
    height: int

    @property
    def media_type(self) -> str:
        return f"image/{self.kind}"

    @property
    def suffix(self) -> str:
        return ".jpg" if self.kind == "jpeg" else ".png"


def read_cover(data: bytes) -> Cover:
    """Return the cover that the bytes are.

    Raises:
        InvalidRequest: they are no whole JPEG or PNG, or too large a one.
    """
    if len(data) > MAX_COVER_BYTES:
        raise InvalidRequest(
            f"The cover has more than {MAX_COVER_BYTES / 1e6:g} MB: give a smaller picture."
        )
    kind, size = _outline(data)
    if size is None:
        raise InvalidRequest("The cover is no JPEG or PNG, or a damaged one: give another picture.")
    if not all(0 < side <= MAX_SIDE for side in size):
        raise InvalidRequest(
            f"The cover has {size[0]} x {size[1]} pixels: give one of 1 to {MAX_SIDE:,} a side."
        )
    return Cover(data, kind, *size)


def picture_tag(cover: Cover) -> str:
    """Return the cover as the comments of Ogg have it: FLAC's block of a picture, in base64.

    https://www.rfc-editor.org/rfc/rfc9639#name-picture
    """
    media_type = cover.media_type.encode()
    block = struct.pack(
        f">II{len(media_type)}sIIIIII",
        *(FRONT_COVER, len(media_type), media_type, 0),
        *(cover.width, cover.height, BITS_A_PIXEL, 0, len(cover.data)),
    )
    return base64.b64encode(block + cover.data).decode()


def _outline(data: bytes) -> tuple[str, tuple[int, int] | None]:
    if data.startswith(_PNG_MAGIC):
        return "png", _png_size(data)
    if data.startswith(_JPEG_MAGIC):
        return "jpeg", _jpeg_size(data)
    return "", None


def _png_size(data: bytes) -> tuple[int, int] | None:
    """Return width and height of one whose parts are all there."""
    size, at, has_pixels = None, len(_PNG_MAGIC), False
    for _ in range(MAX_PARTS):
        if len(data) - at < 12:
            return None
        length, name = struct.unpack_from(">I4s", data, at)
        if name == b"IHDR" and length == 13 and size is None:
            size = struct.unpack_from(">II", data, at + 8) if len(data) - at >= 25 else None
        has_pixels = has_pixels or (name == b"IDAT" and length > 0)
        at += 12 + length
        if size is None or at > len(data):
            return None
        if name == b"IEND":
            return size if has_pixels else None
    return None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Return width and height of one that has a header, a scan and an end."""
    size = None
    for marker, at in _jpeg_parts(data):
        if marker in _SIZES and size is None and len(data) - at >= 7:
            height, width = struct.unpack_from(">HH", data, at + 3)
            size = width, height
        if marker == _SCAN:
            return size if data.find(b"\xff\xd9", at) > 0 else None
    return None


def _jpeg_parts(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield the markers up to the first scan, each with the place of its length."""
    at = len(_JPEG_MAGIC)
    for _ in range(MAX_PARTS):
        while data[at : at + 2] == b"\xff\xff":  # it may be filled up
            at += 1
        if len(data) - at < 4 or data[at] != 0xFF or data[at + 1] in (0, _END):
            return
        marker, at = data[at + 1], at + 2
        if marker in _ALONE:
            continue
        yield marker, at
        at += max(2, int.from_bytes(data[at : at + 2], "big"))
