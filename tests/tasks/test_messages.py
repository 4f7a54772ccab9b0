"""Every message survives the way it takes: frames through msgpack, tasks through JSON."""

import json
import typing
from typing import Any, TypeVar

import msgspec
import pytest

from backend_queues.base import Capabilities, Option, Voice, VoiceSample, Word
from tasks.messages import (
    AnySegmentMessage,
    Chunk,
    Heartbeat,
    Presence,
    SegmentMessage,
    SegmentTask,
    decode_message,
    encode_message,
)
from tests.support.examples import CHUNK
from tests.support.presences import WORKER
from tests.support.segment_tasks import TASK

Message = TypeVar("Message", bound=SegmentMessage)

NEW_IN_TASKS = {"server", "takes_silence"}  # which older workers leave aside
EXAMPLES = {
    str: "text",
    int: 3,
    float: 0.25,
    bool: True,
    bytes: b"\x00\x01",
    tuple[Word, ...]: (Word("one", 0.0, 0.5), Word("two", 0.5, 0.75)),
}


def every_frame() -> list[type[SegmentMessage]]:
    return list(typing.get_args(AnySegmentMessage))


def plain(kind: Any) -> Any:
    """Return a type without its bounds."""
    return typing.get_args(kind)[0] if typing.get_origin(kind) is typing.Annotated else kind


def example(kind: type[Message]) -> Message:
    of_kind = msgspec.structs.fields(kind)
    fields: dict[str, Any] = {field.name: EXAMPLES[plain(field.type)] for field in of_kind}
    return kind(**fields)


def leaves(kind: type[SegmentMessage]) -> set[type[SegmentMessage]]:
    children = kind.__subclasses__()
    return {leaf for child in children for leaf in leaves(child)} if children else {kind}


@pytest.mark.parametrize("kind", every_frame())
def test_a_frame_survives_the_way(kind: type[SegmentMessage]) -> None:
    message = example(kind)
    assert decode_message(encode_message(message)) == message


def test_no_frame_is_left_out_of_the_union() -> None:
    assert leaves(SegmentMessage) == set(every_frame())


def test_a_task_survives_celerys_json() -> None:
    task = SegmentTask(
        utterance="u",
        segment_index=2,
        attempt=1,
        frontend="f",
        text="Grüße, 世界 — 👋",
        voice="v",
        language="de",
        options={"speed": 1.5, "style": "calm", "loud": True, "steps": 3},
        seed=7,
        pause_s=0.25,
        resume_sample=4800,
        voice_sample=VoiceSample("v", "0a" * 32, 12.5, "de", "Guten Tag."),
    )
    arguments = json.loads(json.dumps(msgspec.to_builtins(task)))
    assert msgspec.convert(arguments, SegmentTask) == task


def test_presence_survives_json() -> None:
    presence = Presence(
        worker="tone-1",
        backend="tone",
        host="h",
        pid=1,
        sample_rate_hz=24_000,
        voices=(Voice("sine", "en-US"),),
        capabilities=Capabilities(
            languages=("en-US",), options=(Option("speed", 1.0, minimum=0.5), Option("n", 3))
        ),
        busy=False,
        segment_s=0.1,
        real_time_factor=0.2,
    )
    decoded = msgspec.json.decode(msgspec.json.encode(presence), type=Presence)
    assert decoded == presence
    assert [type(option.default) for option in decoded.capabilities.options] == [float, int]


def test_a_worker_of_an_older_version_says_nothing_of_its_first_audio() -> None:
    presence = msgspec.to_builtins(WORKER)
    del presence["first_audio_s"], presence["first_audio_growth"]
    older = msgspec.convert(presence, Presence)
    assert (older.first_audio_s, older.first_audio_growth) == (0.0, 0.0)


def test_a_chunk_knows_its_length() -> None:
    chunk = msgspec.structs.replace(
        example(Chunk), pcm=bytes(4800), sample_rate_hz=24_000, silence=0
    )
    assert (chunk.samples, chunk.seconds) == (2400, 0.1)


def test_the_names_on_the_wire_are_those_of_older_versions() -> None:
    """Or a rolling update would lose what the other side does not know by its new name."""
    heartbeat = Heartbeat(utterance="u", segment_index=0, attempt=1)
    assert msgspec.msgpack.decode(encode_message(heartbeat))[0] == "Alive"
    names = "attempt frontend language options pause_s resume_sample sample seed segment_index text"
    assert sorted(msgspec.to_builtins(TASK).keys() - NEW_IN_TASKS) == [
        *names.split(),
        "utterance",
        "voice",
    ]


def test_silence_is_a_length_on_its_way_and_samples_at_its_end() -> None:
    chunk = msgspec.structs.replace(
        example(Chunk), pcm=b"\1\2", silence=240_000, sample_rate_hz=24_000
    )
    assert (chunk.samples, chunk.audio) == (240_001, b"\1\2" + bytes(480_000))
    assert len(encode_message(chunk)) < 100


def test_a_chunk_of_an_older_worker_has_no_silence() -> None:
    older = msgspec.msgpack.decode(encode_message(example(Chunk)))[:-1]
    chunk = decode_message(msgspec.msgpack.encode(older))
    assert isinstance(chunk, Chunk) and chunk.silence == 0


def test_a_task_of_an_older_frontend_wants_zeros() -> None:
    arguments = msgspec.to_builtins(TASK)
    del arguments["takes_silence"]
    assert not msgspec.convert(arguments, SegmentTask).takes_silence


@pytest.mark.parametrize(
    "wrong",
    [
        {"sample_rate_hz": 0},
        {"sample_rate_hz": 10**9},
        {"silence": -1},
        {"silence": 10**12},
        {"first_sample": -1},
        {"pcm": b"odd"},
    ],
)
def test_a_chunk_that_none_of_ours_would_send_is_no_message(wrong: dict[str, Any]) -> None:
    fields = dict(
        zip(Chunk.__struct_fields__, msgspec.structs.astuple(example(Chunk)), strict=True)
    )
    text = msgspec.msgpack.encode(["Chunk", *(fields | wrong).values()])
    with pytest.raises(msgspec.ValidationError):
        decode_message(text)


def test_a_task_with_a_pause_of_years_is_none() -> None:
    """No setting allows it, and a worker would run out of memory."""
    task = msgspec.to_builtins(TASK)
    assert msgspec.convert(task, SegmentTask) == TASK
    with pytest.raises(msgspec.ValidationError, match="pause_s"):
        msgspec.convert(task | {"pause_s": 1e12}, SegmentTask)


def test_a_tasks_id_says_nothing_of_its_utterance_and_differs_for_each_attempt() -> None:
    again = [
        msgspec.structs.replace(TASK, **other)
        for other in ({"attempt": 2}, {"segment_index": 1}, {"utterance": "v"})
    ]
    ids = {task.task_id for task in (TASK, *again)}
    assert len(ids) == 4
    utterance = msgspec.structs.replace(TASK, utterance="c0ffee" * 5).task_id
    assert "c0ffee" not in utterance


@pytest.mark.parametrize(
    ("sample", "first", "pcm", "silence"),
    [(0, 10, 4, 3), (10, 10, 4, 3), (12, 12, 2, 3), (14, 14, 0, 3), (15, 15, 0, 2), (99, 17, 0, 0)],
)
def test_a_chunk_has_the_rest_of_its_samples_after_some(
    sample: int, first: int, pcm: int, silence: int
) -> None:
    chunk = msgspec.structs.replace(CHUNK, first_sample=10, pcm=bytes(range(8)), silence=3)
    rest = chunk.after(sample)
    assert (rest.first_sample, len(rest.pcm) // 2, rest.silence) == (first, pcm, silence)
    assert chunk.audio.endswith(rest.audio)
