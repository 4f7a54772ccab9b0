"""GET /v1/models: the backends that speak now, and the names that the configuration maps."""

import openai
import pytest

MEANT = {"tts-1": "tone", "gpt-4o-mini-tts": "faulty", "tone": "tone", "faulty": "faulty"}


def test_every_model_that_can_be_spoken_with_is_listed(client: openai.OpenAI) -> None:
    models = client.models.list().data
    assert [model.id for model in models] == list(MEANT)
    assert {(model.object, model.owned_by) for model in models} == {("model", "voice-server")}


@pytest.mark.parametrize("model", MEANT)
def test_a_model_says_which_backend_speaks_for_it(client: openai.OpenAI, model: str) -> None:
    """gpt-4o-mini-tts is mapped to several: the first of them with a live worker speaks."""
    found = client.models.retrieve(model)
    assert found.id == model
    assert found.model_extra == {"backend": MEANT[model]}


@pytest.mark.parametrize("model", ["absent", "tts-1-hd", "gpt-9", "a/b"])
def test_a_model_that_nobody_serves_is_not_found(client: openai.OpenAI, model: str) -> None:
    with pytest.raises(openai.NotFoundError, match="there are: tts-1, ") as raised:
        client.models.retrieve(model)
    assert (raised.value.code, raised.value.param) == ("model_not_found", "model")


def test_a_mapped_model_speaks_with_its_backend(client: openai.OpenAI) -> None:
    """Only the faulty backend has this option."""
    answer = client.audio.speech.create(
        model="gpt-4o-mini-tts",
        voice="sine",
        input="Hello.",
        extra_body={"options": {"words": True}},
    )
    assert answer.content
