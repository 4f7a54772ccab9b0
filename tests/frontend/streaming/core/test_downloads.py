"""What nobody listens to as it is made takes only what listeners leave."""

import pytest

from frontend.protocol.events import Done
from tasks.priority import DOWNLOAD_PRIORITY
from tests.support.core import Core
from tests.support.listeners import SENTENCE, TWO, Listener, heard_all, listen_all
from tests.support.virtual_time import now


@pytest.fixture
async def core(core: Core) -> Core:
    core.cluster.speed = TWO
    return core


async def test_downloads_never_wait_and_never_take_from_listeners(core: Core) -> None:
    """They are more than the workers can do, but the listeners do not notice."""
    downloads = [Listener(core, realtime=False) for _ in range(5)]
    listeners = [Listener(core) for _ in range(2)]
    await listen_all(*downloads, *listeners, apart_s=0.5)
    assert heard_all(*listeners)
    assert not any(one.waits for one in (*downloads, *listeners))
    assert all(isinstance(download.events[-1], Done) for download in downloads)
    assert core.counted("gaps_total", backend="tone", door="/tts") == 0
    assert core.counted("refused_total", backend="tone") == 0


async def test_a_download_uses_what_listeners_leave_without_a_limit_of_lead(core: Core) -> None:
    core.cluster.speed = 50.0
    download = Listener(core, SENTENCE * 30, realtime=False)
    await download.listen()
    assert isinstance(download.events[-1], Done)
    assert now() < 30 * len(SENTENCE) * 0.05 / 10


async def test_a_download_comes_behind_all_listeners_and_before_jobs(core: Core) -> None:
    await Listener(core, realtime=False).listen()
    assert {priority for _, priority in core.cluster.sent} == {DOWNLOAD_PRIORITY} == {8}
