"""The names of languages: coqui-tts and espeak-ng write "zh-cn" where BCP 47 has "zh-CN"."""

REGION_CHARS = 2


def bcp47(name: str) -> str:
    """Return the BCP 47 tag of a language that coqui-tts names."""
    language, _, rest = name.replace("_", "-").partition("-")
    if not rest:
        return language
    return f"{language}-{rest.upper() if len(rest) == REGION_CHARS else rest}"
