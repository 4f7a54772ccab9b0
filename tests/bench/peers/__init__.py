"""Servers as others would write them, to be measured beside this one.

Each is a script that brings its own packages: `uv run tests/bench/peers/plain_kokoro.py`.
"""
