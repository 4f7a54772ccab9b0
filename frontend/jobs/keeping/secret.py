"""What keeps an id from telling anybody which texts a job is made of."""

import secrets
import threading

from frontend.storage.storage import Storage

NAME = "secret"
BYTES = 32

_making = threading.Lock()  # two threads of one frontend never differ


def secret_of(storage: Storage) -> bytes:
    """Return the secret of a storage, which is made with its first job. Blocks.

    Frontends that make it at once may differ for a moment; then a job that is submitted again is
    another one, which is all that it costs.
    """
    with _making:
        known = storage.read(NAME)
        if known and len(known) == BYTES:
            return known
        storage.write(NAME, secrets.token_bytes(BYTES))
        return storage.read(NAME) or b""
