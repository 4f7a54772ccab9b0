"""The command line: what commands do on a terminal, in a pipe, at a prompt.

In come arguments, standard input and a server's events; out go sound, files, views and exit codes.
It may import `client`, `processes`, `protocol` and what starts processes in `tasks`; it speaks to
servers as any client does.
"""
