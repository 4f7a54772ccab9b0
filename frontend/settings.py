"""The frontend's settings: read once from VOICE_SERVER_<NAME> variables, and checked."""

import os
from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from backend_queues.errors import InvalidConfiguration
from tasks.worker.limits import STALL_LIMIT_S, Limit

PREFIX = "VOICE_SERVER_"

Positive = Annotated[float, Meta(gt=0, le=86_400)]
Count = Annotated[int, Meta(gt=0)]
Most = Annotated[int, Meta(ge=0)]

# Beyond `drain_s`, no frontend takes longer to end: farewells, connections, what Redis is told.
ENDING_S = 6.0


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    host: str = "localhost"
    port: Annotated[int, Meta(ge=0, le=65535)] = 8000
    # Where API keys are: "redis", or a file. "" is Redis, and keys are asked for elsewhere than on
    # loopback only.
    keys: str = ""
    # Ask for no keys on any address: everybody may do everything.
    open: bool = False
    # Where Home Assistant finds the server, [HOST:]PORT, by the protocol Wyoming; "" is nowhere.
    wyoming: str = ""
    # The id of the API key whose rights that port has, where keys are asked for: it asks for none.
    wyoming_key: str = ""
    # Proxies whose X-Forwarded-For is believed: addresses and networks, with commas between them.
    trusted_proxies: str = "127.0.0.1,::1"
    # Names that the server answers to beside local ones, with commas; ".example.org" is all below.
    hosts: str = ""
    # Origins whose pages may use the server, with commas; "*" is any.
    origins: str = ""
    # How many connections may be open at once; those beyond are answered with 503.
    max_connections: Count = 10_000
    # The path under which a proxy has the server, such as /voice; "" is the root of its host.
    root_path: str = ""
    # A WebSocket over which nobody has said anything for this long is closed.
    idle_s: Positive = 600.0
    # Text of one utterance that is not spoken yet; a stream may be longer in all.
    max_text_chars: Count = 200_000
    # What the [pause] tags of one utterance may add to; later ones are left out.
    max_pauses_s: Positive = 300.0
    # Which voices a text may name by [voice:NAME]: none, those of its backend, or any.
    inline_voices: Literal["off", "backend", "any"] = "backend"
    # What is done with a voice of another service that nothing here stands for: the language's
    # default voice speaks and the client is warned, or the client is told that there is none.
    unknown_voices: Literal["default", "refuse"] = "default"
    # What answers a text of marks or emoji alone: an error, or a short silence; "auto" is an error
    # in this server's own protocols, and silence in those whose clients end at an error.
    nothing_to_speak: Literal["auto", "refuse", "silence"] = "auto"
    # What is said of an LLM's reasoning, blocks of code and emoji, where a client does not say.
    reasoning: Literal["skip", "speak"] = "skip"
    code: Literal["skip", "announce", "speak"] = "skip"
    emoji: Literal["skip", "name"] = "skip"
    # Fields of OpenAI's routes that nobody here knows: left out with a warning, or 400.
    unknown_fields: Literal["warn", "refuse"] = "warn"
    # The body of a batch job: its items, or its file.
    max_job_bytes: Count = 64_000_000
    # Where the first audio would come later than this, the first sentence is cut early.
    first_audio_s: Positive = 0.3
    # A writer who pauses in mid-sentence for this long is spoken up to a clause or a word.
    writing_pause_s: Positive = 0.8
    # Whether numbers, dates and so on are turned into words: "auto" is where the backend does not
    # read them well by itself.
    normalisation: Literal["auto", "on", "off"] = "auto"
    # A YAML file of words that are said otherwise than they are written.
    pronunciations: str = ""
    # Audio ahead of the listener that an utterance asks busy workers for.
    target_lead_s: Positive = 12.0
    # Audio made but not yet taken by the client; what bounds a slow client's memory.
    max_unsent_s: Positive = 60.0
    # What each API key may use, or each address where no keys are asked for; 0 is no limit. A key
    # may have limits of its own.
    client_streams: Most = 0
    client_characters_per_minute: Most = 0
    client_waiting_texts: Most = 0
    client_uploads_per_hour: Most = 0
    # The same for each address, whatever keys it has.
    address_streams: Most = 0
    address_characters_per_minute: Most = 0
    address_uploads_per_hour: Most = 0
    # What happens to a new listener when the workers are busy with as many as they can sustain.
    overload: Literal["queue", "refuse", "off"] = "queue"
    # The share of the workers' measured speed that listeners may need all together.
    speed_share: Annotated[float, Meta(gt=0, le=10)] = 0.85
    # A new utterance whose speech would start later than this, also in line, is refused.
    max_start_delay_s: Positive = 15.0
    # How long a segment waits for a worker of its backend to appear or come back.
    worker_wait_s: Positive = 30.0
    # How long a stream waits for a worker before a fallback of the backend goes on with it.
    fallback_wait_s: Positive = 5.0
    # A new utterance whose speech would start later than this is spoken by a fallback, if there is
    # one that can begin sooner.
    fallback_start_delay_s: Positive = 10.0
    # From this share of Redis' maxmemory on, no new text is taken.
    redis_share: Annotated[float, Meta(gt=0, le=1)] = 0.9
    # What this frontend may keep in Redis so that streams can be resumed; more cannot be.
    max_resume_bytes: Count = 64_000_000
    # How long a segment waits for Redis to come back.
    redis_wait_s: Positive = 30.0
    # A started segment of which nothing was heard for this long is given to another worker.
    silence_limit_s: Annotated[float, Meta(ge=2, le=3600)] = 2.0  # workers speak up every 0.5 s
    # The same for one that lives, but sends nothing of the segment; the worker then ends itself.
    stall_limit_s: Limit = STALL_LIMIT_S
    # A client that takes no byte for this long is gone.
    send_timeout_s: Positive = 30.0
    # After SIGTERM, streams under way may go on for this long; 0 tells them at once.
    drain_s: Annotated[float, Meta(ge=0, le=3600)] = 30.0
    # Where the recordings of cloned voices are put; "" is the checkout's, or the user's own.
    voice_samples: str = ""
    # How many voice samples the folder may have, and bytes, before uploads are refused.
    max_voice_samples: Count = 200
    max_voice_sample_bytes: Count = 1_000_000_000
    # Recordings that this frontend may have in Redis at once, for workers of other machines.
    max_lent_bytes: Count = 64_000_000
    # Whether a voice sample may have the name of a backend's own voice, and goes before it.
    samples_hide_voices: bool = False
    # Where batch jobs are kept, by URL: file:... or s3:...; "" is a folder of the user's own.
    jobs: str = ""
    # How many jobs may be stored, with how many items, hours of audio and GB: of all keys together,
    max_jobs: Count = 10_000
    max_jobs_items: Count = 1_000_000
    max_jobs_hours: Annotated[float, Meta(gt=0)] = 5_000.0
    max_jobs_gb: Annotated[float, Meta(gt=0)] = 500.0
    # and of each key.
    max_key_jobs: Count = 1_000
    max_key_jobs_items: Count = 200_000
    max_key_jobs_hours: Annotated[float, Meta(gt=0)] = 1_000.0
    max_key_jobs_gb: Annotated[float, Meta(gt=0)] = 100.0
    # How many jobs one frontend runs at once; the others wait for their turn.
    jobs_at_once: Count = 32
    # How long a job is kept after its end; 0 is for ever.
    keep_jobs_days: Annotated[float, Meta(ge=0, le=36_500)] = 30.0
    # Where segments are kept that were spoken, to be heard again without a worker: redis, a URL of
    # another Redis, a folder's path, or s3://bucket/folder; "" is nowhere.
    segment_cache: str = ""
    # How much there may be of them, in MB; the longest unused go first.
    segment_cache_mb: Annotated[float, Meta(gt=0)] = 256.0
    # How long one is kept after its last use.
    segment_cache_hours: Annotated[float, Meta(gt=0, le=876_000)] = 24.0
    # A look at the cache that takes longer is in vain.
    segment_cache_wait_s: Annotated[float, Meta(gt=0, le=10)] = 0.05
    # user:password that flower asks for; "" lets everybody read its pages, and nobody use its API.
    flower_auth: str = ""


def listed(setting: str) -> list[str]:
    """Return the parts of a setting that is a list with commas."""
    return [part.strip() for part in setting.split(",") if part.strip()]


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings from the environment.

    Raises:
        InvalidConfiguration: a value is not of its setting's type or range.
    """
    fields = {field.name: field for field in msgspec.structs.fields(Settings)}
    given: dict[str, object] = {}
    for name, field in fields.items():
        variable = PREFIX + name.upper()
        if variable not in environ:
            continue
        try:
            given[name] = msgspec.convert(environ[variable], field.type, strict=False)
        except msgspec.ValidationError as error:
            raise InvalidConfiguration(f"{variable}={environ[variable]}: {error}") from error
    return Settings(**given)  # type: ignore[arg-type]
