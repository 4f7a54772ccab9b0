"""Loads what reading formulas and emoji takes: a tenth of a second, so not within an event loop."""


def load_libraries() -> None:
    """Read one of each, so that the first client's text waits for no library."""
    from frontend.text.markup.emoji_names import EmojiNames
    from frontend.text.markup.maths.spoken_formula import spoken_formula

    spoken_formula("x^2", "en")
    names = EmojiNames("en")
    names.push("👍")
    names.flush()
