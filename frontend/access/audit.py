"""The audit log: who changed what, and from where; a line for each change."""

from frontend.access.client import Client
from tasks.process.logs import AUDIT, get_logger

log = get_logger(AUDIT)


def audit(client: Client, what: str, **about: object) -> None:
    """Note a change, as a sentence, and the fields that say of what."""
    log.info(what, key=client.key, address=client.address, **about)
