# Sourced by the scripts beside it: installs Debian's packages, and shows how it goes.

# Shows the newest line of its input in place; without a terminal nothing.
show_progress() {
    local line
    while IFS= read -r line; do
        if [ -t 2 ]; then printf '\r\033[K  %.70s' "$line" >&2; fi
    done
    if [ -t 2 ]; then printf '\r\033[K' >&2; fi
}

# Installs the packages as root or through a sudo that asks for no password; else says what to run.
install_packages() {
    local sudo=
    if [ "$(id -u)" != 0 ]; then
        sudo=sudo
        if ! sudo -n true 2>/dev/null; then
            echo "Needed here: sudo apt-get install $*" >&2
            return 1
        fi
    fi
    if ! command -v apt-get >/dev/null; then
        echo "Needed here, by this system's package manager: $*" >&2
        return 1
    fi
    echo "Installing $* ..." >&2
    $sudo apt-get update | show_progress
    # In runlevel 1 a server that comes with a package is not started.
    $sudo env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 \
        apt-get install --yes --no-install-recommends "$@" | show_progress
}
