"""The Celery application and its one task, which publishes what a backend speaks."""

import os
from functools import cache

import redis
from celery import Celery
from celery.signals import worker_ready

from backend_queues.base import Backend, SpeechRequest
from backend_queues.options import check_options
from backend_queues.registry import registry
from tasks.worker.publisher import FIRST_CHUNK_S, to_pcm
from tasks.worker.shaping import shape

BACKEND, REDIS_URL = os.environ["THINNEST_BACKEND"], os.environ["REDIS_URL"]
QUEUE = "thinnest"
RESULTS = "thinnest.results"
READY = "thinnest.ready"

app = Celery("thinnest")
app.config_from_object("celeryconfig")


@cache
def backend() -> Backend:
    created = registry().get(BACKEND).create()
    created.load()
    return created


@cache
def connection() -> redis.Redis:
    return redis.Redis.from_url(REDIS_URL)


@worker_ready.connect
def _load(**_: object) -> None:
    backend()
    connection().set(READY, 1)


@app.task(name="speak")
def speak(text: str) -> None:
    """Publish the samples of a text, the first chunk as short as a worker of the server has it."""
    speaking = backend()
    spec = registry().get(BACKEND)
    voice = spec.entry.default_voice or speaking.voices()[0].name
    options = check_options(speaking.capabilities, {})
    request = SpeechRequest(text, voice, "", options, segment_index=0, seed=0)
    synthesized = speaking.synthesize(request, lambda: False)
    first = round(FIRST_CHUNK_S * speaking.sample_rate_hz)
    for part in shape(synthesized, speaking.sample_rate_hz, pause_s=0):
        for samples in (part.samples[:first], part.samples[first:]):
            if len(samples):
                connection().publish(RESULTS, to_pcm(samples))
        first = 0
    connection().publish(RESULTS, b"")
