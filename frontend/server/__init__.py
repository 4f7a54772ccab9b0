"""Everything that speaks HTTP: the application, its routes, the pages and the OpenAPI document.

In come requests and WebSocket messages; out go responses, events and audio. `composition` makes the
parts of a frontend process, `app` is the table of its routes, `serve` listens. It may import every
room but `console` and `client`; only the command line stands above it.
"""
