"""Calls to Linux that Python has no function for; elsewhere each says that it cannot be done."""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 1, 22, 38
_SECCOMP_MODE_FILTER = 2


class NotPossible(Exception):
    """This system does not do it; the message says why."""


def end_with_parent_thread() -> bool:
    """Have the kernel end this process with the thread that started it; false if it cannot."""
    try:
        prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    except NotPossible:
        return False
    return True


def gain_no_privileges() -> None:
    """Let no program that is run from now on have more rights; what is below asks for it."""
    prctl(_PR_SET_NO_NEW_PRIVS, 1)


def filter_calls(program: bytes) -> None:
    """Have the kernel run a program of seccomp on each call that this process makes.

    Raises:
        NotPossible: the kernel takes none.
    """
    instructions = ctypes.create_string_buffer(program, len(program))
    head = _FilterProgram(len(program) // 8, ctypes.addressof(instructions))
    prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.addressof(head))


def prctl(option: int, *values: int) -> None:
    arguments = [ctypes.c_ulong(value) for value in (*values, 0, 0, 0, 0)[:4]]
    _checked(_libc().prctl(ctypes.c_int(option), *arguments))


def syscall(number: int, *arguments: object) -> int:
    """Make a call by its number. Raises NotPossible."""
    return _checked(_libc().syscall(ctypes.c_long(number), *arguments))


class _FilterProgram(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


def _libc() -> ctypes.CDLL:
    if sys.platform != "linux":
        raise NotPossible(f"{sys.platform} has no such call")
    return ctypes.CDLL(None, use_errno=True)


def _checked(result: int) -> int:
    if result < 0:
        raise NotPossible(os.strerror(ctypes.get_errno()))
    return result
