# /// script
# requires-python = ">=3.11"
# dependencies = ["fastapi>=0.115", "uvicorn>=0.30", "kokoro-onnx>=0.4"]
# ///
"""A plain FastAPI over kokoro-onnx: what one writes in an afternoon, with OpenAI's route.

    uv run tests/bench/peers/plain_kokoro.py MODELS PORT

MODELS is the folder that `voice-server backends install kokoro` has filled: the same int8 graph and
voices. Speech is streamed as kokoro-onnx makes it, by some sentences at a time.
"""

import sys
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import uvicorn
from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from kokoro_onnx import Kokoro

STYLE_SHAPE = (510, 1, 256)


def app_over(kokoro: Kokoro) -> FastAPI:
    async def speech(asked: dict[str, str]) -> StreamingResponse:
        async def pcm() -> AsyncIterator[bytes]:
            async for samples, _ in kokoro.create_stream(asked["input"], asked["voice"]):
                yield (samples * 32_767).astype("<i2").tobytes()

        return StreamingResponse(pcm(), media_type="audio/pcm")

    app = FastAPI()
    app.add_api_route("/v1/audio/speech", speech, methods=["POST"])
    return app


def main(models: Path, port: int) -> None:
    styles = {
        file.stem: np.fromfile(file, "<f4").reshape(STYLE_SHAPE)
        for file in sorted((models / "voices").glob("*.bin"))
    }
    with tempfile.NamedTemporaryFile(suffix=".npz") as voices:
        np.savez(voices, **styles)  # type: ignore[arg-type]  # of numpy's own: any name may be one
        kokoro = Kokoro(str(models / "kokoro-v1.0.int8.onnx"), voices.name)
    uvicorn.run(app_over(kokoro), host="127.0.0.1", port=port)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
