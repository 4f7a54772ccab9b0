"""The names of voices: how long they may be, and what they tell where no worker can be asked."""

import re

MAX_NAME_CHARS = 60
MAX_MIX_PARTS = 8
MAX_MIX_CHARS = MAX_MIX_PARTS * (MAX_NAME_CHARS + 20)  # with the shares
MAX_LANGUAGE_CHARS = 35  # BCP 47 asks for room for so many

# The first letter of a Kokoro voice's name is its language, the second its sex.
KOKORO_LANGUAGES = {
    "a": "en-US",
    "b": "en-GB",
    "e": "es",
    "f": "fr-FR",
    "h": "hi",
    "i": "it",
    "j": "ja",
    "p": "pt-BR",
    "z": "zh",
}
KOKORO_SEXES = {"f": "female", "m": "male"}

# The people behind Piper's voices of one speaker, as their model cards name them.
PIPER_SEXES = {
    **dict.fromkeys(
        (
            *("alba", "amy", "cori", "eva_k", "gosia", "huayan", "jenny_dioco", "kathleen"),
            *("kerstin", "kristin", "lessac", "ljspeech", "nathalie", "paola", "ramona", "siwis"),
        ),
        "female",
    ),
    **dict.fromkeys(
        (
            *("alan", "bryce", "carlfm", "danny", "darkman", "davefx", "edresson", "faber", "joe"),
            *("john", "karlsson", "kusal", "mc_speech", "norman", "pim", "riccardo", "ryan"),
            *("thorsten", "tom"),
        ),
        "male",
    ),
}

_KOKORO = re.compile(r"([a-z])([fm])_[a-z]")
_PIPER = re.compile(r"([a-z]{2,3})_([A-Z]{2})-([^-/]{1,40})")
_WORD = re.compile(r"[a-z]++")
_SEXES = {"female": "female", "woman": "female", "male": "male", "man": "male"}


def sex_of(name: str, description: str = "") -> str:
    """Return "female" or "male"; "" is not known. A mix has that of its first voice."""
    for word in _WORD.findall(f"{description} {name}".lower()):
        if word in _SEXES:
            return _SEXES[word]
    if kokoro := _KOKORO.match(name):
        return KOKORO_SEXES[kokoro[2]]
    piper = _PIPER.match(name)
    return PIPER_SEXES.get(piper[3] if piper else name, "")


def language_of(name: str) -> str:
    """Return the language (BCP 47) of a voice by Kokoro's and Piper's names; "" is not known."""
    if kokoro := _KOKORO.match(name):
        return KOKORO_LANGUAGES.get(kokoro[1], "")
    piper = _PIPER.match(name)
    return f"{piper[1]}-{piper[2]}" if piper else ""
