"""Environment variables of Voice Server: those that are set, and those that nobody knows."""

from collections.abc import Iterator, Mapping

from backend_queues.errors import TTSError
from backend_queues.suggestions import did_you_mean
from frontend.console.doctor.finding import Finding
from frontend.settings import PREFIX, Settings, read_settings

# Beside the frontend's settings: what commands, workers and this project's own processes read.
OTHERS = (
    *("BACKENDS", "CACHE", "DEFAULT_BACKEND", "ENVIRONMENTS", "KEY", "LOAD_LIMIT_S", "LOG_FORMAT"),
    *("LOG_LEVEL", "MODELS", "PARENT", "PIPER_VOICES", "URL", "BACKEND", "WORKER", "PROCESS"),
    *("THREADS", "BURST_THREADS"),
)


def known_variables() -> list[str]:
    """Return all variables that mean something."""
    settings = [name.upper() for name in Settings.__struct_fields__]
    return [PREFIX + name for name in (*settings, *OTHERS)]


def look_at_variables(environ: Mapping[str, str]) -> Iterator[Finding]:
    """Yield what is wrong with the variables that are set."""
    try:
        read_settings(environ)
    except TTSError as error:
        yield Finding("settings", "broken", error.message, "Change or unset the variable.")
    known = known_variables()
    given = [name for name in environ if name.startswith(PREFIX)]
    unknown = [name for name in given if name not in known]
    for name in unknown:
        meant = did_you_mean(name, known)
        yield Finding(
            "settings", "warning", f"{name} is set, and nothing reads it.{meant}", f"unset {name}"
        )
    if not unknown:
        names = ", ".join(sorted(given)) or "none is set"
        yield Finding("settings", "ok", names)
