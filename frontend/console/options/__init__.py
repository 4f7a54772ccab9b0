"""The options that several commands share: how they are read, checked and completed.

In come the words of a command line, out go structs. It may import `protocol` and, within
functions, what takes long to import: completing a command must not load a web server.
"""
