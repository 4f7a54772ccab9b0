"""Opens a model so that its workers share the cores with others."""

from pathlib import Path

import onnxruntime


def open_session(model: str | Path, threads: int) -> onnxruntime.InferenceSession:
    """Load a model on the CPU; a run may use so many `threads`, 0 is one per core."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    # Fading speech is full of denormals, on which the processor is an order slower.
    options.add_session_config_entry("session.set_denormal_as_zero", "1")
    # Threads that spin while they wait take the cores from other workers and the frontend: two
    # workers of Piper made two thirds of what one made.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
