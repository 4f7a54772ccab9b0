#!/usr/bin/env bash
# Installs the programs that tests look at the server with: a browser, ffprobe, curl. Without one of
# them its tests are skipped, but not in CI.
set -euo pipefail
cd "$(dirname "$0")"
source ./debian.sh

missing=()
command -v chromium >/dev/null || missing+=(chromium)
command -v ffprobe >/dev/null || missing+=(ffmpeg)
command -v curl >/dev/null || missing+=(curl)
if [ ${#missing[@]} -gt 0 ]; then
    install_packages "${missing[@]}" || echo "Without it, the tests that need it are skipped." >&2
fi
