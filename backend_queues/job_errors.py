"""Errors of batch jobs and of where they are stored."""

from backend_queues.errors import TTSError


class UnknownJob(TTSError):
    """No batch job has that id."""

    code = "unknown_job"


class UnknownJobFile(TTSError):
    """The batch job has no file of that name."""

    code = "unknown_job_file"


class StorageUnavailable(TTSError):
    """The storage of batch jobs, or of what else it is asked for, cannot be read or written."""

    code = "storage_unavailable"
    retryable = True
    public = "The storage of batch jobs cannot be used now. Try again."


class StorageFull(TTSError):
    """The storage of batch jobs has no room for what a new job needs."""

    code = "storage_full"


class QuotaExceeded(TTSError):
    """So many jobs, or so much of them, may not be stored, by this key or in all."""

    code = "quota_exceeded"


class JobUnreadable(TTSError):
    """What is stored of a batch job is damaged, or of a version that this one cannot read."""

    code = "job_unreadable"


class SegmentMissing(TTSError):
    """Speech synthesised for a batch job has disappeared from the storage."""

    code = "segment_missing"
