"""The proxies whose word for a client's address is taken."""

import ipaddress

from backend_queues.errors import InvalidConfiguration, shown


def trusted_proxies(text: str) -> list[str]:
    """Read addresses and networks with commas between them.

    Raises:
        InvalidConfiguration: one of them is neither.
    """
    proxies = [proxy.strip() for proxy in text.split(",") if proxy.strip()]
    for proxy in proxies:
        try:
            ipaddress.ip_network(proxy)
        except ValueError as error:
            raise InvalidConfiguration(
                f"VOICE_SERVER_TRUSTED_PROXIES: {shown(proxy)} is neither an address nor a network "
                "such as 10.0.0.0/8."
            ) from error
    return proxies
