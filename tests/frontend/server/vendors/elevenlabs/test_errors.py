"""Errors have ElevenLabs' words and shape."""

import json

import msgspec
import pytest

from backend_queues.errors import (
    NothingToSpeak,
    NoWorker,
    Overloaded,
    TextTooLong,
    TTSError,
    UnknownVoice,
)
from frontend.access.errors import InvalidKey, MissingScope
from frontend.protocol.events import Failure
from frontend.server.vendors.elevenlabs.errors import error_response
from frontend.server.vendors.elevenlabs.messages import ElevenLabsBody
from frontend.server.vendors.elevenlabs.words import InvalidInput


@pytest.mark.parametrize(
    ("error", "status", "word"),
    [
        (InvalidKey("no"), 401, "invalid_api_key"),
        (MissingScope("no"), 401, "missing_permissions"),
        (UnknownVoice("no"), 404, "voice_not_found"),
        (TextTooLong("no"), 400, "max_character_limit_exceeded"),
        (Overloaded("no"), 429, "system_busy"),
        (NothingToSpeak("no"), 400, "nothing_to_speak"),
        (NoWorker("no"), 503, "no_worker"),
    ],
)
def test_an_error_has_their_word_and_status(error: TTSError, status: int, word: str) -> None:
    for told in (error, Failure.of(error)):
        response = error_response(told)
        assert response.status_code == status
        assert json.loads(bytes(response.body)) == {"detail": {"status": word, "message": "no"}}


@pytest.mark.parametrize(
    ("body", "loc", "kind"),
    [
        (b"{}", ["body", "text"], "missing"),
        (b'{"text": 1}', ["body", "text"], "value_error"),
        (
            b'{"text": "a", "voice_settings": {"speed": "x"}}',
            ["body", "voice_settings", "speed"],
            "value_error",
        ),
    ],
)
def test_a_wrong_field_is_told_with_its_place(body: bytes, loc: list[str], kind: str) -> None:
    with pytest.raises(msgspec.ValidationError) as raised:
        msgspec.json.decode(body, type=ElevenLabsBody)
    response = error_response(InvalidInput.of("body", raised.value, ElevenLabsBody))
    assert response.status_code == 422
    [told] = json.loads(bytes(response.body))["detail"]
    assert (told["loc"], told["type"]) == (loc, kind)
