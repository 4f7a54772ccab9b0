"""The Celery application and its one task, which publishes what a backend speaks."""

import os
from functools import cache

import redis
from celery import Celery
from celery.signals import worker_ready

from tasks.worker.publisher import FIRST_CHUNK_S, to_pcm
from tasks.worker.shaping import shape
from tests.bench.loaded import Loaded

BACKEND, REDIS_URL = os.environ["THINNEST_BACKEND"], os.environ["REDIS_URL"]
QUEUE = "thinnest"
RESULTS = "thinnest.results"
READY = "thinnest.ready"

app = Celery("thinnest")
app.config_from_object("celeryconfig")


@cache
def loaded() -> Loaded:
    return Loaded(BACKEND)


@cache
def connection() -> redis.Redis:
    return redis.Redis.from_url(REDIS_URL)


@worker_ready.connect
def _load(**_: object) -> None:
    loaded()
    connection().set(READY, 1)


@app.task(name="speak")
def speak(text: str) -> None:
    """Publish the samples of a text, the first chunk as short as a worker of the server has it."""
    rate_hz = loaded().sample_rate_hz
    first = round(FIRST_CHUNK_S * rate_hz)
    for part in shape(loaded().speech(text), rate_hz, pause_s=0):
        for samples in (part.samples[:first], part.samples[first:]):
            if len(samples):
                connection().publish(RESULTS, to_pcm(samples))
        first = 0
    connection().publish(RESULTS, b"")
