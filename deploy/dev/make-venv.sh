#!/usr/bin/env bash
# Makes .venv and installs the project with the extras named: deploy/dev/make-venv.sh frontend,dev
set -euo pipefail
cd "$(dirname "$0")/../.."
extras=$1

# Shows the newest line of pip's output in place; without a terminal pip is silent.
show_progress() {
    local line
    while IFS= read -r line; do
        if [ -t 2 ]; then printf '\r\033[K  %.70s' "$line" >&2; fi
    done
    if [ -t 2 ]; then printf '\r\033[K' >&2; fi
}

# Debian's python3 comes without what `python3 -m venv` needs.
install_venv_module() {
    local sudo=
    if [ "$(id -u)" != 0 ]; then
        if ! sudo -n true 2>/dev/null; then
            echo "python3 cannot make environments here. Run: sudo apt-get install python3-venv" >&2
            exit 1
        fi
        sudo=sudo
    fi
    echo "Installing python3-venv ..." >&2
    $sudo apt-get update | show_progress
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install --yes python3-venv | show_progress
}

if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Voice Server needs Python 3.11 or newer; python3 is $(python3 -V)." >&2
    exit 1
fi
if [ ! -x .venv/bin/pip ]; then
    python3 -c 'import ensurepip, venv' 2>/dev/null || install_venv_module
    echo "Making .venv ..." >&2
    python3 -m venv --clear .venv
fi
echo "Installing Voice Server and what it needs into .venv ..." >&2
.venv/bin/python -m pip install --disable-pip-version-check --editable ".[$extras]" | show_progress
