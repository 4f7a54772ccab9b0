"""The folder of voice samples: watched, decoded in a subprocess, shared with all machines.

In come recordings of any format that FFmpeg reads; out go a catalogue of voices by name, and mono
WAV files by digest in cache and Redis. It may import what `voices` may, and nothing else of it.
"""
