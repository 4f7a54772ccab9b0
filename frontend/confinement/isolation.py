"""No network, no other process, no files but Python's own: by seccomp and Landlock.

Neither needs a privilege, and both hold in containers. What the kernel does not know is left out
and named, as on other systems than Linux.
"""

import ctypes
import os
import platform
import struct
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

from frontend.confinement.kernel import NotPossible, filter_calls, gain_no_privileges, syscall

PROJECT = Path(__file__).parents[2]  # or where it is installed, beside all else
_PACKAGES = ("frontend", "tasks", "backend_queues")

# The numbers of calls by machine: sockets; new processes, programs and threads; what reaches into
# other processes; what widens the kernel's surface, as io_uring does, which no filter sees into.
_AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_SHARED = (424, 425, 434, 435, 438)  # pidfd_send_signal, io_uring_setup, pidfd_open, clone3, getfd
_DENIED = {
    "x86_64": (
        *(41, 42, 49, 50, 53),  # socket, connect, bind, listen, socketpair
        *(56, 57, 58, 59, 322),  # clone, fork, vfork, execve, execveat
        *(62, 129, 200, 234, 297),  # kill, rt_sigqueueinfo, tkill, tgkill, rt_tgsigqueueinfo
        *(101, 310, 311, 298, 321, 323),  # ptrace, process_vm_*, perf_event_open, bpf, userfaultfd
        *(165, 248, 249, 250, 272, 308),  # mount, add_key, request_key, keyctl, unshare, setns
    ),
    "aarch64": (
        *(198, 199, 200, 201, 203),  # socket, socketpair, bind, listen, connect
        *(220, 221, 281),  # clone, execve, execveat
        *(129, 130, 131, 138, 240),  # kill, tkill, tgkill, rt_sigqueueinfo, rt_tgsigqueueinfo
        *(117, 270, 271, 241, 280, 282),  # ptrace, process_vm_*, perf_event_open, bpf, userfaultfd
        *(40, 217, 218, 219, 97, 268),  # mount, add_key, request_key, keyctl, unshare, setns
    ),
}
_OTHER_NUMBERS = 0x40000000  # x32's, of the same calls
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06  # of classic BPF
_NUMBER_AT, _ARCH_AT = 0, 4  # in what a filter is shown of a call
_ALLOW, _KILL, _NOT_PERMITTED = 0x7FFF0000, 0x80000000, 0x00050001

# Landlock's rights: the first version of it has the first 13, the third also truncating.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_READ_FILE, _READ_FOLDER, _TRUNCATE = 1 << 2, 1 << 3, 1 << 14
_ALL_RIGHTS = (1 << 13) - 1
_BENEATH_PATH = 1
_VERSION_FLAG = 1
_TRUNCATE_SINCE = 3


def isolate(folder: Path) -> Iterator[str]:
    """Isolate this process; yield a sentence for each thing that this system cannot take from it.

    It can read Python's own files, do anything in the folder, and use what it has open.
    """
    try:
        gain_no_privileges()
        _hide_files(folder)
    except (NotPossible, OSError) as error:
        yield f"Files are not kept from a reader: Landlock is not to be had here ({error})."
    try:
        filter_calls(_call_filter(platform.machine()))
    except (NotPossible, KeyError) as error:
        yield f"The network is not kept from a reader: seccomp is not to be had here ({error})."


def _call_filter(machine: str) -> bytes:
    """Return the program: a denied call fails with EPERM, one of another machine's set kills."""
    denied = (*_DENIED[machine], *_SHARED)
    checks = [(_AT_LEAST, len(denied) + 1, 0, _OTHER_NUMBERS)]
    checks += [(_EQUAL, len(denied) - n, 0, number) for n, number in enumerate(denied)]
    program = [
        (_LOAD, 0, 0, _ARCH_AT),
        (_EQUAL, 1, 0, _AUDIT_ARCH[machine]),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER_AT),
        *checks,
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _NOT_PERMITTED),
    ]
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in program)


def _hide_files(folder: Path) -> None:
    version = syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint(_VERSION_FLAG))
    rights = _ALL_RIGHTS | (_TRUNCATE if version >= _TRUNCATE_SINCE else 0)
    attributes = struct.pack("=Q", rights)
    ruleset = syscall(
        _CREATE_RULESET, attributes, ctypes.c_size_t(len(attributes)), ctypes.c_uint(0)
    )
    try:
        for path in _python_files():
            _allow(ruleset, path, _READ_FILE | _READ_FOLDER)
        _allow(ruleset, folder, rights)
        syscall(_RESTRICT_SELF, ctypes.c_int(ruleset), ctypes.c_uint(0))
    finally:
        os.close(ruleset)


def _python_files() -> Iterator[Path]:
    """Yield what an import may need, of those that are there."""
    installed = {*sysconfig.get_paths().values(), sys.base_prefix, sys.prefix}
    places = {*sys.path, *installed} - {str(PROJECT)}
    places |= {str(PROJECT)} & installed or {str(PROJECT / package) for package in _PACKAGES}
    shared = ("/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/share/zoneinfo", "/lib", "/lib64")
    for place in sorted({*places, *shared, "/dev/urandom", "/dev/null"}):
        if place and place != "/" and Path(place).exists():
            yield Path(place)


def _allow(ruleset: int, path: Path, rights: int) -> None:
    handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        allowed = rights if path.is_dir() else rights & (_READ_FILE | _TRUNCATE)
        rule = struct.pack("=Qi", allowed, handle)
        numbers = (ctypes.c_int(ruleset), ctypes.c_int(_BENEATH_PATH))
        syscall(_ADD_RULE, *numbers, rule, ctypes.c_uint(0))
    finally:
        os.close(handle)
