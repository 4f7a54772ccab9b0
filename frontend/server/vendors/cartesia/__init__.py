"""Cartesia's protocol: its socket with contexts, its two HTTP routes, its list of voices.

As the packages cartesia 4.2.0 (Python, npm), livekit-plugins-cartesia 1.8.9 and pipecat-ai 1.14.0
speak it, and docs.cartesia.ai describes it ("Text to Speech (WebSocket)", "Contexts", "Context
Flushing and Flush IDs", "API Errors", "Concurrency Limits and Timeouts").
"""
