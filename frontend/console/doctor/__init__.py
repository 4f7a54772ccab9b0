"""`voice-server doctor`: what works on this machine, what does not, and what to do about it.

In come settings, folders, ports and a spoken sentence; out go findings. It may import `client`,
`processes`, `provisioning` and the rest of `console`.
"""
