"""The files that build.py makes and runtime.py loads, and which of them suit a processor."""

import platform

from backend_queues.kokoro.processor import instruction_sets

SENTENCE, GENERATOR = "sentence", "generator"
X86 = ("x86_64", "amd64", "i386", "i686")
VNNI = {"avx512_vnni", "avx_vnni"}


def model_name(part: str, unsigned: bool) -> str:
    return f"{part}.unsigned.onnx" if unsigned else f"{part}.onnx"


def needs_unsigned() -> bool:
    """Whether this processor's products of integers lose bits where weights have a sign.

    An x86 without VNNI adds products of 8 bits up in 16 bits, which overflow. One that cannot be
    asked may be such.
    """
    if platform.machine().lower() not in X86:
        return False
    return not instruction_sets() & VNNI
