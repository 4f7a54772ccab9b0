import pytest

from backend_queues.voices import primary_of


@pytest.mark.parametrize(
    ("tag", "language"), [("pt-BR", "pt"), ("pt_BR", "pt"), ("EN", "en"), ("", "")]
)
def test_a_tag_and_a_locale_have_a_language_without_its_region(tag: str, language: str) -> None:
    assert primary_of(tag) == language
