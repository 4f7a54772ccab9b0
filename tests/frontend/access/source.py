"""A source of API keys that a test changes, and takes away."""

from frontend.access.errors import KeysUnavailable
from frontend.access.key import KeyRecord
from frontend.access.keyring import Records


class Source:
    def __init__(self, *records: KeyRecord) -> None:
        self.records = {record.id: record for record in records}
        self.answers = True
        self.reads = 0

    async def version(self) -> str:
        if not self.answers:
            raise KeysUnavailable("It is away.")
        return str(sorted(self.records))

    async def read(self) -> Records:
        self.reads += 1
        return dict(self.records)
