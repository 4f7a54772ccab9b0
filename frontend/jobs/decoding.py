"""Bytes that anybody may have written, read as what they should be."""

from collections.abc import Callable
from typing import TypeVar

from backend_queues.errors import InvalidRequest
from frontend.audio.cover import Cover, read_cover
from tasks.process.decoding import UNDECODABLE

T = TypeVar("T")


class ForeignData(Exception):
    """The bytes are damaged, or of another kind or version; the message says what is wrong."""


def decode_cover(data: bytes) -> Cover:
    try:
        return read_cover(data)
    except InvalidRequest as error:
        raise ForeignData(error.message) from error


def decoded(decode: Callable[[bytes], T], data: bytes) -> T:
    """Return what msgspec's decoder makes of the bytes.

    Raises:
        ForeignData: nothing, for whatever reason.
    """
    if not data:
        raise ForeignData("it is empty")
    try:
        return decode(data)
    except UNDECODABLE as error:
        raise ForeignData(str(error)) from error
