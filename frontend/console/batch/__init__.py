"""`voice-server batch`: submits jobs, shows their progress, downloads their files.

In come files and options; out go rendered files, a progress view, and figures as JSON. It may
import `client`, `protocol` and the rest of `console`.
"""
