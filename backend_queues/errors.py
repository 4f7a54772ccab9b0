"""Every error that can reach a client: a lasting code, a sentence, and whether to try again."""

import secrets
from contextvars import ContextVar
from typing import ClassVar

SHOWN_CHARS = 60

# Whether whoever asks may learn of hosts, paths and processes. Only the server's operators may,
# where there are API keys to tell them by.
TELLS_ALL: ContextVar[bool] = ContextVar("tells_all", default=True)


def shown(value: object) -> str:
    """Return a client's value for a message: quoted, escaped and not too long."""
    text = repr(value[: SHOWN_CHARS + 1] if isinstance(value, str) else value)
    return text if len(text) <= SHOWN_CHARS else f"{text[:SHOWN_CHARS]}..."


class TTSError(Exception):
    """An error that reaches the client as a sentence that says what to change."""

    code: ClassVar[str] = "internal_error"
    retryable: ClassVar[bool] = False
    retry_after_s: float | None = None  # when another try may succeed, if that can be said
    public: str = ""  # what is said instead to those who may not learn all; "" is the same

    @property
    def message(self) -> str:
        """The sentence, safe to encode whatever the client's text held."""
        text = str(self) if TELLS_ALL.get() else self.public or str(self)
        return text.encode("utf-8", "backslashreplace").decode()


def new_error_id() -> str:
    """Draw the id under which the log has what a client is not shown of an error."""
    return secrets.token_hex(4)


def pointing_to_log(what: str, log: str, error_id: str) -> str:
    """Return a client's sentence about an error whose own text is for the log alone."""
    return f"{what}; {log} has the details under the id {error_id}."


class InternalError(TTSError):
    """The server has a fault. The message names an id under which its log has the details."""

    code = "internal_error"


class InvalidRequest(TTSError):
    """The request does not have the form that the endpoint expects."""

    code = "invalid_request"


class CrossSite(TTSError):
    """A page of another site tries to use the server."""

    code = "cross_site"


class UnknownBackend(TTSError):
    """No backend of that name is registered."""

    code = "unknown_backend"


class UnknownModel(TTSError):
    """No backend has the name that an OpenAI client gives as its model."""

    code = "model_not_found"


class UnknownVoice(TTSError):
    """The backend has no voice of that name."""

    code = "unknown_voice"


class VoiceUnusable(TTSError):
    """A voice sample cannot be used, or not by this backend."""

    code = "voice_unusable"


class VoiceExists(TTSError):
    """There is a voice sample of that name already."""

    code = "voice_exists"


class VoicesFull(TTSError):
    """There are as many voice samples as the settings allow."""

    code = "voices_full"


class NotOwner(TTSError):
    """What is to be changed belongs to somebody else."""

    code = "not_owner"


class BodyTooLarge(TTSError):
    """The request's body is over its limit."""

    code = "body_too_large"


class InvalidOption(TTSError):
    """The backend has no option of that name, or does not accept its value."""

    code = "invalid_option"


class TextTooLong(TTSError):
    """The text exceeds a limit of the settings."""

    code = "text_too_long"


class NothingToSpeak(TTSError):
    """The text contains nothing that can be said aloud."""

    code = "nothing_to_speak"


class NoWorker(TTSError):
    """No live worker serves the backend."""

    code = "no_worker"
    retryable = True


class Overloaded(TTSError):
    """Speech would start later than the settings allow, or with gaps."""

    code = "overloaded"
    retryable = True

    def __init__(self, message: str, retry_after_s: float | None = None) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class RedisUnavailable(TTSError):
    """Redis does not answer, so nothing can be queued."""

    code = "redis_unavailable"
    retryable = True
    public = "Redis does not answer."


class RedisFull(RedisUnavailable):
    """Redis has no memory left for what is written."""

    code = "overloaded"


class ShuttingDown(TTSError):
    """This frontend is shutting down and accepts no more text."""

    code = "shutting_down"
    retryable = True


class SynthesisFailed(TTSError):
    """The model failed or produced no samples."""

    code = "synthesis_failed"
    retryable = True


class ModelFailed(SynthesisFailed):
    """The model raised `__cause__`, whose text is for the log and not for clients."""

    def __init__(self) -> None:
        super().__init__("The model failed.")


class VoiceSampleUnavailable(TTSError):
    """A worker cannot get the recording of a cloned voice."""

    code = "sample_unavailable"
    retryable = True


class SegmentFailed(TTSError):
    """A segment failed in each of its allowed attempts."""

    code = "segment_failed"


class TextCrashesWorkers(TTSError):
    """Workers have crashed as they spoke this text, and no other is risked for it now."""

    code = "text_crashes_workers"


class AssetUnavailable(TTSError):
    """A model file is missing, or its digest is not the one expected."""

    code = "asset_unavailable"


class EnvironmentFailed(TTSError):
    """A backend's environment is missing or could not be built."""

    code = "environment_failed"


class RangeNotSatisfiable(TTSError):
    """The file does not have the requested bytes."""

    code = "range_not_satisfiable"


class UnknownUtterance(TTSError):
    """No utterance of that id can be resumed, or not any more."""

    code = "unknown_utterance"


class TakenOver(TTSError):
    """The client has resumed the stream over another connection."""

    code = "taken_over"


class InvalidConfiguration(TTSError):
    """A setting or a configuration file is wrong; the message names the key."""

    code = "invalid_configuration"
