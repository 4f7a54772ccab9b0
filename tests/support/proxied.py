"""A real proxy in front of a server."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.support.processes import wait_until

# What all sites need; the one of a test is in voice-server.conf.
NGINX = """
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log stderr;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/voice-server.conf;
}}
"""


@contextmanager
def running(command: list[str], folder: Path, url: str) -> Iterator[None]:
    environment = {**os.environ, "HOME": str(folder)}  # Caddy leaves files there
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)

    def answers() -> bool:
        assert process.poll() is None
        try:
            return httpx.get(f"{url}/health").is_success
        except httpx.TransportError:
            return False

    try:
        wait_until(answers)
        yield
    finally:
        process.terminate()
        process.wait(20)
