"""Several of a type or a name, where the "s" is no second: F-16s, MP3s."""

import re

# Not T-10s before a start, 3x10s, nor those of a telephone or a laptop, whose "s" is a letter of
# its name: T480s, g5s.
OF_TYPE = re.compile(r"(?<=[A-SU-Za-z])-(?P<here>(?P<number>[1-9][0-9])s)(?![\w'’-])")
OF_NAME = re.compile(r"(?<=\b[A-Z]{2})(?P<number>[1-9])s(?![\w'’-])")
