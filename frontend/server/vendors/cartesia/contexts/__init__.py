"""The socket and its contexts: texts that are written while they are spoken, several at once."""
