"""How long the names may be by which a client asks for a voice."""

MAX_NAME_CHARS = 60  # of a voice
MAX_MIX_PARTS = 8
MAX_MIX_CHARS = MAX_MIX_PARTS * (MAX_NAME_CHARS + 20)  # with the shares
MAX_LANGUAGE_CHARS = 35  # BCP 47 asks for room for so many
