"""Which backend speaks what comes next of an utterance: the one place that decides it."""

from collections.abc import Callable, Iterable, Sequence

from frontend.streaming.journal.entries import Continued
from frontend.voices.voice_settings import VoiceSettings

Fallbacks = Callable[[VoiceSettings], Iterable[VoiceSettings]]
Fits = Callable[[VoiceSettings], bool]


def none_for(asked: VoiceSettings) -> Sequence[VoiceSettings]:
    """Nobody speaks in the place of another."""
    return ()


def fits_anyway(settings: VoiceSettings) -> bool:
    return True


class BackendChoice:
    """A backend speaks what it is asked for, until it is left; then its first fallback does.

    A backend that was left is not come back to, and a fallback stays as long as it can speak: no
    listener hears voices change to and fro.
    """

    def __init__(self, fallbacks: Fallbacks = none_for) -> None:
        self._fallbacks = fallbacks
        self._left: dict[str, int] = {}  # from which segment on
        self._chosen: dict[object, VoiceSettings] = {}  # by what was asked for
        self._before: dict[tuple[str, str], VoiceSettings] = {}  # it was resumed
        self.continued: list[Continued] = []  # what it takes to choose the same again

    def settings(self, asked: VoiceSettings, segment_index: int) -> VoiceSettings:
        """Return how a segment is spoken that is asked for like this."""
        since = self._left.get(asked.backend.name)
        if since is None or segment_index < since:
            return asked
        return self._in_place_of(asked)

    def following(self, asked: VoiceSettings) -> VoiceSettings:
        """Return how text is spoken that comes after all that was launched."""
        return self._in_place_of(asked) if asked.backend.name in self._left else asked

    def leave(
        self, asked: VoiceSettings, backend: str, segment_index: int, fits: Fits = fits_anyway
    ) -> VoiceSettings | None:
        """Leave a backend from that segment on, if there is one that can speak in its place."""
        left, chosen = dict(self._left), dict(self._chosen)
        self._left[backend] = min(segment_index, left.get(backend, segment_index))
        self._chosen = {
            key: settings for key, settings in chosen.items() if settings.backend.name != backend
        }
        settings = self._first(asked, fits)
        if settings is None:
            self._left, self._chosen = left, chosen
        return settings

    def repeat(self, noted: Continued, settings: VoiceSettings) -> None:
        """Choose as before, when the utterance is resumed."""
        index = noted.segment_index
        self._left[noted.left] = min(index, self._left.get(noted.left, index))
        self._before[noted.asked_backend, noted.asked_voice] = settings
        self.continued.append(noted)

    def _in_place_of(self, asked: VoiceSettings) -> VoiceSettings:
        """Return who speaks in the place of a backend that was left; without anybody, it does."""
        return self._first(asked, fits_anyway) or asked

    def _first(self, asked: VoiceSettings, fits: Fits) -> VoiceSettings | None:
        key = _key(asked)
        if key not in self._chosen:
            before = self._before.get((asked.backend.name, asked.voice))
            for settings in (*([before] if before else []), *self._fallbacks(asked)):
                if settings.backend.name not in self._left and fits(settings):
                    self._chosen[key] = settings
                    break
        return self._chosen.get(key)


def _key(asked: VoiceSettings) -> object:
    options = tuple(sorted(asked.options.items()))
    return asked.backend.name, asked.voice, asked.language, options
