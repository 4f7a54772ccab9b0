import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from backend_queues.cache import locked
from backend_queues.errors import InvalidConfiguration
from tests.support.processes import is_alive, wait_until

HOLDING = """
import os, sys
from pathlib import Path
from backend_queues.provisioning.commands import run
from backend_queues.cache import locked
with locked(Path(sys.argv[1]), lambda: None):
    run(["sh", "-c", "echo $$; exec sleep 60"], lambda line: print(line, flush=True), os.environ)
"""


def test_what_a_killed_holder_has_started_still_holds_the_lock(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    command = [sys.executable, "-c", HOLDING, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        orphan = int(holder.stdout.readline())
        holder.kill()
    assert is_alive(orphan)
    with locked(path, lambda: os.kill(orphan, signal.SIGKILL)):
        wait_until(lambda: not is_alive(orphan))  # its files are closed before it is gone


def test_a_folder_that_cannot_be_made_is_a_wrong_setting(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(InvalidConfiguration, match=r"file/folder .*VOICE_SERVER_CACHE"),
        locked(tmp_path / "file" / "folder" / "lock", lambda: None),
    ):
        pass
