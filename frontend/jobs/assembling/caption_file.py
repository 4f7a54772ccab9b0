"""Captions as files: SubRip (.srt) and WebVTT (.vtt)."""

from __future__ import annotations

import html
from pathlib import Path
from typing import TYPE_CHECKING

from frontend.jobs.assembling.disk import disk_errors_translated

if TYPE_CHECKING:
    from frontend.jobs.assembling.captions import Cue


class CaptionFile:
    """Takes captions in order; its path's suffix tells which kind it is.

    Every method raises StorageUnavailable if the disk does not take it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._vtt = path.suffix == ".vtt"
        self._count = 0
        self._end_ms = 0
        with disk_errors_translated(path.name):
            self._file = path.open("w", encoding="utf-8", errors="replace", newline="\n")
            self._file.write("WEBVTT\n\n" if self._vtt else "")

    def write(self, cue: Cue) -> None:
        """Add a caption; rounded to ms, it still lasts, and begins when the last one has ended."""
        start_ms = max(self._end_ms, round(cue.start_s * 1_000))
        self._end_ms = max(start_ms + 1, round(cue.end_s * 1_000))
        self._count += 1
        mark = "." if self._vtt else ","
        times = f"{_clock(start_ms, mark)} --> {_clock(self._end_ms, mark)}"
        text = "\n".join(cue.lines)
        with disk_errors_translated(self._path.name):
            if self._vtt:
                self._file.write(f"{times}\n{html.escape(text, quote=False)}\n\n")
            else:
                self._file.write(f"{self._count}\n{times}\n{text}\n\n")

    def close(self) -> None:
        with disk_errors_translated(self._path.name):
            self._file.close()


def _clock(ms: int, mark: str) -> str:
    seconds, ms = divmod(ms, 1_000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{mark}{ms:03}"
