"""Having a loaded backend speak in a test."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest

from backend_queues.base import OptionValue, Speech, SpeechRequest
from backend_queues.errors import TTSError
from backend_queues.options import check_options
from backend_queues.remote.service import Service
from tests.backend_queues.remote.fake_server import Answer, Fake

TEXT = "Hello there, this is a test."


def request(
    backend: Service, text: str = TEXT, voice: str = "", language: str = "", **options: OptionValue
) -> SpeechRequest:
    checked = check_options(backend.capabilities, options)
    name = voice or backend.voices()[0].name
    return SpeechRequest(text, name, language, checked, segment_index=0, seed=2**40 + 5)


def parts(
    backend: Service,
    text: str = TEXT,
    voice: str = "",
    language: str = "",
    cancelled: Callable[[], bool] = lambda: False,
    **options: OptionValue,
) -> Iterator[Speech]:
    return backend.synthesize(request(backend, text, voice, language, **options), cancelled)


def pcm(speech: list[Speech]) -> bytes:
    """The samples as the int16 bytes they came from."""
    samples = np.concatenate([part.samples for part in speech])
    return (samples * 32768).astype("<i2").tobytes()


def refused(backend: Service, fake: Fake, *answers: Answer) -> TTSError:
    """The error that the answers lead to."""
    fake.script.extend(answers)
    with pytest.raises(TTSError) as raised:
        list(parts(backend))
    assert not fake.script
    return raised.value
