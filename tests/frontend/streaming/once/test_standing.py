"""A key is one for its owner and path, and a standing is read as it was written."""

import pytest

from backend_queues.errors import InvalidRequest
from frontend.streaming.once.standing import Request, Standing

STANDING = Standing("digest", "name", "begun")


def test_a_claim_is_read_as_it_was_written() -> None:
    assert Standing.read(STANDING.text()) == STANDING


@pytest.mark.parametrize("text", ["", "one", "one two", "one two three four"])
def test_what_another_version_wrote_is_no_claim(text: str) -> None:
    assert Standing.read(text) is None


def test_each_owner_and_path_has_keys_of_its_own() -> None:
    asked = [("k", "me", "/tts"), ("k", "you", "/tts"), ("k", "me", "/sse"), ("l", "me", "/tts")]
    assert len({Request.of(*one, "text").name for one in asked}) == len(asked)


def test_a_name_does_not_tell_the_key() -> None:
    assert "secret" not in Request.of("secret", "me", "/tts", "text").name


def test_other_texts_have_other_digests_even_if_they_are_no_unicode() -> None:
    texts = ["a", "b", "\ud83d", "\udc4b", "\ud83d\udc4b"]
    assert len({Request.of("k", "me", "/tts", text).digest for text in texts}) == len(texts)


@pytest.mark.parametrize("key", ["", "x" * 256, "caf\u00e9", "a\x00b", "a\nb"])
def test_what_is_no_key_is_refused(key: str) -> None:
    with pytest.raises(InvalidRequest, match="printable ASCII"):
        Request.of(key, "me", "/tts", "text")


def test_the_longest_key_is_taken() -> None:
    assert Request.of("x" * 255, "me", "/tts", "text")
