"""Jobs as a program over HTTP has them made."""

import itertools
from typing import Any

import httpx

from tests.support.processes import wait_until

WAIT_S = 60
SLOW = {"backend": "faulty", "options": {"part_s": 0.02}}  # that long a character
ENDED = ("done", "partial", "failed")
NUMBERS = itertools.count(1)


def new_text() -> str:
    """Return a text that no other job of this run has, so that the job is a new one."""
    return f"This is text number {next(NUMBERS)}."


class Desk:
    """`url` is that of /v1/jobs."""

    def __init__(self, url: str, client: httpx.Client) -> None:
        self.url = url
        self.client = client

    def post(self, **body: Any) -> httpx.Response:
        return self.client.post(self.url, json=body)

    def post_file(self, file: str, content: bytes, **fields: Any) -> httpx.Response:
        return self.client.post(self.url, data=fields, files={"file": (file, content)})

    def post_book(self, file: str, content: bytes, cover: bytes, **fields: Any) -> httpx.Response:
        files = {"cover": ("art.png", cover), "file": (file, content)}
        return self.client.post(self.url, data=fields, files=files)

    def submit(self, *texts: str, **body: Any) -> str:
        """Submit these texts, with the ids "1", "2" ..., and return the job's id."""
        items = [{"id": str(number), "text": text} for number, text in enumerate(texts, 1)]
        answer = self.post(items=items, **body)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    def made(self, *texts: str, **body: Any) -> str:
        """Have these texts spoken, and return the job's id once it has ended."""
        job = self.submit(*texts, **body)
        self.until_ended(job)
        return job

    def ask(self, method: str, path: str, **how: Any) -> httpx.Response:
        return self.client.request(method, f"{self.url}/{path}".rstrip("/"), **how)

    def progress(self, job: str) -> dict[str, Any]:
        answer = self.ask("GET", job)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def until_ended(self, job: str) -> dict[str, Any]:
        wait_until(lambda: self.progress(job)["state"] in ENDED, WAIT_S)
        return self.progress(job)

    def file_names(self, job: str) -> list[str]:
        return [file["name"] for file in self.ask("GET", f"{job}/files").json()["files"]]


def code_of(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]
