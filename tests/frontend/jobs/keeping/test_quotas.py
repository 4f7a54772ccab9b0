"""What would be too much is refused, with the setting that allows more."""

import pytest

from backend_queues.job_errors import QuotaExceeded, StorageFull
from frontend.jobs.keeping.quotas import (
    SPARE_BYTES,
    Usage,
    check_quota,
    check_room,
    in_all,
    of_each_key,
    of_this_key,
    total,
)
from frontend.settings import Settings

SETTINGS = Settings(
    max_jobs=2,
    max_jobs_items=10,
    max_jobs_hours=1.0,
    max_jobs_gb=0.5,
    max_key_jobs=1,
)
MOST = Usage(jobs=2, items=10, audio_s=3600.0, size_bytes=500_000_000)


def test_what_is_allowed_is_taken() -> None:
    check_quota(in_all(SETTINGS), "This server", MOST)
    check_room(None, 10**18)
    check_room(SPARE_BYTES + 10, 10)


@pytest.mark.parametrize(
    ("one_more", "setting"),
    [
        (Usage(jobs=1), "VOICE_SERVER_MAX_JOBS"),
        (Usage(items=1), "VOICE_SERVER_MAX_JOBS_ITEMS"),
        (Usage(audio_s=60.0), "VOICE_SERVER_MAX_JOBS_HOURS"),
        (Usage(size_bytes=10**8), "VOICE_SERVER_MAX_JOBS_GB"),
    ],
)
def test_more_than_that_is_not(one_more: Usage, setting: str) -> None:
    with pytest.raises(QuotaExceeded, match=rf"^This server would have .* \({setting}\)\."):
        check_quota(in_all(SETTINGS), "This server", total([MOST, one_more]))


def test_a_key_has_a_quota_of_its_own() -> None:
    with pytest.raises(QuotaExceeded, match="VOICE_SERVER_MAX_KEY_JOBS"):
        check_quota(of_each_key(SETTINGS), "This key", Usage(jobs=2))


def test_the_limit_of_one_key_is_no_setting() -> None:
    with pytest.raises(QuotaExceeded, match=r"may have 1 \(the key's own limit\)"):
        check_quota(of_this_key(of_each_key(SETTINGS), 1), "This key", Usage(jobs=2))


def test_the_disk_is_not_filled() -> None:
    with pytest.raises(StorageFull, match="needs about 2 GB, .* 1 GB left"):
        check_room(10**9 + SPARE_BYTES, 2 * 10**9)
