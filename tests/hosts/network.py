"""Hosts made of network namespaces, joined by a switch: a bridge in a namespace of its own.

A host whose cable is pulled out of the switch notices nothing: its network is up, and what it
sends is lost. So neither side is told that a connection has ended.
"""

import ctypes
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

CLONE_NEWNET = 0x40000000
PROGRAMS = ("ip", "nsenter", "unshare")
BRIDGE = "bridge"


class NoNamespaces(Exception):
    """This machine, or this user, cannot make network namespaces; the message says why."""


class Host:
    """A machine with an address and a host name of its own; files and processes are shared."""

    def __init__(self, name: str, switch: str, address: str) -> None:
        self.name = name
        self.address = address
        self._switch = switch
        self._port = f"to-{address.rpartition('.')[2]}"  # on the switch; names are short

    @property
    def _namespace(self) -> Path:
        return Path("/run/netns", self.name)

    def plug(self) -> None:
        """Lay the cable from the host's only interface to the switch."""
        far_end = ("peer", "name", "eth0", "netns", self.name)
        _ip("-n", self._switch, "link", "add", self._port, "type", "veth", *far_end)
        _ip("-n", self._switch, "link", "set", self._port, "up")
        _ip("-n", self.name, "address", "add", f"{self.address}/24", "dev", "eth0")
        for interface in ("lo", "eth0"):
            _ip("-n", self.name, "link", "set", interface, "up")
        self.join()

    def cut_off(self) -> None:
        """Lose all that it sends, and all that is sent to it, without a word."""
        _ip("-n", self._switch, "link", "set", self._port, "nomaster")

    def join(self) -> None:
        _ip("-n", self._switch, "link", "set", self._port, "master", BRIDGE)

    def command(self, *command: str) -> list[str]:
        """Return the command as it runs on this host; its process keeps its id and its parent."""
        name_and_run = f'hostname {self.name} && exec "$@"'
        enter = ["nsenter", f"--net={self._namespace}", "unshare", "--uts"]
        return [*enter, "sh", "-c", name_and_run, "sh", *command]

    @contextmanager
    def entered(self) -> Iterator[None]:
        """Make the sockets of this thread, and those of threads it starts, on this host."""
        with Path("/proc/thread-self/ns/net").open() as before, self._namespace.open() as here:
            _set_network(here.fileno())
            try:
                yield
            finally:
                _set_network(before.fileno())


@contextmanager
def joined_hosts(*names: str) -> Iterator[list[Host]]:
    """Make hosts of these names, joined by a switch. This process's id is a part of their names.

    Raises:
        NoNamespaces: it cannot be done here.
    """
    _check_possible()
    with ExitStack() as stack:
        switch = stack.enter_context(_namespace("switch"))
        _ip("-n", switch, "link", "add", BRIDGE, "type", "bridge")
        _ip("-n", switch, "link", "set", BRIDGE, "up")
        hosts = []
        for number, name in enumerate(names, start=1):
            namespace = stack.enter_context(_namespace(name))
            hosts.append(Host(namespace, switch, f"10.77.0.{number}"))
            hosts[-1].plug()
        yield hosts


@contextmanager
def _namespace(name: str) -> Iterator[str]:
    namespace = f"vs-{os.getpid()}-{name}"
    _ip("netns", "add", namespace)
    try:
        yield namespace
    finally:
        _ip("netns", "delete", namespace)


def _check_possible() -> None:
    if missing := [program for program in PROGRAMS if not shutil.which(program)]:
        raise NoNamespaces(f"{' and '.join(missing)} not installed")
    if os.geteuid() != 0:
        raise NoNamespaces("only root makes network namespaces")


def _ip(*arguments: str) -> None:
    done = subprocess.run(["ip", *arguments], stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise NoNamespaces(f"ip {' '.join(arguments)}: {done.stderr.strip()}")


def _set_network(namespace: int) -> None:
    if ctypes.CDLL(None, use_errno=True).setns(namespace, CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), "setns")
