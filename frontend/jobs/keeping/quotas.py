"""How much may be stored, by each key and in all."""

from collections.abc import Iterable

import msgspec

from backend_queues.job_errors import QuotaExceeded, StorageFull
from frontend.settings import Settings

SPARE_BYTES = 64 * 2**20  # left free on the disk: for files in the making, and for everybody else


class Quota(msgspec.Struct, frozen=True):
    """The most there may be, and what says so, for whoever meets it."""

    jobs: int
    items: int
    hours: float
    gigabytes: float
    prefix: str  # of the settings' names
    of_jobs: str = ""  # what says how many jobs, if it is no setting


class Usage(msgspec.Struct, frozen=True):
    """What there is."""

    jobs: int = 0
    items: int = 0
    audio_s: float = 0.0
    size_bytes: int = 0

    def plus(self, other: "Usage") -> "Usage":
        return Usage(
            self.jobs + other.jobs,
            self.items + other.items,
            self.audio_s + other.audio_s,
            self.size_bytes + other.size_bytes,
        )


def total(usages: Iterable[Usage]) -> Usage:
    whole = Usage()
    for usage in usages:
        whole = whole.plus(usage)
    return whole


def in_all(settings: Settings) -> Quota:
    return Quota(
        settings.max_jobs,
        settings.max_jobs_items,
        settings.max_jobs_hours,
        settings.max_jobs_gb,
        "VOICE_SERVER_MAX_JOBS",
    )


def of_each_key(settings: Settings) -> Quota:
    return Quota(
        settings.max_key_jobs,
        settings.max_key_jobs_items,
        settings.max_key_jobs_hours,
        settings.max_key_jobs_gb,
        "VOICE_SERVER_MAX_KEY_JOBS",
    )


def of_this_key(quota: Quota, jobs: int) -> Quota:
    """Return the quota of a key that has a limit of its own for jobs."""
    return msgspec.structs.replace(quota, jobs=jobs, of_jobs="the key's own limit")


def check_quota(quota: Quota, whose: str, after: Usage) -> None:
    """Check what there would be with one more job. `whose` begins the sentence.

    Raises:
        QuotaExceeded: the message says what is too much, and which setting allows more.
    """
    amounts = (
        (after.jobs, quota.jobs, "jobs", quota.of_jobs or quota.prefix),
        (after.items, quota.items, "items", f"{quota.prefix}_ITEMS"),
        (after.audio_s / 3600, quota.hours, "hours of audio", f"{quota.prefix}_HOURS"),
        (after.size_bytes / 1e9, quota.gigabytes, "GB", f"{quota.prefix}_GB"),
    )
    for amount, most, unit, limit in amounts:
        if amount > most:
            raise QuotaExceeded(
                f"{whose} would have {amount:,.4g} {unit} of batch jobs stored with this one, and "
                f"may have {most:,g} ({limit}). Delete jobs that are not needed "
                "any more (DELETE /v1/jobs/ID)."
            )


def check_room(room_bytes: int | None, needed_bytes: int) -> None:
    """Check that the storage has the room for what a job needs; None is a storage without end.

    Raises:
        StorageFull.
    """
    if room_bytes is not None and needed_bytes + SPARE_BYTES > room_bytes:
        raise StorageFull(
            f"The job needs about {needed_bytes / 1e9:.3g} GB, and the storage of batch jobs has "
            f"{max(0, room_bytes - SPARE_BYTES) / 1e9:.3g} GB left. Delete jobs that are not "
            "needed any more, or make it larger."
        )
