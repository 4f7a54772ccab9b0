"""`voice-server voices`: a server's voices as a list, and as sound.

In comes /v1/voices; out go lines, JSON, or each voice's sentence. It may import `client`,
`protocol` and the rest of `console`.
"""
