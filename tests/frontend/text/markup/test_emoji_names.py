"""Emoji by their names, for those who want to hear them."""

import pytest

from frontend.protocol.text_options import TextOptions
from frontend.text.markup.emoji_names import MOST_CHARS, EmojiNames
from tests.frontend.text.texts import words

NAMED = TextOptions(emoji="name")


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Well done 👍🏽.", "en", "Well done thumbs up."),
        ("I ❤️ it ❤", "en", "I red heart it red heart"),
        ("😂😂😂 yes", "en", "face with tears of joy yes"),
        ("❤️✨", "en", "red heart, sparkles"),
        ("to 🇩🇪 with 👨‍👩‍👧", "en", "to Germany with family man woman girl"),
        ("Press 1️⃣ of 2024 #1 *", "en", "Press keycap 1 of 2024 #1 *"),
        ("Super 😂!", "de", "Super gesicht mit freudentränen!"),
        ("Bien 👍", "fr-CA", "Bien pouce vers le haut"),
        ("Dobrze 👍", "pl", "Dobrze thumbs up"),
        ("So ‼️ it is ❗", "en", "So!! it is!"),
    ],
)
def test_emoji_are_named(text: str, language: str, expected: str) -> None:
    said = words(text, language, NAMED)
    assert said.replace(" !", "!") == expected


def test_emoji_are_silent_where_nobody_asks() -> None:
    assert words("Well done 👍🏽.") == "Well done."


def test_only_so_much_is_held_back() -> None:
    names = EmojiNames("en")
    for _ in range(300):
        names.push("7")
        assert names.held_chars <= MOST_CHARS
