"""Every name in Redis: all keys and channels, and how long they last.

Each name starts with `vs:`. All keys have a TTL, except what an operator has chosen, which
lasts until it is changed: the defaults, and the API keys. Each is one key, so they cannot pile up.

Where RESULT_REDIS_URLS lists servers, an utterance is on one of them: utt, log, claim, cancelled,
and its messages on the frontend's channel. All else is on the server of REDIS_URL.

    name                     type, what; who writes it -> who reads it; TTL

    vs:fe:<frontend>         channel, messages for one frontend; workers -> it; none
    vs:fe:defaults           channel, that the defaults have changed; frontends -> all; none
    vs:cancel                channel, ids of cancelled utterances; frontends -> all; none
    vs:ended                 channel, names of workers that ended; supervisors -> frontends; none
    vs:utt:<utterance>       hash, its frontend, the attempts that count, and when each is needed;
                             its frontend -> workers; REPLAY_TTL_S
    vs:log:<utterance>       stream, the replay log; workers -> its frontend; REPLAY_TTL_S
    vs:claim:<utt>:<seg>     string "<attempt>:<worker>"; workers -> workers; CLAIM_TTL_S
    vs:cancelled:<utt>       string, nobody listens any more; frontends -> workers; REPLAY_TTL_S
    vs:crashes:<digest>      set, the workers that crashed as they spoke a text;
                             frontends -> frontends, workers; CRASHES_TTL_S
    vs:resume:<hash>         hash, under the sha256 of its token: `utterance`, `owner`, the
                             `record` to resume from, and `takes`, its last generation;
                             frontends -> frontends; RESUME_TTL_S
    vs:text:<hash>           string, a text while it is written, and how it is cut, as lines of
                             JSON; likewise
    vs:once:<hash>           string, what became of a request with an Idempotency-Key: digest, name
                             to resume it by, state; frontends -> frontends; ONCE_TTL_S
    vs:worker:<worker>       string, its Presence in JSON; the worker -> all; PRESENCE_TTL_S
    vs:workers               set, the index of those; likewise
    vs:supervisor:<id>       string, its SupervisorReport in JSON; it -> frontends; PRESENCE_TTL_S
    vs:supervisors           set, the index of those; likewise
    vs:samples:<frontend>    string, the voice samples of its folder in JSON;
                             it -> frontends; PRESENCE_TTL_S
    vs:samples               set, the index of those; likewise
    vs:needs:<frontend>      string, the Needs of its listeners in JSON;
                             it -> frontends; PRESENCE_TTL_S
    vs:needs                 set, the index of those; likewise
    vs:wanted                set, digests of the recordings that workers lack;
                             workers -> frontends; WANTED_TTL_S
    vs:sample:<digest>       string, a voice sample's WAV file, once a worker lacks it;
                             frontends -> workers; VOICE_SAMPLE_TTL_S
    vs:default               hash, `backend`, and `voice:<backend>` for each;
                             frontends -> frontends; none
    vs:keys                  hash, the API keys: a KeyRecord in JSON by id, and `:version`;
                             the command line -> frontends; none
    vs:token:<sha256>        string, whom a token stands for, in JSON; frontends -> frontends;
                             its lifetime, up to TOKEN_TTL_S
    vs:streams:<client>      sorted set, a client's streams by when they stop counting;
                             frontends -> frontends; STREAM_TTL_S
    vs:rate:<limit>          counters of the limits library: characters a minute, uploads an hour
                             of a client; frontends -> frontends; two periods
    vs:cache:<name>          string, a segment that was spoken; frontends -> frontends;
                             VOICE_SERVER_SEGMENT_CACHE_HOURS after its last use
    vs:cache                 sorted set, the names of those by their last use; likewise
    vs:cache:sizes           hash, their sizes in bytes, and `:all`; likewise
    vs:job:<job>             string, the frontend that runs the job;
                             it -> frontends; LEASE_TTL_S
    vs:job:<job>:progress    string, the job's Progress in JSON; likewise

The queues themselves are Celery's: `tts.<backend>`, a list per priority.
"""

import msgspec

HEARTBEAT_DUE_S = 1.5  # after the one before, at the most: workers send one every 0.5 s
CLAIM_TTL_S = 3
PRESENCE_TTL_S = 5
LEASE_TTL_S = 6
VOICE_SAMPLE_TTL_S = 60  # workers keep it on disk once they have it
WANTED_TTL_S = 10
CRASHES_TTL_S = 300
MOST_CRASHES = 2  # of workers at one text, while they are counted
REPLAY_TTL_S = 60  # how long an utterance can be heard again after its last message
TOKEN_TTL_S = 600  # what Azure's clients count on; less for one that a URL has
RESUME_TTL_S = 3 * REPLAY_TTL_S  # a slow client takes what was made for it a minute ago
ONCE_TTL_S = 3600  # an utterance that is begun; less before and after it is spoken

STREAM_TTL_S = 15  # a stream that its frontend does not renew counts no more

RATES_PREFIX = "vs:rate"
CANCEL_CHANNEL = "vs:cancel"
ENDED_CHANNEL = "vs:ended"
DEFAULT_KEY = "vs:default"
WANTED_KEY = "vs:wanted"
CACHE_KEY = "vs:cache"
CACHE_SIZES_KEY = "vs:cache:sizes"
KEYS_KEY = "vs:keys"
KEYS_VERSION = ":version"  # a field among those of the keys
LOG_FIELD = "frame"  # of the replay log; the name that older versions know


class DirectoryKeys(msgspec.Struct, frozen=True):
    """The keys of a directory: a set of names, and a key that expires for each name."""

    index: str
    prefix: str
    ttl_s: int = PRESENCE_TTL_S

    def key(self, name: str) -> str:
        return f"{self.prefix}{name}"


WORKERS = DirectoryKeys("vs:workers", "vs:worker:")
SUPERVISORS = DirectoryKeys("vs:supervisors", "vs:supervisor:")
NEEDS = DirectoryKeys("vs:needs", "vs:needs:")
VOICE_SAMPLES = DirectoryKeys("vs:samples", "vs:samples:")


def frontend_channel(frontend: str) -> str:
    return f"vs:fe:{frontend}"


DEFAULTS_CHANNEL = frontend_channel("defaults")  # that they have changed; none has this name


def streams_key(client: str) -> str:
    return f"vs:streams:{client}"


def utterance_key(utterance: str) -> str:
    return f"vs:utt:{utterance}"


def log_key(utterance: str) -> str:
    return f"vs:log:{utterance}"


def claim_key(utterance: str, segment_index: int) -> str:
    return f"vs:claim:{utterance}:{segment_index}"


def cancelled_key(utterance: str) -> str:
    return f"vs:cancelled:{utterance}"


def crashes_key(digest: str) -> str:
    return f"vs:crashes:{digest}"


def resume_key(name: str) -> str:
    return f"vs:resume:{name}"


def once_key(name: str) -> str:
    return f"vs:once:{name}"


def text_key(name: str) -> str:
    return f"vs:text:{name}"


def voice_sample_key(digest: str) -> str:
    return f"vs:sample:{digest}"


def cached_key(name: str) -> str:
    return f"vs:cache:{name}"


def job_keys(job: str) -> tuple[str, str]:
    """Return the keys of a job's lease and of its progress."""
    return f"vs:job:{job}", f"vs:job:{job}:progress"


def token_key(digest: str) -> str:
    return f"vs:token:{digest}"
