"""What a worker that clones says of itself."""

from backend_queues.base import Capabilities, Voice
from tasks.messages import Presence

CLONES = Capabilities(languages=("en-US", "de-DE"), cloning=True, min_sample_s=3.0)
WORKER = Presence(
    worker="engine-1",
    backend="engine",
    host="h",
    pid=1,
    sample_rate_hz=24_000,
    voices=(Voice("anna", "en-US"), Voice("max", "de-DE")),
    capabilities=CLONES,
    busy=False,
    segment_s=0.0,
    real_time_factor=0.0,
)
