#!/usr/bin/env bash
# Installs the programs that tests need: deploy/dev/test-programs.sh [all]
#
# Without `all` those of `make test`: a browser, ffprobe, curl, what plays sound, and a Redis server
# with TLS, which the embedded one is built without. Without one of them its tests are skipped, and
# say so.
set -euo pipefail
cd "$(dirname "$0")"
source ./debian.sh

missing=()
need() { # program, package
    command -v "$1" >/dev/null || missing+=("$2")
}

need chromium chromium
need ffprobe ffmpeg
need curl curl
need openssl openssl
need redis-server redis-server
/sbin/ldconfig -p | grep -q libportaudio || missing+=(libportaudio2)
if [ "${1:-}" = all ]; then
    need redis-sentinel redis-sentinel
    need epmd rabbitmq-server
    need ip iproute2
    need firefox-esr firefox-esr
    need pulseaudio pulseaudio
    need mpv mpv
fi
if [ ${#missing[@]} -gt 0 ]; then
    install_packages "${missing[@]}" || echo "Without it, the tests that need it are skipped." >&2
fi
