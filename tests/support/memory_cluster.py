"""Redis, the broker and the workers in memory: everything the core asks of the cluster.

Workers take tasks by priority, claim them, and send the segment's samples in chunks, each when its
time has come on the loop's clock. A `Fault` is what befalls one attempt at one segment.
"""

import asyncio
import itertools
import re
from collections import defaultdict
from collections.abc import Callable, Container, Sequence
from enum import Enum, auto
from typing import Any, NamedTuple

import numpy as np
from msgspec.structs import replace

from backend_queues.base import Capabilities, Voice, Word
from backend_queues.errors import (
    NoWorker,
    Overloaded,
    RedisFull,
    RedisUnavailable,
    TextCrashesWorkers,
)
from frontend.streaming.ports import ListenerNeed, Receiver, Transport
from tasks.farewell import Farewell
from tasks.messages import (
    NOT_RECORDED,
    AnyNumberedMessage,
    AnySegmentMessage,
    Chunk,
    Failed,
    Finished,
    Heartbeat,
    Presence,
    SegmentTask,
    Started,
    Words,
)
from tasks.worker.speed import Speed, Spoken

RATE_HZ = 1_000
SECONDS_PER_CHARACTER = 0.05
CHUNK_S = 0.25
SPEED = 10.0  # seconds of audio a worker makes in a second


class Kept(NamedTuple):
    """What resumes an utterance."""

    record: bytes
    utterance: str
    owner: str


class Kind(NamedTuple):
    """How the workers of a backend speak.

    Where it spells, each character is heard as so many samples of its code and `spells` together;
    where it speaks in one piece, a segment is heard when all of it is made.
    """

    rate_hz: int = RATE_HZ
    spells: int = 0
    in_one_piece: bool = False
    words: bool = False
    voices: tuple[Voice, ...] = ()
    capabilities: Capabilities = Capabilities(languages=("en",))
    model: str = ""


PLAIN = Kind()


class Fault(Enum):
    """What befalls an attempt."""

    TASK_LOST = auto()  # popped from its queue by a worker that is gone at once
    DIES = auto()  # falls silent after its first chunk, and its worker with it
    KILLED = auto()  # the same, and the worker's supervisor says so
    HANGS = auto()  # its worker lives and sends nothing more after the first chunk
    FAILS = auto()  # says so; another attempt may do better
    FAILS_FOR_GOOD = auto()
    CHUNK_NOT_PUBLISHED = auto()  # it is in the log alone
    CHUNK_LOST = auto()  # it is nowhere


def unrecorded(task: SegmentTask) -> Failed:
    """Return what a worker says of an attempt of which Redis knows nothing."""
    return Failed(
        **task.message_fields,
        sequence=0,
        code=NOT_RECORDED,
        message="Redis has lost it",
        retryable=True,
    )


class Worker:
    """One worker process."""

    def __init__(self, cluster: "MemoryCluster", name: str, backend: str) -> None:
        self._cluster = cluster
        self.name = name
        self.backend = backend
        self.measured = Speed()
        self.running = asyncio.create_task(self._run())

    async def _run(self) -> None:
        while True:
            task, backend = await self._cluster.take(self.backend)
            fault = self._cluster.faults.get((task.segment_index, task.attempt))
            kind = self._cluster.kinds.get(backend, PLAIN)
            if fault is Fault.TASK_LOST or not self._cluster.begin(task):
                continue
            began_at = asyncio.get_running_loop().time()
            if await _Attempt(self._cluster, task, self.name, fault, kind).speak():
                return self._cluster.lose(self)
            took_s = asyncio.get_running_loop().time() - began_at
            audio_s = len(samples_of(task, kind)) / kind.rate_hz
            self.measured.learn(Spoken(self._cluster.first_audio_s, took_s, audio_s))


class _Attempt:
    """What a worker sends about one attempt."""

    def __init__(
        self,
        cluster: "MemoryCluster",
        task: SegmentTask,
        worker: str,
        fault: Fault | None,
        kind: Kind,
    ) -> None:
        self._kind = kind
        self._cluster = cluster
        self._task = task
        self._worker = worker
        self._fault = fault
        self._sequence = 0

    async def speak(self) -> bool:
        """Speak the segment; true if the worker died of it."""
        self._send(Started(**self._header(), worker=self._worker))
        if self._fault in (Fault.FAILS, Fault.FAILS_FOR_GOOD):
            retryable = self._fault is Fault.FAILS
            self._send(Failed(**self._header(), code="c", message="It broke", retryable=retryable))
            return False
        samples = samples_of(self._task, self._kind)
        if self._kind.words:
            self._send(Words(**self._header(), words=words_of(self._task.text)))
        starts = self._starts(len(samples))
        for number, start in enumerate(starts):
            chunks = len(starts) * (number == 0) if self._kind.in_one_piece else 1
            await asyncio.sleep(chunks * CHUNK_S / self._cluster.speed_of_a_segment())
            if not self._cluster.claim(self._task):
                return False
            if number == 1 and self._fault in (Fault.DIES, Fault.KILLED):
                if self._fault is Fault.KILLED:
                    self._cluster.tell_of_end(self._worker)
                return True
            if number == 1 and self._fault is Fault.HANGS:
                await self._hang()
                return False
            self._send_chunk(number, start, samples)
        self._send(Finished(**self._header(), samples=len(samples), synthesis_s=0.1))
        return False

    def _starts(self, samples: int) -> range:
        return range(self._task.resume_sample, samples, round(CHUNK_S * self._kind.rate_hz))

    def _send_chunk(self, number: int, start: int, samples: np.ndarray) -> None:
        chunk = Chunk(
            **self._header(),
            chunk_index=number,
            first_sample=start,
            pcm=samples[start : start + round(CHUNK_S * self._kind.rate_hz)].tobytes(),
            sample_rate_hz=self._kind.rate_hz,
        )
        lost = number == 1 and self._fault is Fault.CHUNK_LOST
        unpublished = number == 1 and self._fault is Fault.CHUNK_NOT_PUBLISHED
        self._send(chunk, logged=not lost, published=not (lost or unpublished))

    async def _hang(self) -> None:
        while self._cluster.claim(self._task):
            await asyncio.sleep(1)
            task = self._task
            self._cluster.publish(
                Heartbeat(
                    **task.message_fields,
                )
            )

    def _header(self) -> dict[str, Any]:
        return {**self._task.message_fields, "sequence": self._sequence}

    def _send(
        self, message: AnyNumberedMessage, *, logged: bool = True, published: bool = True
    ) -> None:
        self._sequence += 1
        if logged:
            self._cluster.log[message.utterance].append(message)
        if published:
            self._cluster.publish(message)


class MemoryCluster:
    """Bus, resume store, task sender, worker view and message source in one."""

    def __init__(self, workers: int = 1, speed: float = SPEED) -> None:
        self.frontend = "f"
        self.speed = speed
        self.speed_is_known = True
        self.workers_measure = False  # their speed, instead of saying what is set here
        self.speed_of_a_segment: Callable[[], float] = lambda: self.speed  # as it says of itself
        self.needs: dict[str, Sequence[ListenerNeed]] = {}  # by frontend
        self.silent: set[str] = set()
        self.kinds: dict[str, Kind] = {}  # by backend
        self.faults: dict[tuple[int, int], Fault] = {}  # by segment and attempt
        self.redis_is_up = True
        self.redis_is_full = False  # as is seen before
        self.redis_refuses = False  # what is written
        self.broker_is_up = True
        self.remember_s = 0.0  # that a record takes to be written
        self.remember_fails = False
        self.subscribed = True
        self.log: dict[str, list[AnyNumberedMessage]] = defaultdict(list)
        self.sent: list[tuple[SegmentTask, int]] = []  # with its priority
        self.sent_at: list[float] = []  # each of them, on the loop's clock
        self.deaths_are_crashes = False
        self.ends_are_known = False
        self.dead: set[str] = set()
        self.unheard: set[str] = set()
        self.crashes: dict[str, set[str]] = defaultdict(set)
        self.cancelled: set[str] = set()
        self.closed: list[str] = []
        self.ended: list[int] = []  # how many at once
        self.kept_alive: list[str] = []
        self.server = ""  # that carries new attempts
        self.lost_servers: frozenset[str] = frozenset()
        self.segment_s = 0.0
        self.first_audio_s = 0.0
        self.first_audio_growth = 0.0
        self._last_seen: dict[str, Presence] = {}  # by backend
        self._held: list[AnySegmentMessage] | None = None  # while the network holds them up
        self.records: dict[str, tuple[Kept, int]] = {}
        self.standings: dict[str, str] = {}  # of an Idempotency-Key
        self.texts: dict[str, bytes] = {}  # as they are written
        self._attempts: dict[tuple[str, int], int] = {}
        self._begun: set[str] = set()
        self._queue: list[tuple[int, int, SegmentTask, str]] = []  # with its backend
        self._arrived = asyncio.Event()
        self._receivers: dict[str, tuple[Receiver, Callable[[], None] | None]] = {}
        self._healing: set[asyncio.Task[None]] = set()
        self._names = itertools.count()
        self._workers: list[Worker] = []
        for _ in range(workers):
            self.start_worker()

    @property
    def transport(self) -> Transport:
        return Transport(bus=self, sender=self, workers=self, source=self)

    @property
    def waiting(self) -> list[str]:
        """The ids of the tasks that no worker has taken."""
        return [task.task_id for _, _, task, _ in self._queue]

    def start_worker(self, backend: str = "") -> None:
        """Start a worker of a backend; without one, it serves whatever is asked for."""
        self._workers.append(Worker(self, f"w{next(self._names)}", backend))

    def lose_all_workers(self, backend: str = "") -> None:
        """Kill them, or those of a backend, and their supervisor, who would tell of it."""
        lost = [worker for worker in self._workers if not backend or worker.backend == backend]
        for worker in lost:
            worker.running.cancel()
            self._workers.remove(worker)

    def lose(self, worker: Worker) -> None:
        self._workers.remove(worker)
        self.dead.add(worker.name)

    async def close(self) -> None:
        tasks = [*(worker.running for worker in self._workers), *self._healing]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    # What workers do

    async def take(self, backend: str) -> tuple[SegmentTask, str]:
        """Return the most urgent task for workers of the backend, "" for all, and its own."""
        while not (served := [it for it in self._queue if not backend or it[3] == backend]):
            self._arrived.clear()
            await self._arrived.wait()
        first = min(served, key=lambda entry: entry[:2])
        self._queue.remove(first)
        return first[2:]

    def begin(self, task: SegmentTask) -> bool:
        """Tell whether the attempt is to be spoken: it counts, and no copy of it came before."""
        if task.task_id in self._begun or not self.claim(task):
            return False
        self._begun.add(task.task_id)
        return True

    def lose_records(self) -> None:
        """Have Redis forget of the tasks that wait which attempts count."""
        begun = [task for task, _ in self.sent if task.task_id in self._begun]
        self._attempts = {(task.utterance, task.segment_index): task.attempt for task in begun}

    def claim(self, task: SegmentTask) -> bool:
        """Tell whether the attempt is the one to speak; its owner, if nothing is recorded of it."""
        current = self._attempts.get((task.utterance, task.segment_index))
        if current is None:
            self.publish(unrecorded(task))
        counts = current == task.attempt
        return counts and task.utterance not in self.cancelled

    def publish(self, message: AnySegmentMessage) -> None:
        if self._held is not None:
            self._held.append(message)
            return
        attached = self._receivers.get(message.utterance)
        if attached and self.subscribed and not attached[0].receive(message):
            self._heal(message.utterance)

    def tell_of_end(self, worker: str) -> None:
        """Do what a supervisor does when a worker has ended."""
        for receiver, _ in list(self._receivers.values()):
            receiver.worker_ended(worker)

    def hold_messages(self) -> None:
        """Let messages wait on their way, as a network does that drops packets for a while."""
        self._held = []

    @property
    def held(self) -> list[AnySegmentMessage]:
        """The messages that wait on their way."""
        return self._held or []

    def release_messages(self) -> None:
        held, self._held = self._held or [], None
        for message in held:
            self.publish(message)

    def _heal(self, utterance: str) -> None:
        healing = asyncio.create_task(self._receivers[utterance][0].heal())
        self._healing.add(healing)
        healing.add_done_callback(self._healing.discard)

    def silence(self, frontend: str) -> None:
        """Let a frontend die as the others see it: what it publishes is not there."""
        self.needs.pop(frontend, None)
        self.silent.add(frontend)

    def subscribe_again(self) -> None:
        """The connection is back: every utterance is healed."""
        self.subscribed = True
        for utterance in self._receivers:
            self._heal(utterance)

    # UtteranceBus and ResumeStore

    def place(self, task: SegmentTask) -> SegmentTask:
        return replace(task, server=self.server)

    async def record_attempt(
        self, task: SegmentTask, queue: str, priority: int, needed_in_s: float
    ) -> int:
        self._check_redis()
        if len(self.crashes[task.speech_digest(queue)]) >= 2:
            raise TextCrashesWorkers("Two workers have crashed at this text")
        self._attempts[task.utterance, task.segment_index] = task.attempt
        return sum(entry[0] <= priority for entry in self._queue)

    async def count_crash(self, task: SegmentTask, queue: str, worker: str) -> None:
        self._check_redis()
        self.crashes[task.speech_digest(queue)].add(worker)

    async def keep_alive(self, utterance: str) -> None:
        self._check_redis()
        self.kept_alive.append(utterance)

    async def logged_messages(self, utterance: str) -> list[AnyNumberedMessage]:
        self._check_redis()
        return list(self.log[utterance])

    async def end(self, farewells: Sequence[Farewell]) -> None:
        await asyncio.sleep(0)
        self._check_redis()
        self.ended.append(len(farewells))
        for farewell in farewells:
            if farewell.cancelled:
                self._cancel(farewell.utterance, keep_log=farewell.keeps_log)
            else:
                self.closed.append(farewell.utterance)
        over = {task_id for farewell in farewells for _, task_id in farewell.waiting}
        self._queue = [entry for entry in self._queue if entry[2].task_id not in over]

    def _cancel(self, utterance: str, *, keep_log: bool) -> None:
        if not keep_log:
            self.log.pop(utterance, None)
        self.cancelled.add(utterance)
        attached = self._receivers.get(utterance)
        if attached and attached[1]:
            attached[1]()

    async def remember(
        self, name: str, record: bytes, ttl_s: int, *, generation: str, owner: str
    ) -> None:
        if self.remember_s:
            await asyncio.sleep(self.remember_s)
        self._check_redis()
        if self.remember_fails:
            raise RedisUnavailable("Redis does not answer: it is full")
        utterance, _, number = generation.partition(".")
        kept = Kept(record, utterance, owner)
        self.records[name] = kept, self.records.get(name, (kept, int(number or 0)))[1]

    async def take_over(
        self, name: str, owner: str, *, keep_log: bool = False
    ) -> tuple[bytes, str] | None:
        self._check_redis()
        if name not in self.records or self.records[name][0].owner != owner:
            return None
        kept, number = self.records[name]
        self.records[name] = kept, number + 1
        before = f"{kept.utterance}.{number}" if number else kept.utterance
        self._cancel(before, keep_log=keep_log)
        return kept.record, f"{kept.utterance}.{number + 1}"

    async def swap_standing(self, name: str, expected: str, standing: str, ttl_s: int) -> str:
        self._check_redis()
        held = self.standings.get(name, "")
        if held == expected:
            self.standings[name] = standing
        return held

    async def append(
        self, name: str, entries: bytes, offset: int, *, generation: str, owner: str
    ) -> int | None:
        takes = int(generation.partition(".")[2] or 0)
        if name in self.records and self.records[name][1] > takes:
            return None
        if offset and (name not in self.records or len(self.texts.get(name, b"")) != offset):
            return 0
        await self.remember(name, b"", 180, generation=generation, owner=owner)
        self.texts[name] = self.texts.get(name, b"")[:offset] + entries
        return len(self.texts[name])

    async def appended(self, name: str) -> bytes:
        self._check_redis()
        return self.texts.get(name, b"")

    async def expire(self, name: str, ttl_s: int) -> None:
        self._check_redis()

    async def forget(self, name: str) -> None:
        self._check_redis()
        self.records.pop(name, None)
        self.texts.pop(name, None)

    # TaskSender

    async def send(self, task: SegmentTask, queue: str, priority: int) -> None:
        self._check_redis()
        if not self.broker_is_up:
            raise RedisUnavailable("The broker does not take tasks")
        self.sent.append((task, priority))
        self.sent_at.append(asyncio.get_running_loop().time())
        self._queue.append((priority, len(self.sent), task, queue.removeprefix("tts.")))
        self._arrived.set()

    # WorkerView

    def workers(self, backend: str) -> Sequence[Presence]:
        serving = [worker for worker in self._workers if worker.backend in ("", backend)]
        presences = [self._presence(worker, backend) for worker in serving]
        if presences:
            self._last_seen[backend] = presences[0]
        return presences

    def last_seen(self, backend: str) -> Presence | None:
        return self._last_seen.get(backend)

    def queue_depths(self, backend: str) -> Sequence[int]:
        waiting = [entry[0] for entry in self._queue if entry[3] == backend]
        return [waiting.count(priority) for priority in range(10)]

    def has_crashed(self, worker: str) -> bool:
        return self.deaths_are_crashes and worker in self.dead

    def is_unheard(self, worker: str) -> bool:
        return worker in self.unheard

    def is_known(self, worker: str, heard_at: float) -> bool:
        return self.has_crashed(worker) or (self.ends_are_known and worker in self.dead)

    def check_room(self) -> None:
        if self.redis_is_full:
            raise Overloaded("Redis is full (1 MB of 1 MB)", 5)

    def absence(self, backend: str) -> NoWorker:
        return NoWorker(f"No worker serves the backend {backend!r} now.")

    async def queued_tasks(self, backend: str) -> Container[str]:
        self._check_redis()
        return {task.task_id for _, _, task, name in self._queue if name == backend}

    # MessageSource

    def attach(
        self, utterance: str, receiver: Receiver, cancelled: Callable[[], None] | None = None
    ) -> None:
        self._receivers[utterance] = receiver, cancelled

    def detach(self, utterance: str) -> None:
        self._receivers.pop(utterance, None)

    def _check_redis(self) -> None:
        if self.redis_refuses:
            raise RedisFull("Redis is full and takes nothing more")
        if not self.redis_is_up:
            raise RedisUnavailable("Redis does not answer: it is down")

    def _presence(self, worker: Worker, backend: str) -> Presence:
        kind = self.kinds.get(backend, PLAIN)
        factor = 1 / self.speed if self.speed_is_known else 0.0
        measured = worker.measured
        return Presence(
            worker=worker.name,
            backend=backend,
            host="h",
            pid=1,
            sample_rate_hz=kind.rate_hz,
            voices=kind.voices,
            capabilities=kind.capabilities,
            busy=False,
            segment_s=measured.segment_s if self.workers_measure else self.segment_s,
            real_time_factor=measured.real_time_factor if self.workers_measure else factor,
            first_audio_s=self.first_audio_s,
            first_audio_growth=self.first_audio_growth,
            model=kind.model,
        )


class MemoryBoard:
    """Where one frontend publishes its needs, and reads those of the others."""

    def __init__(self, cluster: MemoryCluster, frontend: str) -> None:
        self._cluster = cluster
        self._frontend = frontend

    async def publish(self, listeners: Sequence[ListenerNeed]) -> None:
        await self._answer()
        if self._frontend not in self._cluster.silent:
            self._cluster.needs[self._frontend] = listeners

    async def claim_room(
        self, backend: str, limit: float, listeners: Sequence[ListenerNeed]
    ) -> bool:
        await self._answer()
        needs = {**self._cluster.needs, self._frontend: listeners}
        if sum(need[0] == backend for of_one in needs.values() for need in of_one) > limit:
            return False
        self._cluster.needs = needs
        return True

    async def of_others(self) -> list[Sequence[ListenerNeed]]:
        await self._answer()
        published = self._cluster.needs.items()
        return [needs for frontend, needs in published if frontend != self._frontend]

    async def _answer(self) -> None:
        """Take as long as Redis does, in which others get their turn."""
        await asyncio.sleep(0.001)
        if not self._cluster.redis_is_up:
            raise RedisUnavailable("Redis does not answer: it is down")


def samples_of(task: SegmentTask, kind: Kind = PLAIN) -> np.ndarray:
    """Return the int16 samples that every attempt at a segment makes, unlike those of others."""
    pause = np.zeros(round(task.pause_s * kind.rate_hz))
    if kind.spells:
        codes = [kind.spells + ord(character) for character in task.text]
        speech = np.repeat(codes, round(SECONDS_PER_CHARACTER * kind.rate_hz))
    else:
        count = round(len(task.text) * SECONDS_PER_CHARACTER * kind.rate_hz)
        speech = task.segment_index * 4_000 + np.arange(1, count + 1)
    return np.concatenate([speech, pause]).astype("<i2")


def words_of(text: str) -> tuple[Word, ...]:
    """Return when each word of a text is spoken."""
    second = SECONDS_PER_CHARACTER
    return tuple(
        Word(word[0], word.start() * second, word.end() * second)
        for word in re.finditer(r"\S+", text)
    )


def pcm_of(tasks: Sequence[SegmentTask]) -> bytes:
    """Return what a listener must have heard, to the sample, of segments in their order."""
    first_attempts = {task.segment_index: task for task in tasks if task.attempt == 1}
    return b"".join(samples_of(first_attempts[index]).tobytes() for index in sorted(first_attempts))
