"""What decoding can raise at bytes that another version, or another program, has written."""

# msgspec.DecodeError is a ValueError. So are UnicodeDecodeError, which msgspec raises at text that
# is not UTF-8, and what Python raises at a number of thousands of digits, in TOML and YAML. Nesting
# without end is a RecursionError.
UNDECODABLE: tuple[type[Exception], ...] = (ValueError, RecursionError)
