"""Workers that are only announced, with the speeds that they have measured."""

from collections.abc import Sequence

import msgspec

from tasks.messages import Presence
from tests.support.memory_cluster import MemoryCluster
from tests.support.presences import WORKER


class MeasuredCluster(MemoryCluster):
    """Workers of every backend with these real-time factors, whose segments are of two seconds."""

    def __init__(self, *factors: float) -> None:
        super().__init__(workers=0)
        self.factors = factors
        self.depths = [0]

    def workers(self, backend: str) -> Sequence[Presence]:
        return [
            msgspec.structs.replace(WORKER, real_time_factor=factor, segment_s=2.0 * factor)
            for factor in self.factors
        ]

    def queue_depths(self, backend: str) -> Sequence[int]:
        return self.depths
