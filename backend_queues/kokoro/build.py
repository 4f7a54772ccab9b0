"""Builds what Kokoro's runtimes load, chooses between them, and checks the prediction.

python -m backend_queues.kokoro.build FOLDER
"""

import sys
from pathlib import Path

from backend_queues.kokoro.check import WHOLE, check
from backend_queues.kokoro.choice import choose, load
from backend_queues.kokoro.files import LEXICONS, QUANTISED, model_file
from backend_queues.kokoro.languages.lexicon import build as build_lexicons
from backend_queues.kokoro_onnx.build import build as build_onnx
from backend_queues.kokoro_openvino.build import build as build_openvino
from backend_queues.threads import burst_of


def main(folder: Path) -> None:
    for name, build in (("openvino", build_openvino), ("onnx", build_onnx)):
        (folder / name).mkdir(parents=True)
        build(model_file(QUANTISED), folder / name, _say)
    build_lexicons(folder / LEXICONS)
    _say("timing the runtimes on this processor")
    choice = choose(folder, 1)
    for name, cpu_s in choice.cpu_s.items():
        _say(f"{name}: {cpu_s:.2f} s of CPU for a second of speech")
    _say(f"chosen: {choice.runtime}")
    load(choice.runtime, folder, burst_of(1))  # compiles what a first worker on two cores would
    check(load(choice.runtime, folder, burst_of(1), WHOLE), _say)


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
