"""What Redis holds, as another version or another program has left it there."""

import time
from collections.abc import Callable, Coroutine, Sequence
from random import Random
from typing import Any, NamedTuple

import msgspec

from backend_queues.base import Capabilities, Option, Voice, VoiceSample
from backend_queues.errors import TTSError
from backend_queues.registry import registry
from frontend.access.key import new_key
from frontend.access.redis_keys import keys_in_redis, version_in_redis
from frontend.access.tokens import Tokens
from frontend.audio.formats import Encoding
from frontend.cluster.bus import FrontendBus
from frontend.cluster.connection import RedisConnection
from frontend.cluster.fleet import Fleet
from frontend.cluster.memory import RedisMemory
from frontend.cluster.needs import Need, Needs, SharedNeeds
from frontend.cluster.queues import queues_of
from frontend.cluster.reader import ClusterReader
from frontend.cluster.results import DefaultsWatch
from frontend.jobs.running.leases import Leases
from frontend.protocol.jobs import Counts, Output, Progress, State
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.streaming.admission.forecast import entry_times
from frontend.streaming.admission.speeds import Speeds
from frontend.streaming.admission.sustaining import Listening, Workers, sustains
from frontend.streaming.once.made import made_segments
from frontend.streaming.once.standing import Standing
from frontend.streaming.resume_records import packed
from frontend.streaming.resumption import Resumable, read_record
from frontend.streaming.scheduling.pace import Pace
from frontend.voices.defaults import Defaults
from frontend.voices.voice_samples.catalogue import Catalogue, VoiceSampleEntry
from frontend.voices.voice_samples.sharing import SharedVoiceSamples
from frontend.voices.voice_settings import resolve_voice_settings
from tasks.messages import Presence
from tasks.supervision.reports import ChildReport, SupervisorReport
from tests.fuzz.driving import run_now
from tests.fuzz.mutating import mutated, mutated_value
from tests.fuzz.strange_redis import StrangeRedis
from tests.fuzz.target import Target, check_told
from tests.fuzz.targets.messages import ENCODED

SAMPLE = VoiceSample("ann", "0" * 64, 5.0, "en-US", "Hello.")
PRESENCE = Presence(
    worker="tone-1",
    backend="tone",
    host="h",
    pid=1,
    sample_rate_hz=24_000,
    voices=(Voice("sine", "en"), Voice("square", "")),
    capabilities=Capabilities(
        languages=("en", "de-DE"),
        options=(Option("frequency", 440.0, minimum=20), Option("shape", "a", choices=("a", "b"))),
        cloning=True,
        mixes=True,
    ),
    busy=False,
    segment_s=0.5,
    real_time_factor=0.1,
)
CHILD = ChildReport(
    name="tone 1", backend="tone", pid=1, ends=2, end="was ended by SIGKILL", crash_reason="x",
    starts_in_s=1.5, crashed_workers=("tone-a",),
)  # fmt: skip
PROGRESS = Progress(
    id="0" * 16, name="A job", state=State.RUNNING, created_at=1.0, output=Output(),
    items=Counts(2, 1, 0), characters=Counts(9, 4, 0), segments=1, audio_s=2.5,
)  # fmt: skip
RESUMABLE = Resumable(
    text="Hello. " * 90, backend="tone", voice="sine", language="en", options={"frequency": 440.0},
    tags=(), voice_sample=SAMPLE, seed=7, encoding=Encoding("pcm", 24_000),
)  # fmt: skip
STANDING = Standing("0" * 64, "1" * 64, "begun").text().encode()
SAMPLES: dict[str, bytes] = {
    "presence": msgspec.json.encode(PRESENCE),
    "report": msgspec.json.encode(SupervisorReport("h", 1, (CHILD,))),
    "needs": msgspec.json.encode(Needs([Need("tone", 3.5, 1.5, 0.5)])),
    "samples": msgspec.json.encode([VoiceSampleEntry("a.wav", "ann", 1.0, SAMPLE)]),
    "progress": msgspec.json.encode(PROGRESS),
    "resumable": msgspec.json.encode(RESUMABLE),
    "log": ENCODED[1],
    "standing": STANDING,
    "default": b"tone",
    "key": msgspec.json.encode(new_key("a")[1]),
    "grant": b'{"key": "0123456789ab", "scopes": ["speak"]}',
    "queued": b'{"body": "W10=", "headers": {"id": "0123abc", "task": "tts.synthesize"}}',
}
ASKED = (
    VoiceSettingsRequest(),
    VoiceSettingsRequest(voice="ann", language="en"),
    VoiceSettingsRequest(voice="sine:0.5,square", text_options={"frequency": "1", "shape": "b"}),
)


class Held(NamedTuple):
    kind: str
    content: bytes


class Stored(Target):
    """Reads it as every reader in a frontend does; nothing of it may end more than one answer."""

    name = "stored"
    share = 150

    def __init__(self) -> None:
        self._client = StrangeRedis()
        connection = RedisConnection(self._client)
        self._bus = FrontendBus("redis://127.0.0.1:1", "f")  # which never connects
        self._bus.connection = connection
        self._bus.queues = queues_of(connection)
        self._needs = SharedNeeds(connection, "f")
        self._reader = ClusterReader(connection, self._bus.queues)
        self._samples = SharedVoiceSamples(connection, "f")
        self._leases = Leases(self._bus)
        self._defaults = Defaults(connection, registry(), DefaultsWatch())
        self._tokens = Tokens(connection)
        self._reads: dict[str, Callable[[], Coroutine[Any, Any, None]]] = {
            "presence": self._presence,
            "report": self._report,
            "needs": self._read_needs,
            "samples": self._read_samples,
            "progress": self._progress,
            "log": self._log,
            "default": self._default,
            "key": self._keys,
            "grant": self._grant,
            "queued": self._queued,
        }

    def make(self, random: Random) -> Held:
        kind = random.choice(list(SAMPLES))
        sample = SAMPLES[kind]
        if random.random() < 0.5 and sample[:1] in (b"{", b"["):
            content = _encoded(mutated_value(random, msgspec.json.decode(sample)))
            if kind == "resumable":
                content = packed(content)
        else:
            content = mutated(random, packed(sample) if kind == "resumable" else sample)
        return Held(kind, content)

    def feed(self, given: Held) -> None:
        self._client.content = given.content
        try:
            if given.kind == "resumable":
                record = read_record(given.content, "u.1")
                record.parted_text(registry())
            elif given.kind == "standing":
                Standing.read(given.content.decode(errors="replace"))
            else:
                run_now(self._reads[given.kind]())
        except TTSError as error:
            check_told(error)

    async def _presence(self) -> None:
        fleet = Fleet(_Workers(await self._reader.workers()), registry())
        await fleet.refresh()
        Speeds(fleet, time.monotonic).speech_per_s("tone")
        Pace.of(fleet.workers("tone")).start_s(20)
        if not fleet.workers("tone"):
            return
        worker = await fleet.present("tone")
        for asked in ASKED:
            try:
                resolve_voice_settings(asked, registry().get("tone"), worker, Catalogue())
            except TTSError as error:
                check_told(error)

    async def _report(self) -> None:
        fleet = Fleet(_Workers([], await self._reader.supervisor_reports()), registry())
        await fleet.refresh()
        assert fleet.absence("tone").message

    async def _read_needs(self) -> None:
        needs = [need for listeners in await self._needs.of_others() for need in listeners]
        assert len(entry_times([need.need_s for need in needs], [1.0], 1.0, 1.0)) == 1
        assert sustains(Workers(1.0, 1.0), [Listening(*need[1:]) for need in needs]) in (
            True,
            False,
        )

    async def _read_samples(self) -> None:
        catalogue = Catalogue(await self._samples.of_others())
        list(catalogue.problems)
        resolve_voice_settings(ASKED[1], registry().get("tone"), PRESENCE, catalogue)

    async def _progress(self) -> None:
        progress = await self._leases.progress("0" * 16)
        if progress:
            msgspec.json.encode(progress)

    async def _log(self) -> None:
        made_segments(await self._bus.logged_messages("u"), "u.1")

    async def _default(self) -> None:
        choice = await self._defaults.read()
        assert choice.backend in registry().specs

    async def _keys(self) -> None:
        await keys_in_redis(self._bus.connection)
        await version_in_redis(self._bus.connection)

    async def _grant(self) -> None:
        await self._tokens.find("vst_x")

    async def _queued(self) -> None:
        assert "x" not in await self._reader.queued_tasks("tts.tone")


class _Workers:
    """The cluster as it was read."""

    def __init__(self, workers: list[Presence], reports: Sequence[SupervisorReport] = ()) -> None:
        self._workers = workers
        self._reports = list(reports)

    async def workers(self) -> list[Presence]:
        return self._workers

    async def supervisor_reports(self) -> list[SupervisorReport]:
        return self._reports

    async def memory(self) -> RedisMemory:
        return RedisMemory()

    async def queue_depths(self, queues: Any) -> list[list[int]]:
        return [[0] * 10 for _ in queues]

    async def queued_tasks(self, queue: str) -> Any:
        return ()


def _encoded(value: Any) -> bytes:
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return b'"\\ud800"'
