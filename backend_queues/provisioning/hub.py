"""The model hub's address and offline switch, as its own client reads them; does it answer?"""

import ssl
import threading
import urllib.error
import urllib.request
from collections.abc import Mapping
from http.client import HTTPException
from queue import Empty, SimpleQueue

OFFLINE_VARIABLE = "HF_HUB_OFFLINE"
ENDPOINT_VARIABLE = "HF_ENDPOINT"
ENDPOINT = "https://huggingface.co"
PROBE_S = 8.0
TRUE_VALUES = {"1", "TRUE", "YES", "ON"}


def hub_is_offline(environ: Mapping[str, str]) -> bool:
    """Return whether the user has forbidden requests to the hub."""
    return environ.get(OFFLINE_VARIABLE, "").upper() in TRUE_VALUES


def hub_endpoint(environ: Mapping[str, str]) -> str:
    """Return the hub's base URL, or that of a mirror, without a slash at the end."""
    return environ.get(ENDPOINT_VARIABLE, "").rstrip("/") or ENDPOINT


def problem_with(url: str) -> str:
    """Ask for the URL, and for where it leads to; "" is an answer of any kind.

    A thread asks because a socket's timeout does not cover the resolution of names, and applies
    to each of a name's addresses anew.
    """
    answers: SimpleQueue[str] = SimpleQueue()
    threading.Thread(target=lambda: answers.put(_ask(url)), daemon=True).start()
    try:
        return answers.get(timeout=PROBE_S)
    except Empty:
        return f"no answer within {PROBE_S:g} s"


def _ask(url: str) -> str:
    try:
        # The hub's address is the operator's; nothing of the answer is used.
        urllib.request.urlopen(url, timeout=PROBE_S).close()  # nosec B310
    except urllib.error.HTTPError:
        return ""  # the client's own message is better
    except (OSError, HTTPException) as error:
        reason = getattr(error, "reason", error)
        own_certificates = isinstance(reason, ssl.SSLError)  # the client brings its own
        return "" if own_certificates else str(reason)
    return ""
