import sys
from types import SimpleNamespace

import pytest

from frontend.console.playback.player import NoOutputDevice, Player


class PortAudioError(Exception):
    pass


class BusyStream:
    """Of a device that is there, and that another program has for itself."""

    def __init__(self, **_: object) -> None:
        self.closed = False

    def start(self) -> None:
        raise PortAudioError("Device unavailable", -9985)

    def abort(self) -> None:
        """Nothing is played."""

    def close(self) -> None:
        self.closed = True


async def test_a_device_that_another_program_has_is_reported(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fake = SimpleNamespace(RawOutputStream=BusyStream, PortAudioError=PortAudioError)
    monkeypatch.setitem(sys.modules, "sounddevice", fake)
    player = Player()
    with pytest.raises(NoOutputDevice, match=r"cannot play \(Device unavailable\)"):
        await player.write(b"\0\0")
    player.stop()
