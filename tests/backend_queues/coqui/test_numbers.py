import pytest

from backend_queues.coqui.numbers import spellable


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "in 1990, 12,500 cats", "in 1990, 12,500 cats"),
        ("cs", "mám 12. a 1.5", "mám 12 . a 1.5"),
        ("de", "ich habe 12.", "ich habe 12."),
        ("hi", "मेरे पास 12", "मेरे पास  एक  दो "),
        ("en", "1234567890123456", " 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 "),
    ],
)
def test_what_cannot_be_spelled_out_gets_another_form(
    language: str, text: str, expected: str
) -> None:
    assert spellable(text, language) == expected
