"""Where traces go: to the collector that the environment names, or nowhere."""

import os
from collections.abc import Mapping

from backend_queues.errors import InvalidConfiguration
from frontend.telemetry.traces import Traces

# OpenTelemetry's own names; the second is for traces alone.
ENDPOINT_VARIABLES = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")


def open_traces(environ: Mapping[str, str] = os.environ) -> Traces:
    """Return where traces go: to the collector that the environment names, or nowhere.

    Raises:
        InvalidConfiguration: the packages that send traces are not installed.
    """
    named = [name for name in ENDPOINT_VARIABLES if environ.get(name)]
    if not named:
        return Traces()
    try:
        from frontend.telemetry.otel import OtelTraces
    except ImportError as error:
        raise InvalidConfiguration(
            f"{named[0]} is set, but what sends traces is missing ({error}). Install it with: "
            "pip install 'voice-server[traces]'"
        ) from error
    return OtelTraces()
