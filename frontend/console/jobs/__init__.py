"""`voice-server jobs`: what a server's jobs are, and their files.

In come an id and a server's answers; out go lines, JSON and files. It may import `client`,
`protocol` and the rest of `console`.
"""
