"""The model hub's address and its offline switch, as its own client reads them."""

from collections.abc import Mapping

OFFLINE_VARIABLE = "HF_HUB_OFFLINE"
ENDPOINT_VARIABLE = "HF_ENDPOINT"
ENDPOINT = "https://huggingface.co"
TRUE_VALUES = {"1", "TRUE", "YES", "ON"}


def hub_is_offline(environ: Mapping[str, str]) -> bool:
    """Return whether the user has forbidden requests to the hub."""
    return environ.get(OFFLINE_VARIABLE, "").upper() in TRUE_VALUES


def hub_endpoint(environ: Mapping[str, str]) -> str:
    """Return the hub's base URL, or that of a mirror, without a slash at the end."""
    return environ.get(ENDPOINT_VARIABLE, "").rstrip("/") or ENDPOINT
