"""What a file holds is told before it is spoken, and of it what is chosen is spoken."""

from tests.frontend.server.routes.jobs.desk import Desk, code_of, new_text

PLAY = "# Scene {n}\n\nAnn: Hello there, {text}\n\nBen: Good day.\n\nAnn: Bye.\n"


def play() -> bytes:
    return "\n".join(PLAY.format(n=n, text=new_text()) for n in (1, 2, 3)).encode()


def test_what_a_file_holds_is_told_and_nothing_is_kept(desk: Desk) -> None:
    answer = desk.client.post(f"{desk.url}/contents", files={"file": ("unspoken.md", play())})
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert [(one["number"], one["title"]) for one in told["chapters"]] == [
        *((1, "Scene 1"), (2, "Scene 2"), (3, "Scene 3")),
    ]
    assert told["chapters_total"] == 3
    assert told["speakers"] == [{"name": "Ann", "lines": 6}, {"name": "Ben", "lines": 3}]
    assert (told["name"], told["warnings"]) == ("unspoken.md", []) and told["audio_s"] > 3
    assert "unspoken.md" not in [job["name"] for job in desk.ask("GET", "").json()["jobs"]]


def test_only_chosen_chapters_are_spoken(desk: Desk) -> None:
    job = desk.post_file("play.md", play(), chapters="3,1", voices='{"Ben": "square"}').json()["id"]
    assert desk.until_ended(job)["state"] == "done"
    assert desk.file_names(job) == ["001-scene-1.mp3", "002-scene-3.mp3"]


def test_a_chapter_that_there_is_not_is_refused(desk: Desk) -> None:
    answer = desk.post_file("play.md", play(), chapters="2-4")
    assert code_of(answer) == (400, "invalid_request")
    assert "no '2-4'; the file has 1 to 3" in answer.json()["error"]["message"]
