"""Fetches the recording of a voice sample to the machine of the worker that needs it."""

import time
from collections.abc import Callable

from backend_queues import voice_samples as samples
from backend_queues.base import VoiceSample
from backend_queues.errors import VoiceSampleUnavailable
from tasks.bus import WorkerBus

# A Redis that came back empty gets the recordings again from the frontends within a second.
WAIT_S = 3.0
LOOK_S = 0.1


def fetch_voice_sample(
    bus: WorkerBus, voice_sample: VoiceSample, cancelled: Callable[[], bool]
) -> None:
    """Make sure that `samples.recording` exists on this machine, fetching it from Redis if needed.

    Raises:
        VoiceSampleUnavailable: no frontend has put it into Redis for a while.
    """
    deadline = time.monotonic() + WAIT_S
    while not samples.recording(voice_sample).exists():
        wav = bus.voice_sample(voice_sample.digest)
        if wav:
            samples.store(voice_sample, wav)
        elif cancelled() or time.monotonic() > deadline:
            raise VoiceSampleUnavailable(
                f"The recording of the voice {voice_sample.name} is not in Redis, where a frontend "
                "that has its file puts it: check that the file is still in voice_samples and that "
                "its frontend runs."
            )
        else:
            time.sleep(LOOK_S)
