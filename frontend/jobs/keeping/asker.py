"""Who asks for jobs, and which of them he may know of."""

import msgspec


class Asker(msgspec.Struct, frozen=True):
    """`owner` is the id of an API key, "" without keys; what it submits belongs to it."""

    owner: str = ""
    sees_all: bool = True  # an operator; without keys, everybody

    def may_see(self, owner: str) -> bool:
        return self.sees_all or self.owner == owner


ANYBODY = Asker()
