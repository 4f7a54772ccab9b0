"""Zip files that unpack to more than they say, or say more than they hold: memory stays small."""

import io
import struct
import tracemalloc
import zipfile
from typing import Any

import pytest

from backend_queues.errors import InvalidRequest
from frontend.jobs.readers.read import read_items
from tests.frontend.jobs.readers.epubs import epub, package

REAL_BYTES = 64 * 2**20
PEAK_BYTES = 3 * 2**20
METHODS = (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, zipfile.ZIP_DEFLATED)


def bomb(method: int, declared_bytes: int) -> bytes:
    """Return a zip file whose first text has REAL_BYTES, and claims to have another size."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        archive.writestr("META-INF/container.xml", b" " * REAL_BYTES)
    real, claimed = struct.pack("<L", REAL_BYTES), struct.pack("<L", declared_bytes)
    return file.getvalue().replace(real, claimed)


def refusal(content: bytes) -> tuple[str, int]:
    """Return why a book is refused, and the most memory that it took."""
    tracemalloc.start()
    try:
        with pytest.raises(InvalidRequest) as caught:
            read_items("book.epub", content)
        return caught.value.message, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("method", METHODS)
def test_a_file_that_unpacks_to_more_than_it_says_takes_no_more_than_that(method: int) -> None:
    content = bomb(method, declared_bytes=100)
    message, peak_bytes = refusal(content)
    assert ("is damaged" if method == zipfile.ZIP_DEFLATED else "pack it with deflate") in message
    assert peak_bytes < PEAK_BYTES + len(content)


def test_a_file_that_says_how_large_it_is_is_unpacked_up_to_the_limit() -> None:
    message, peak_bytes = refusal(bomb(zipfile.ZIP_DEFLATED, REAL_BYTES))
    assert "more than 32 MB" in message
    assert peak_bytes < 100 * 2**20


def test_what_is_read_beside_the_texts_counts_with_them() -> None:
    padding = " " * (17 * 2**20)
    pages = {"a.xhtml": f"<p>a</p>{padding}"}
    opf: dict[str, Any] = {"OEBPS/content.opf": package(pages) + padding}
    message, _ = refusal(epub(pages, **opf))
    assert "more than 32 MB" in message
