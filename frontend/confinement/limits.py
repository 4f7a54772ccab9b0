"""What a child process that reads a file may use."""

import msgspec

OUT_OF_MEMORY = 3  # the exit code of one that could not have what it needs


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    memory_bytes: int  # of address space, where the system keeps count of it
    cpu_s: int
    wall_s: float
    file_bytes: int  # of each file that it writes
    open_files: int = 64
