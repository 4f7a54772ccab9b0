"""Certificates as an operator's own authority signs them, made by openssl."""

import shutil
import subprocess
from pathlib import Path

OPENSSL = shutil.which("openssl")
NEW_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2")
NAMES = "subjectAltName=DNS:localhost,IP:127.0.0.1"  # kombu turns the one into the other


def make_certificates(folder: Path) -> None:
    """Make ca.crt, and by it server.crt for localhost; and other.crt, which vouches for nothing."""
    for name in ("ca", "other"):
        _openssl(folder, *_files(name))
    signed = ("-CA", "ca.crt", "-CAkey", "ca.key", "-addext", NAMES)
    _openssl(folder, *_files("server"), *signed)


def _files(name: str) -> tuple[str, ...]:
    return ("-keyout", f"{name}.key", "-out", f"{name}.crt", "-subj", f"/CN={name}")


def _openssl(folder: Path, *arguments: str) -> None:
    command = [OPENSSL or "openssl", "req", "-x509", *NEW_KEY, *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=60)
