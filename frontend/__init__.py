"""The server, its client and its command line, in rooms that follow the data: see ARCHITECTURE.md.

`cli` is the entry point and stands on top; `settings` are read by all. Importing `frontend` loads
no model library.
"""
