"""What an API key is, and what is kept of it."""

from datetime import UTC, datetime, timedelta

import msgspec

from frontend.access.client import KeyLimits
from frontend.access.key import FORM, KeyRecord, id_of, new_key, read_records

NOW = datetime(2027, 1, 1, tzinfo=UTC)


def test_a_key_names_its_record_and_nothing_of_its_secret_is_kept() -> None:
    key, record = new_key("phone")
    assert FORM.fullmatch(key) and id_of(key) == record.id
    assert record.fits(key)
    assert key.rpartition("_")[2].encode() not in msgspec.json.encode(record)


def test_no_two_keys_are_the_same() -> None:
    assert len({new_key("phone")[0] for _ in range(1_000)}) == 1_000


def test_another_key_does_not_fit() -> None:
    _, record = new_key("phone")
    for key in (new_key("phone")[0], "", record.id, record.hash, "\ud800"):
        assert not record.fits(key)


def test_only_what_is_written_like_a_key_has_an_id() -> None:
    key, _ = new_key("phone")
    for text in ("", "vs_", key[:-1], key + "0", key.upper(), f" {key}", key.replace("_", "-")):
        assert id_of(text) == ""


def test_a_key_ends_when_it_expires() -> None:
    _, record = new_key("phone", expires=NOW)
    assert record.expired(NOW)
    assert not record.expired(NOW - timedelta(seconds=1))
    assert not new_key("phone")[1].expired(NOW)


def test_a_record_is_read_as_it_was_written() -> None:
    _, record = new_key("phone", frozenset({"jobs"}), NOW, KeyLimits(streams=3, jobs=0))
    assert read_records([msgspec.json.encode(record)]) == {record.id: record}


def test_a_record_that_cannot_be_read_lets_nobody_in() -> None:
    _, record = new_key("phone")
    good = msgspec.json.encode(record)
    damaged = [
        b"",
        b"\xff",
        b"[" * 100_000,
        good.replace(b'"phone"', b'""'),
        good.replace(record.hash.encode(), b"a password"),
        good.replace(b'"hash"', b'"else"'),
        good[:-1] + b',"scopes":["everything"]}',
        good[:-1] + b',"expires":"2027-01-01T00:00:00"}',
    ]
    assert read_records([*damaged, good]) == {record.id: record}


def test_what_a_newer_version_adds_to_a_record_is_left_alone() -> None:
    _, record = new_key("phone")
    content = msgspec.json.encode(record)[:-1] + b',"colour":"red"}'
    assert msgspec.json.decode(content, type=KeyRecord) == record
