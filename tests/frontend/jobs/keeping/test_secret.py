"""The secret of a storage is made once, and another where there is none that can be read."""

from pathlib import Path

from frontend.jobs.keeping.secret import BYTES, NAME, secret_of
from frontend.storage.storage import Storage


def test_the_secret_of_a_storage_stays(tmp_path: Path) -> None:
    secret = secret_of(Storage(tmp_path.as_uri()))
    assert len(secret) == BYTES and secret_of(Storage(tmp_path.as_uri())) == secret
    assert (tmp_path / NAME).stat().st_mode & 0o077 == 0
    (tmp_path / NAME).write_bytes(b"half")
    assert secret_of(Storage(tmp_path.as_uri())) not in (secret, b"half")
