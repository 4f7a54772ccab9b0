"""The processes of one machine: a Redis of its own, frontends, workers, flower.

In comes what `voice-server up` was asked for; out go running children, ended together. It may
import `cluster`, and `supervision`, `connection` and `process` of `tasks`.
"""
