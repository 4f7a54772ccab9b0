"""Parses a job of many items in a process of its own.

python -m frontend.server.routes.jobs.json_child LIMITS FOLDER < BODY
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from backend_queues.errors import InvalidRequest
from frontend.audio.cover import read_cover
from frontend.confinement.child import run
from frontend.jobs.job import Item
from frontend.jobs.limits import limited
from frontend.jobs.readers.handing import COVER, handing_over
from frontend.protocol.mistakes import mistake_in
from frontend.server.messages.jobs import JobBody, JobHead

EXAMPLE = '{"items": [{"id": "1", "text": "Hello."}], "output": {"format": "mp3"}}'


def parse(body: bytes) -> tuple[JobHead, Iterator[Item]]:
    """Return what a body says of the whole job, and its items.

    Raises:
        InvalidRequest: it is no JSON, or not of that shape, or its cover is no picture; the message
            says what to change.
    """
    try:
        asked = msgspec.json.decode(body, type=JobBody)
    except msgspec.ValidationError as error:
        raise InvalidRequest(f"{mistake_in(error, JobBody)} Send JSON such as {EXAMPLE}") from error
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise InvalidRequest(f"This is not JSON ({error}). Send such as {EXAMPLE}") from error
    fields = {name: getattr(asked, name) for name in JobHead.__struct_fields__}
    if asked.cover:
        read_cover(asked.cover)
    return JobHead(**fields), limited(item.item() for item in asked.items)


def read(content: bytes, folder: Path, arguments: list[str]) -> None:
    def read_job(content: bytes, _: list[str]) -> tuple[msgspec.Struct, Iterable[Item]]:
        head, items = parse(content)
        if head.cover:
            (folder / COVER).write_bytes(head.cover)
        return msgspec.structs.replace(head, cover=b""), items

    handing_over(read_job)(content, folder, arguments)


if __name__ == "__main__":
    run(read)
