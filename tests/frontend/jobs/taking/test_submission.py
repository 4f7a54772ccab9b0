"""A job is made of items that can be told apart, and named after all that it is made of."""

import msgspec
import pytest
from msgspec.structs import replace

from backend_queues.errors import InvalidRequest, UnknownBackend
from backend_queues.registry import registry
from frontend.jobs.job import Item, Job
from frontend.jobs.taking.submission import Submission, check_ids, job_of, with_defaults
from frontend.protocol.jobs import Output
from frontend.protocol.text_options import TextOptions
from frontend.voices.defaults import Choice
from tests.frontend.jobs.making import items_of

ITEMS = items_of("One.", "Two.")
REGISTRY = registry()


def filled(item: Item) -> Item:
    [named] = with_defaults([item], REGISTRY, Choice("tone", {"tone": "sine"}))
    return named


def made(
    name: str, items: list[Item], output: Output, seed: int, owner: str = "", secret: bytes = b"s"
) -> Job:
    submission = Submission(name=name, items=items, output=output, seed=seed, owner=owner)
    return job_of(submission, secret)


@pytest.mark.parametrize(
    ("items", "why"),
    [
        ([], "no items"),
        ([Item(id="", text="One.")], "no id"),
        ([*ITEMS, ITEMS[0]], "Two items have the id 'item 0'"),
    ],
)
def test_items_that_cannot_be_told_apart_are_refused(items: list[Item], why: str) -> None:
    with pytest.raises(InvalidRequest, match=why):
        check_ids(items)


def test_items_with_ids_of_their_own_are_taken() -> None:
    check_ids(ITEMS)


def test_all_that_a_job_is_made_of_but_its_name_gives_its_id() -> None:
    replace = msgspec.structs.replace
    jobs = [
        made("a name", ITEMS, Output(), 0),
        made("a name", ITEMS, Output(), 1),
        made("a name", ITEMS, Output(title="A title"), 0),
        made("a name", ITEMS[::-1], Output(), 0),
        made("a name", [ITEMS[0], replace(ITEMS[1], voice="anna")], Output(), 0),
    ]
    assert len({job.id for job in jobs}) == len(jobs)
    assert made("another name", ITEMS, Output(), 0).id == jobs[0].id


def test_the_id_of_a_job_is_its_owners_and_tells_nobody_what_is_in_it() -> None:
    ids = {
        made("", ITEMS, Output(), 0, owner, secret).id
        for owner in ("", "k1", "k2")
        for secret in (b"one", b"two")
    }
    assert len(ids) == 6
    assert made("", ITEMS, Output(), 0, "k1").owner == "k1"


def test_the_id_of_a_job_is_the_same_in_every_version() -> None:
    """Jobs in the storage are found again by it."""
    assert made("", [Item(id="1", text="Hello.")], Output(), 7).id == "0cfc2b83754496b1"


def test_a_job_knows_its_size_and_backends() -> None:
    items = [
        msgspec.structs.replace(item, backend=name)
        for item, name in zip([*ITEMS, ITEMS[0]], ("b", "a", "b"), strict=True)
    ]
    job = made("a name", items, Output(), 0)
    assert (job.items, job.characters, job.backends) == (3, 12, ("a", "b"))


def test_what_an_item_leaves_open_is_filled_in_when_the_job_is_taken() -> None:
    named = filled(ITEMS[0])
    assert (named.backend, named.voice) == ("tone", "sine")


def test_what_an_item_names_stays() -> None:
    item = msgspec.structs.replace(ITEMS[0], backend="kokoro", voice="af_heart")
    assert filled(item) == item
    unvoiced = msgspec.structs.replace(item, voice="")
    assert filled(unvoiced) == unvoiced  # another backend's default voice is none of its own


def test_a_backend_that_is_not_registered_is_refused() -> None:
    with pytest.raises(UnknownBackend):
        filled(msgspec.structs.replace(ITEMS[0], backend="nobody"))


def test_what_is_said_of_a_text_makes_another_job_unless_it_is_as_usual() -> None:
    plain = Item(id="1", text="Hello.")
    usual, named = replace(plain, code="skip"), replace(plain, emoji="name")
    assert made("", [usual], Output(), 7).id == made("", [plain], Output(), 7).id
    assert made("", [named], Output(), 7).id != made("", [plain], Output(), 7).id


def test_an_item_has_what_is_said_of_its_text_from_the_time_it_is_taken() -> None:
    server = TextOptions(reasoning="speak", code="announce", emoji="skip")
    item = Item(id="1", text="Hello.", code="speak")
    [named] = with_defaults([item], REGISTRY, Choice("tone"), server)
    assert TextOptions.of(named) == replace(server, code="speak")
