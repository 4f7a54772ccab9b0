"""Fetches the recording of a voice sample to the machine of the worker that needs it."""

import time
from collections.abc import Callable

from backend_queues import voice_samples as samples
from backend_queues.base import VoiceSample
from backend_queues.errors import VoiceSampleUnavailable
from tasks.bus import WorkerBus

# A frontend that is asked for a recording puts it into Redis within a second.
WAIT_S = 3.0
LOOK_S = 0.05
ASK_S = 0.5  # Redis may have been restarted empty since the last time


def fetch_voice_sample(
    bus: WorkerBus, voice_sample: VoiceSample, cancelled: Callable[[], bool]
) -> None:
    """Make sure that the recording is on this machine; if not, ask frontends for it.

    Raises:
        VoiceSampleUnavailable: no frontend has put it into Redis for a while.
    """
    now = ask_at = time.monotonic()
    deadline = now + WAIT_S
    while not samples.has_recording(voice_sample):
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
            if (now := time.monotonic()) >= ask_at:
                bus.want_voice_sample(voice_sample.digest)
                ask_at = now + ASK_S
            time.sleep(LOOK_S)
