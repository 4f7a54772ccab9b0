"""Tells the local network of the port, by zeroconf, so that Home Assistant finds it by itself.

For that the extra `zeroconf` is to be installed, and the port open to others than this machine.
"""

import asyncio
import logging
import re
import socket
from importlib.util import find_spec
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from frontend.access.places import is_loopback
from frontend.processes.wyoming import PORT
from tasks.process.cancellation import cancel_and_wait

if TYPE_CHECKING:
    from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf

log = logging.getLogger(__name__)

SERVICE = "_wyoming._tcp.local."
LABEL_CHARS = 40  # of at most 63 bytes
EVERYWHERE = ("0.0.0.0", "::")  # nosec B104
LIMIT_S = 10.0


class Announcement:
    """One service of this machine. That it cannot be announced is logged, and ends nothing."""

    def __init__(self, address: tuple[Any, ...]) -> None:
        self._host, self._port = str(address[0]), int(address[1])
        self._zeroconf: AsyncZeroconf | None = None
        self.announcing: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Announce the port from now on, which takes a second."""
        if not is_loopback(self._host) and find_spec("zeroconf") is not None:
            self.announcing = asyncio.create_task(self._announce())

    async def done(self) -> None:
        """Wait until it is announced, or cannot be."""
        if self.announcing:
            await self.announcing

    async def _announce(self) -> None:
        try:
            async with asyncio.timeout(LIMIT_S):
                await self._register()
        except Exception as error:  # noqa: BLE001 - a network without multicast speaks all the same
            log.warning("The Wyoming port is not announced by zeroconf: %r", error)
        else:
            log.info("The Wyoming port is announced by zeroconf as %s.", self.name)

    async def withdraw(self) -> None:
        """Say that the service has gone."""
        if self.announcing:
            await cancel_and_wait(self.announcing)
        zeroconf, self._zeroconf = self._zeroconf, None
        if zeroconf is None:
            return
        try:
            async with asyncio.timeout(LIMIT_S):
                await zeroconf.async_unregister_all_services()
                await zeroconf.async_close()
        except Exception as error:  # noqa: BLE001 - the process ends all the same
            log.warning("The announcement by zeroconf cannot be withdrawn: %r", error)

    async def _register(self) -> None:
        from zeroconf import IPVersion
        from zeroconf.asyncio import AsyncZeroconf

        alone = ":" in self._host and self._host not in EVERYWHERE
        version = IPVersion.V6Only if alone else IPVersion.V4Only  # Home Assistant listens to both
        self._zeroconf = AsyncZeroconf(ip_version=version)
        told = await self._zeroconf.async_register_service(self._service(), allow_name_change=True)
        await told

    def _service(self) -> "AsyncServiceInfo":
        from zeroconf.asyncio import AsyncServiceInfo

        addresses = own_addresses() if self._host in EVERYWHERE else [self._host]
        return AsyncServiceInfo(
            SERVICE,
            f"{self.name}.{SERVICE}",
            parsed_addresses=addresses,
            port=self._port,
            server=f"{self.name}.local.",
        )

    @property
    def name(self) -> str:
        """Home Assistant knows a service again by its name, so it stays what it is."""
        host = re.sub(r"[^A-Za-z0-9-]", "-", socket.gethostname().partition(".")[0])
        return f"voice-server-{host[:LABEL_CHARS]}" + (
            "" if self._port == PORT else f"-{self._port}"
        )


def own_addresses() -> list[str]:
    """Return this machine's addresses that others reach it by."""
    import ifaddr  # what zeroconf itself asks

    found = (ip.ip for adapter in ifaddr.get_adapters() for ip in adapter.ips)
    texts = (ip if isinstance(ip, str) else ip[0] for ip in found)
    return [text for text in texts if not (is_loopback(text) or ip_address(text).is_link_local)]
