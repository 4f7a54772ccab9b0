"""Requests that ask to go on with another protocol, of which there is only WebSocket here.

The parser takes such a request for complete with its header, whatever comes after it: its body
would be the next request. So a WebSocket has no body, and a request that asks for anything else is
read once more without its Upgrade, which a server may leave out (RFC 9110, section 7.8). Java's
client asks for HTTP/2 so with the first request that it sends, and its body.
"""

from collections.abc import Iterable

import httptools

Headers = Iterable[tuple[bytes, bytes]]
Head = tuple[bytes, bytes, str]  # method, target, and version of HTTP


def new_parser(protocol: object) -> httptools.HttpRequestParser:
    """Return a parser that calls the protocol, as uvicorn makes it."""
    parser = httptools.HttpRequestParser(protocol)
    parser.set_dangerous_leniencies(lenient_data_after_close=True)
    return parser


def without_upgrade(head: Head, headers: Headers) -> bytes:
    """Return the head of a request that asks for no other protocol."""
    method, target, version = head
    lines = [b"%b %b HTTP/%b" % (method, target, version.encode())]
    lines += [b"%b: %b" % header for header in headers if header[0] != b"upgrade"]
    return b"\r\n".join([*lines, b"", b""])


def has_body(headers: Headers) -> bool:
    """Tell whether a request has a body, or what looks like one."""
    return any(
        name == b"transfer-encoding" or (name == b"content-length" and value != b"0")
        for name, value in headers
    )
