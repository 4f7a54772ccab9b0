"""How fast the default backend speaks here, measured on a few sentences."""

from backend_queues.errors import TTSError
from frontend.client.address import Address
from frontend.console.any_server import Wanted, with_any_server
from frontend.console.doctor.finding import Finding
from frontend.console.playback.clock import Gaps
from frontend.console.playback.figures import Figures
from frontend.console.speak import SpeakOrder, hear
from frontend.console.terminal import Terminal
from frontend.protocol.voice_settings import VoiceSettingsRequest

TEXT = (
    "This is a sentence by which the speed of speech is measured. Another one follows it, a little "
    "longer than the first. The last one is short."
)
ABOUT = "speed"
SLOW = 1.0  # of a second of speech; above this, a listener hears gaps
ADVICE = (
    "Speech has gaps at this speed. Use piper or espeak, which are faster: voice-server backends "
    "install piper; or a GPU."
)


class Unheard:
    """Takes speech that nobody hears."""

    name = ""
    gaps: Gaps | None = None

    async def write(self, pcm: bytes) -> None:
        """It goes nowhere."""

    async def finish(self) -> None:
        """There is nothing to finish."""


def measure_speed(wanted: Wanted, screen: Terminal) -> Finding:
    """Speak, and tell how fast it was."""
    measured: list[Figures] = []

    async def work(server: Address) -> None:
        screen.step("Measuring the speed ...")
        order = SpeakOrder(VoiceSettingsRequest(wanted.backend), wanted)
        await hear("Once to warm up.", server, order, Unheard())
        measured.append(await hear(TEXT, server, order, Unheard()))

    try:
        with_any_server(wanted, work, screen)
    except TTSError as error:
        return Finding(ABOUT, "broken", f"cannot be measured: {error.message}")
    return finding_of(measured[0])


def finding_of(figures: Figures) -> Finding:
    factor = figures.real_time_factor
    if factor is None:
        return Finding(ABOUT, "broken", "there was nothing to hear")
    found = (
        f"first audio after {figures.first_audio_s:.2f} s, {1 / max(factor, 1e-3):.1f} x real time"
    )
    return Finding(
        ABOUT, "warning" if factor > SLOW else "ok", found, ADVICE if factor > SLOW else ""
    )
