"""Requests as Azure's clients send them."""

import httpx

from tests.support.server import Server

SSML = "application/ssml+xml"
PCM = "raw-24khz-16bit-mono-pcm"


def ssml(text: str, voice: str) -> str:
    """Return a document in which that voice says the text, which may hold markup."""
    return (
        "<speak version='1.0' xmlns='http://www.w3.org/2001/10/synthesis' "
        "xmlns:mstts='http://www.w3.org/2001/mstts' xml:lang='en-US'>"
        f"<voice name='{voice}'>{text}</voice></speak>"
    )


def asked(
    server: Server,
    document: str | bytes,
    format: str = PCM,
    *,
    kind: str = SSML,
    path: str = "/cognitiveservices/v1",
    **headers: str,
) -> httpx.Response:
    """Post a document; a header's name is written with _ for -."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    sent |= {"Content-Type": kind, "X-Microsoft-OutputFormat": format}
    content = document.encode() if isinstance(document, str) else document
    return httpx.post(f"{server.url}{path}", content=content, headers=sent, timeout=60)
