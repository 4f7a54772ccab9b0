"""`voice-server speak --repl`: a prompt that speaks each line.

In come lines and `/commands`; out goes speech through `playback`. It may import `client`,
`protocol` and the rest of `console`.
"""
