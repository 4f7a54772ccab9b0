"""A backend without a server, in a process of its own environment, as benches speak through it."""

from collections.abc import Iterator

from backend_queues.base import Speech, SpeechRequest
from backend_queues.options import check_options
from backend_queues.registry import registry


class Loaded:
    """The model, with the default voice and options."""

    def __init__(self, name: str) -> None:
        spec = registry().get(name)
        self._backend = spec.create()
        self._backend.load()
        self._voice = spec.entry.default_voice or self._backend.voices()[0].name
        self._options = check_options(self._backend.capabilities, {})
        self.sample_rate_hz = self._backend.sample_rate_hz

    def speech(self, text: str) -> Iterator[Speech]:
        request = SpeechRequest(text, self._voice, "", self._options, segment_index=0, seed=0)
        return self._backend.synthesize(request, lambda: False)
