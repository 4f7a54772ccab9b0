"""Runs in the environment of VibeVoice Realtime: what can only be seen inside its process.

    python in_environment.py FOLDER

FOLDER/report.json and FOLDER/samples.npz are written.
"""

import json
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn.modules.module import register_module_forward_pre_hook
from vibevoice.modular.modeling_vibevoice_streaming_inference import (
    VibeVoiceStreamingForConditionalGenerationInference as UpstreamModel,
)
from vibevoice.modular.modular_vibevoice_text_tokenizer import VibeVoiceTextTokenizerFast
from vibevoice.processor.vibevoice_streaming_processor import VibeVoiceStreamingProcessor

from backend_queues.base import Samples, SpeechRequest
from backend_queues.errors import AssetUnavailable, ModelFailed
from backend_queues.options import check_options
from backend_queues.provisioning.weights import weights
from backend_queues.vibevoice.streaming import THREAD_NAME
from backend_queues.vibevoice.text import most_frames
from backend_queues.vibevoice_realtime.adapter import FOLDER, NAME, VibeVoiceRealtime
from backend_queues.vibevoice_realtime.voices import read_voice

TEXT = "Hello there."
VOICE, OTHER_VOICE = "en-Test_woman", "de-Test_man"
SEED = 7
DECODER = "TokenizerDecoder"


def main(folder: Path) -> None:
    torch.set_num_threads(1)  # two wait for each other on a busy machine
    backend = VibeVoiceRealtime(device="cpu", threads=1)
    backend.load()
    speech = {
        "spoken": joined(backend, request()),
        "upstream": upstream(),
        "other_voice": joined(backend, request(voice=OTHER_VOICE)),
        "finer": joined(backend, request(options={"inference_steps": 7})),
    }
    report = {
        "threads_after_cancel": threads_after_cancel(backend),
        "threads_after_close": threads_after_close(backend),
        "failure": failure(backend),
        "wicked_voice": wicked_voice(folder / "en-Wicked_man.pt", folder / "was-here"),
        "most_frames": most_frames(TEXT),
    }
    speech["spoken_after_failure"] = joined(backend, request())
    (folder / "report.json").write_text(json.dumps(report))
    np.savez(folder / "samples.npz", allow_pickle=False, **speech)


def request(voice: str = VOICE, options: dict[str, Any] | None = None) -> SpeechRequest:
    checked = check_options(VibeVoiceRealtime.capabilities, options or {})
    return SpeechRequest(TEXT, voice, "", checked, 0, SEED)


def joined(backend: VibeVoiceRealtime, wanted: SpeechRequest) -> Samples:
    return np.concatenate([part.samples for part in backend.synthesize(wanted, lambda: False)])


def upstream() -> Samples:
    """What upstream's own `generate` makes of the text, and of the voice as upstream reads it."""
    folder = weights(NAME, FOLDER, "realtime-0.5b")
    model = UpstreamModel.from_pretrained(folder, torch_dtype=torch.float32).eval()
    model.set_ddpm_inference_steps(5)
    tokenizer = VibeVoiceTextTokenizerFast(tokenizer_file=str(folder / "tokenizer.json"))
    voice = torch.load(folder / "voices" / f"{VOICE}.pt", weights_only=False)
    inputs = VibeVoiceStreamingProcessor(tokenizer).process_input_with_cached_prompt(
        TEXT, voice, return_tensors="pt"
    )
    torch.manual_seed(SEED)
    made = model.generate(
        **inputs,
        tokenizer=tokenizer,
        all_prefilled_outputs=voice,
        cfg_scale=1.5,
        max_new_tokens=inputs["tts_text_ids"].shape[1] + most_frames(TEXT),
        show_progress_bar=False,
    )
    samples: Samples = made.speech_outputs[0].clamp(-1, 1).reshape(-1).numpy()
    return samples


def threads_after_cancel(backend: VibeVoiceRealtime) -> list[str]:
    parts: list[Any] = []
    for part in backend.synthesize(request(), lambda: bool(parts)):
        parts.append(part)
    return generating()


def threads_after_close(backend: VibeVoiceRealtime) -> list[str]:
    parts = backend.synthesize(request(), lambda: False)
    next(parts)
    assert generating(), "the thread has another name, and nothing is proved"
    del parts
    return generating()


def failure(backend: VibeVoiceRealtime) -> str:
    """The cause of the error that is raised when a layer fails after the first frames."""
    handle = register_module_forward_pre_hook(failing(DECODER, 3))
    try:
        joined(backend, request())
    except ModelFailed as error:
        return str(error.__cause__)
    finally:
        handle.remove()
    return ""


def failing(name: str, call: int) -> Callable[..., None]:
    calls = 0

    def fail(module: Any, *_: Any) -> None:
        nonlocal calls
        calls += type(module).__name__ == name
        if calls == call:
            raise RuntimeError("CUDA out of memory")

    return fail


def wicked_voice(file: Path, trace: Path) -> dict[str, Any]:
    """What comes of a voice that runs something when it is read as pickles commonly are."""

    class Wicked:
        def __reduce__(self) -> Any:
            return Path.touch, (trace,)

    torch.save({"lm": Wicked()}, file)
    try:
        read_voice(file, torch.device("cpu"), torch.float32)
    except AssetUnavailable as error:
        refused = error.message
    ran = trace.exists()
    torch.load(file, weights_only=False)
    return {"refused": refused, "ran": ran, "would_have_run": trace.exists()}


def generating() -> list[str]:
    return [t.name for t in threading.enumerate() if t.name.startswith(THREAD_NAME)]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
