"""Parses a job of many items in a process of its own.

python -m frontend.server.routes.jobs.json_child LIMITS FOLDER < BODY
"""

from collections.abc import Iterable, Iterator

import msgspec

from backend_queues.errors import InvalidRequest
from frontend.confinement.child import run
from frontend.jobs.job import Item
from frontend.jobs.limits import limited
from frontend.jobs.readers.handing import handing_over
from frontend.protocol.mistakes import mistake_in
from frontend.server.messages.jobs import JobBody, JobHead

EXAMPLE = '{"items": [{"id": "1", "text": "Hello."}], "output": {"format": "mp3"}}'


def parse(body: bytes) -> tuple[JobHead, Iterator[Item]]:
    """Return what a body says of the whole job, and its items.

    Raises:
        InvalidRequest: it is no JSON, or not of that shape; the message shows an example.
    """
    try:
        asked = msgspec.json.decode(body, type=JobBody)
    except msgspec.ValidationError as error:
        raise InvalidRequest(f"{mistake_in(error, JobBody)} Send JSON such as {EXAMPLE}") from error
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise InvalidRequest(f"This is not JSON ({error}). Send such as {EXAMPLE}") from error
    fields = {name: getattr(asked, name) for name in JobHead.__struct_fields__}
    return JobHead(**fields), limited(item.item() for item in asked.items)


def read(content: bytes, _: list[str]) -> tuple[msgspec.Struct, Iterable[Item]]:
    return parse(content)


if __name__ == "__main__":
    run(handing_over(read))
