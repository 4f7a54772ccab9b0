"""Whether a short text is whole so soon after its first audio that its length is waited for."""

from collections.abc import Sequence

from frontend.audio.formats import Encoding
from frontend.audio.libav import is_slow
from frontend.streaming.scheduling.pace import Pace
from frontend.streaming.scheduling.window import SECONDS_PER_CHARACTER
from tasks.messages import Presence

SHORT_CHARACTERS = 100
WAIT_S = 0.01  # the longest wait, in all
SLOW_ENCODER_S = 0.006  # for a second of speech; measured: 0.004 (aac) to 0.006 (mp3)


def is_soon_whole(characters: int, workers: Sequence[Presence], encoding: Encoding) -> bool:
    """Tell it of a text that sounds, by what the workers of its backend have measured.

    Where nothing is measured yet, the wait shows it.
    """
    if characters > SHORT_CHARACTERS:
        return False
    encoding_s = characters * SECONDS_PER_CHARACTER * SLOW_ENCODER_S if is_slow(encoding) else 0.0
    return Pace.of(workers).rest_s(characters) + encoding_s <= WAIT_S
