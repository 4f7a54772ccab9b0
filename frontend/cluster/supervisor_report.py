"""What a supervisor publishes of the workers it keeps running."""

import msgspec

from tasks.supervision.reports import ChildReport


class SupervisorReport(msgspec.Struct, frozen=True):
    """The workers of one supervisor."""

    host: str
    pid: int  # the supervisor's own
    children: tuple[ChildReport, ...]
