"""Films a page: what Chromium shows, as it changes, and what the page plays."""

import base64
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.video.frame import VideoFrame
from playwright.async_api import Page

from tests.browser.voice_page import SAMPLE_RATE_HZ, Pcm

JPEG_QUALITY = 90
PER_SECOND = 12  # frames; of a page that changes more often, the others are left out
MILLISECOND = Fraction(1, 1000)
BLOCK = 1024  # samples of an AAC frame
CRF = "26"  # of x264: letters stay sharp


class Picture(NamedTuple):
    """What the page showed from that second of the film on."""

    at_s: float
    jpeg: bytes


class Film:
    """Pictures and sound of several pages, one after another.

    Args:
        width, height: pixels of all pictures; a narrower page is in the middle.
    """

    def __init__(self, width: int, height: int) -> None:
        self._size = width, height
        self._pictures: list[Picture] = []
        self._sounds: list[tuple[float, Pcm]] = []
        self._length_s = 0.0

    @asynccontextmanager
    async def scene(self, page: Page) -> AsyncIterator[None]:
        """Film the page within the block; the next scene follows at once."""
        began = time.time()
        taken: list[Picture] = []
        session = await page.context.new_cdp_session(page)

        async def take(event: dict[str, Any]) -> None:
            await session.send("Page.screencastFrameAck", {"sessionId": event["sessionId"]})
            at_s = event["metadata"]["timestamp"] - began
            if not taken or at_s - taken[-1].at_s >= 1 / PER_SECOND:
                taken.append(Picture(max(0.0, at_s), base64.b64decode(event["data"])))

        session.on("Page.screencastFrame", take)
        await session.send("Page.startScreencast", {"format": "jpeg", "quality": JPEG_QUALITY})
        yield
        await session.send("Page.stopScreencast")
        heard = np.frombuffer(base64.b64decode(await page.evaluate("heard()")), "<i2")
        length_s = time.time() - began
        heard = heard[-int(length_s * SAMPLE_RATE_HZ) :]  # the page may have sounded before
        start_s = self._length_s
        self._pictures += [Picture(start_s + one.at_s, one.jpeg) for one in taken]
        self._sounds.append((start_s + max(0.0, length_s - len(heard) / SAMPLE_RATE_HZ), heard))
        self._length_s += length_s

    def save(self, path: Path) -> None:
        """Write it as MP4: H.264, and AAC of what was heard."""
        with av.open(str(path), "w", options={"movflags": "faststart"}) as container:
            video = container.add_stream("libx264", PER_SECOND, options={"crf": CRF})
            video.width, video.height = self._size
            video.pix_fmt, video.time_base = "yuv420p", MILLISECOND
            video.codec_context.time_base = MILLISECOND
            sound = container.add_stream("aac", SAMPLE_RATE_HZ, layout="mono")
            for picture in self._pictures:
                frame = self._frame(picture.jpeg)
                frame.pts, frame.time_base = round(picture.at_s * 1000), MILLISECOND
                container.mux(video.encode(frame))
            container.mux(video.encode(None))
            pcm = self._pcm()
            for start in range(0, len(pcm), BLOCK):
                part = AudioFrame.from_ndarray(pcm[None, start : start + BLOCK], "s16", "mono")
                part.sample_rate, part.pts = SAMPLE_RATE_HZ, start
                container.mux(sound.encode(part))
            container.mux(sound.encode(None))

    def _frame(self, jpeg: bytes) -> VideoFrame:
        """Return a picture in the film's size, cut at the bottom, with grey at its sides."""
        decoder = av.CodecContext.create("mjpeg", "r")
        [decoded] = decoder.decode(av.Packet(jpeg))
        shown = decoded.to_ndarray(format="rgb24")
        width, height = self._size
        frame = np.full((height, width, 3), 40, np.uint8)
        shown = shown[:height, :width]
        left = (width - shown.shape[1]) // 2
        frame[: shown.shape[0], left : left + shown.shape[1]] = shown
        return VideoFrame.from_ndarray(frame, "rgb24")

    def _pcm(self) -> Pcm:
        pcm = np.zeros(int(self._length_s * SAMPLE_RATE_HZ), np.int16)
        for start_s, heard in self._sounds:
            start = int(start_s * SAMPLE_RATE_HZ)
            part = heard[: len(pcm) - start]
            pcm[start : start + len(part)] = part
        return pcm
