"""Whether the environment can be had: upstream's code is on GitHub and in no package index."""

import re
import urllib.error
import urllib.request

from backend_queues.provisioning import environments
from backend_queues.registry import registry

TIMEOUT_S = 5.0


def why_not() -> str:
    """Return why the environment is missing and cannot be built; "" if it can be used."""
    spec = registry().get("vibevoice-realtime")
    if environments.is_ready(spec):
        return ""
    requirements = (spec.folder / "requirements.txt").read_text()
    found = re.search(r"https://\S+", requirements)
    assert found, "requirements.txt names no address of upstream's code"
    head = urllib.request.Request(found[0], method="HEAD")
    try:
        urllib.request.urlopen(head, timeout=TIMEOUT_S).close()
    except urllib.error.HTTPError:
        return ""  # it answers; uv's own message is better
    except OSError as error:
        return f"upstream's code is on GitHub alone, which cannot be reached: {error}"
    return ""
