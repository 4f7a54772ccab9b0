"""Sounds that backends make where a text asks for them in square brackets."""

# What backends are asked for in brackets, by each name that people give it: words in brackets that
# are none of these are words. A test compares it with the tags that backends declare.
_NAMES = (
    "applause applauds breath breathes breathing burp burps chuckle chuckles chuckling clap "
    "claps cough coughs coughing cry crying cries exhale exhales exhaling gasp gasps gasping "
    "giggle giggles giggling groan groans groaning gulp gulps hum hums humming inhale inhales "
    "inhaling laugh laughs laughing laughter moan moans mumble mumbles pant pants panting "
    "scream screams screaming shush shushes sigh sighs sighing sneeze sneezes sneezing sniff "
    "sniffs sniffing sniffle sniffles sniffling snore snores snort snorts sob sobs sobbing "
    "throat whisper whispers whispering whistle whistles whistling yawn yawns yawning"
)
EVENT_TAGS = frozenset(
    (*_NAMES.split(), "clear throat", "clears throat", "clearing throat", "whispers softly")
)


def tag_name(written: str) -> str:
    """Return a tag's name without what does not matter in it: case, spacing, hyphens."""
    return " ".join(written.lower().replace("-", " ").split())
