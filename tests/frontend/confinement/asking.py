"""Asks a reader to try something."""

import json
import tempfile
from typing import Any

from frontend.confinement.limits import Limits
from frontend.confinement.process import Reader
from frontend.confinement.readers import Readers

LIMITS = Limits(memory_bytes=2**30, cpu_s=30, wall_s=60, file_bytes=2**20)
PRYING = Reader("tests.frontend.confinement.prying", LIMITS)


async def told(readers: Readers, what: str, reader: Reader = PRYING) -> dict[str, Any]:
    """Have a reader try something, and return what it tells of it."""
    with tempfile.TemporaryFile() as file:
        file.write(what.encode())
        async with readers.place() as place, place.reading(reader, file, "an argument") as folder:
            result: dict[str, Any] = json.loads((folder / "told.json").read_text())
    assert not folder.exists()
    return result
