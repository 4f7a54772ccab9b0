"""A cover is a whole JPEG or PNG of a bounded size, or refused; it is never decoded."""

import random
from contextlib import suppress

import pytest

from backend_queues.errors import InvalidRequest
from frontend.audio.cover import MAX_COVER_BYTES, read_cover
from tests.support.pictures import jpeg, png


@pytest.mark.parametrize(("kind", "data"), [("png", png()), ("jpeg", jpeg())])
def test_a_picture_is_known_by_what_is_in_it(kind: str, data: bytes) -> None:
    cover = read_cover(data)
    assert (cover.kind, cover.width, cover.height) == (kind, 40, 30)
    assert (cover.data, cover.media_type) == (data, f"image/{kind}")


@pytest.mark.parametrize("data", [png(), jpeg()])
def test_one_that_is_cut_off_is_none(data: bytes) -> None:
    for end in range(len(data) - 2):
        with pytest.raises(InvalidRequest, match="no JPEG or PNG, or a damaged one"):
            read_cover(data[:end])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a" + bytes(100),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        png()[:33] + bytes(12) * 30_000,  # empty parts without an end
        b"\xff\xd8" + b"\xff\xe0\x00\x02" * 30_000,
        b"\xff\xd8" + b"\xff" * 4_000_000,
    ],
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidRequest, match="no JPEG or PNG"):
        read_cover(data)


def test_a_large_one_is_refused() -> None:
    with pytest.raises(InvalidRequest, match="more than 5 MB"):
        read_cover(png() + bytes(MAX_COVER_BYTES))
    with pytest.raises(InvalidRequest, match="10001 x 1 pixels"):
        read_cover(png(10_001, 1))


@pytest.mark.parametrize("data", [png(), jpeg()])
def test_whatever_is_changed_in_one_it_is_read_or_refused(data: bytes) -> None:
    chance = random.Random(7)
    for _ in range(2_000):
        changed = bytearray(data)
        for _ in range(chance.randint(1, 4)):
            changed[chance.randrange(len(data))] = chance.randrange(256)
        with suppress(InvalidRequest):
            assert read_cover(bytes(changed)).data == changed
