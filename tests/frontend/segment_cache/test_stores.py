"""The setting names a store, or the server does not start."""

from pathlib import Path

import pytest

from backend_queues.errors import InvalidConfiguration
from frontend.cluster.memory import RedisMemory
from frontend.segment_cache.folder_store import FolderStore
from frontend.segment_cache.limits import StoreLimits
from frontend.segment_cache.redis_store import RedisStore
from frontend.segment_cache.stores import open_store

LIMITS = StoreLimits.of(1.5, 2)
REDIS = "redis://localhost:1/0"


def full() -> RedisMemory:
    return RedisMemory(100, 100)


async def test_each_kind_of_setting_has_its_store(tmp_path: Path) -> None:
    assert StoreLimits(1_500_000, 7_200) == LIMITS
    assert open_store("", REDIS, LIMITS, full) is None
    stores = [
        open_store(setting, REDIS, LIMITS, full)
        for setting in ("redis", "rediss://h/1", str(tmp_path), tmp_path.as_uri())
    ]
    kinds = [type(store) for store in stores]
    assert kinds == [RedisStore, RedisStore, FolderStore, FolderStore]
    assert [store.has_room for store in stores if store] == [False, True, True, True]
    for store in stores:
        assert store
        await store.close()


@pytest.mark.parametrize("setting", ["on", "true", "none", "http+nothing://:secret@h/x", "s3://"])
def test_what_names_no_store_is_told_without_a_password(setting: str) -> None:
    with pytest.raises(InvalidConfiguration) as raised:
        open_store(setting, REDIS, LIMITS, full)
    assert "secret" not in str(raised.value)
