"""flower's page and route of the queues, with the frontends' own figures.

By itself flower asks Redis or RabbitMQ's management plugin, and knows neither the database of a
unix socket nor passwords outside the broker's URL.
"""

from collections.abc import Sequence
from typing import Any

from flower.api.tasks import GetQueueLengths
from flower.app import Flower
from flower.views.broker import BrokerView

from frontend.cluster.reader import ClusterReader


class QueueCounts:
    """Takes the place of flower's own broker."""

    def __init__(self, cluster: ClusterReader) -> None:
        self._cluster = cluster

    async def queues(self, names: Sequence[str]) -> list[dict[str, Any]]:
        depths = await self._cluster.queue_depths(names)
        counted = zip(names, depths, strict=True)
        return [{"name": name, "messages": sum(depth)} for name, depth in counted]


class QueuesPage(BrokerView):  # type: ignore[misc]
    """flower's page of the broker."""

    def initialize(self, counts: QueueCounts) -> None:
        self.get_broker = lambda: counts


class QueueLengths(GetQueueLengths):  # type: ignore[misc]
    """flower's route of the queues."""

    def initialize(self, counts: QueueCounts) -> None:
        self.get_broker = lambda: counts


def count_with(application: Flower, cluster: ClusterReader) -> None:
    """Let the application count queued tasks as the frontends do."""
    own = {"counts": QueueCounts(cluster)}
    application.add_handlers(
        r".*", [(r"/broker", QueuesPage, own), (r"/api/queues/length", QueueLengths, own)]
    )
