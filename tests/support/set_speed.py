"""A registry with the tone at a set speed."""

import msgspec

from backend_queues.registry import BackendEntry, RegistryFile


def set_speed(real_time_factor: float, **options: float) -> bytes:
    """Return a registry file whose backend `tone` takes so long, and has these options."""
    entry = BackendEntry(
        "backend_queues.tone.slowed:SlowedTone",
        options={"real_time_factor": real_time_factor, **options},
    )
    return msgspec.yaml.encode(RegistryFile(default="tone", backends={"tone": entry}))
