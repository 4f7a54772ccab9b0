"""Where no worker can be asked, the name of a voice tells its language and sex, or nothing."""

import pytest

from backend_queues.voice_names import language_of, sex_of


@pytest.mark.parametrize(
    ("name", "description", "sex"),
    [
        ("af_heart", "", "female"),
        ("bm_george", "", "male"),
        ("zf_xiaobei:0.7,am_adam:0.3", "", "female"),
        ("joe", "medium", "male"),
        ("de_DE-thorsten-medium", "", "male"),
        ("en_US-libritts-high/42", "", ""),
        ("en_GB-southern_english_female-low", "", "female"),
        ("anna", "a young woman", "female"),
        ("anna", "female", "female"),
        ("en-us", "English (America)", ""),
        ("am", "", ""),
        ("", "", ""),
    ],
)
def test_the_sex_of_a_voice(name: str, description: str, sex: str) -> None:
    assert sex_of(name, description) == sex


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("af_heart", "en-US"),
        ("bf_emma:0.5,af_heart", "en-GB"),
        ("jf_alpha", "ja"),
        ("de_DE-thorsten-medium", "de-DE"),
        ("joe", ""),
        ("xf_nobody", ""),
        ("", ""),
    ],
)
def test_the_language_of_a_voice(name: str, language: str) -> None:
    assert language_of(name) == language
