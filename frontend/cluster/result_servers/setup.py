"""Makes a frontend's bus and source of messages: for one server, or for those that are listed."""

from dataclasses import dataclass

from frontend.cluster.bus import FrontendBus
from frontend.cluster.result_servers.servers import ResultServers, servers_of
from frontend.cluster.result_servers.spread_bus import SpreadBus
from frontend.cluster.result_servers.spread_results import SpreadResults
from frontend.cluster.results import DefaultsWatch, ResultSubscriber
from tasks.connection.result_servers import result_addresses


@dataclass(frozen=True)
class ResultWays:
    """How attempts and messages go to Redis and come from it."""

    bus: FrontendBus
    results: ResultSubscriber | SpreadResults
    servers: ResultServers  # none, where that of REDIS_URL carries everything
    defaults: DefaultsWatch


def result_ways(redis_url: str, frontend: str, full_share: float) -> ResultWays:
    """Return those that the environment asks for. Raises InvalidConfiguration."""
    addresses = result_addresses(redis_url)
    servers = ResultServers(servers_of(addresses), full_share)
    defaults = DefaultsWatch()
    if not addresses:
        results = ResultSubscriber(redis_url, frontend, defaults=defaults)
        return ResultWays(FrontendBus(redis_url, frontend), results, servers, defaults)
    return ResultWays(
        SpreadBus(redis_url, frontend, servers),
        SpreadResults(redis_url, frontend, addresses, servers, defaults),
        servers,
        defaults,
    )
