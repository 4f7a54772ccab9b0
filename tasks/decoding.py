"""What decoding can raise at bytes that another version, or another program, has written."""

# msgspec.DecodeError is a ValueError. So is UnicodeDecodeError, which msgspec raises at text that
# is not UTF-8. Nesting without end is a RecursionError.
UNDECODABLE: tuple[type[Exception], ...] = (ValueError, RecursionError)
