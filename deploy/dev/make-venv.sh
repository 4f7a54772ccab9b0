#!/usr/bin/env bash
# Makes .venv and installs the project with the extras named: deploy/dev/make-venv.sh frontend,dev
set -euo pipefail
cd "$(dirname "$0")/../.."
extras=$1

source deploy/dev/debian.sh

if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Voice Server needs Python 3.11 or newer; python3 is $(python3 -V)." >&2
    exit 1
fi
if [ ! -x .venv/bin/pip ]; then
    # Debian's python3 comes without what `python3 -m venv` needs.
    python3 -c 'import ensurepip, venv' 2>/dev/null || install_packages python3-venv
    echo "Making .venv ..." >&2
    python3 -m venv --clear .venv
fi
echo "Installing Voice Server and what it needs into .venv ..." >&2
.venv/bin/python -m pip install --disable-pip-version-check --editable ".[$extras]" | show_progress
