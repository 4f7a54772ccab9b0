"""Batch jobs: how they are submitted, how far they are, and their files."""

from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, Raw, UnsetType

from frontend.audio.cover import TAGGED
from frontend.audio.formats import JOB_FORMATS, check_encoding
from frontend.jobs.job import BackendName, ItemBody, LanguageTag, Options, VoiceName
from frontend.jobs.limits import MAX_ITEMS
from frontend.jobs.readers.suffixes import SUFFIXES
from frontend.protocol.asked_text import Voices
from frontend.protocol.jobs import (
    MAX_DATE_CHARS,
    MAX_TAG_CHARS,
    PAGE,
    Captions,
    Files,
    JobFile,
    Notes,
    Output,
    OutputBody,
    OverlayField,
    Progress,
    State,
)
from frontend.protocol.text_options import TextOptions
from frontend.server.messages.errors import ErrorDetail
from frontend.server.messages.shared_fields import NormalisationField, PronunciationsField

CREATED, THERE_ALREADY = 201, 200  # of POST /v1/jobs
MAX_SEED = 2**31 - 1
MAX_CHAPTERS_CHARS = 30_000  # of the numbers of all that may be listed

# The bytes of a file as they are.
Bytes = Annotated[Raw, Meta(extra_json_schema={"contentMediaType": "application/octet-stream"})]

MEDIA_TYPES = {
    **{
        encoding.suffix: encoding.media_type
        for encoding in (check_encoding(name, among=JOB_FORMATS) for name in JOB_FORMATS)
    },
    ".srt": "application/x-subrip",
    ".vtt": "text/vtt",
}
ZIP = "application/zip"


ANY_TYPE = "application/octet-stream"


PROGRESS, DELETED, ERROR = "progress", "deleted", "error"
ENDS = tuple(state.value for state in State if state.ended)
EVENT_KINDS: tuple[tuple[str, type[msgspec.Struct]], ...] = (
    (PROGRESS, Progress),
    *((end, Progress) for end in ENDS),
    (DELETED, ErrorDetail),
    (ERROR, ErrorDetail),
)


class JobPath(msgspec.Struct, frozen=True):
    id: Annotated[str, Meta(description="The job's.", examples=["5f0c"])]


MAX_PAGE = 1_000


class JobListQuery(msgspec.Struct, frozen=True):
    """Which jobs of the list."""

    limit: Annotated[
        int, Meta(ge=1, le=MAX_PAGE, description="How many at the most; the list has more pages.")
    ] = PAGE
    after: Annotated[str, Meta(description="The `next` of the page before.")] = ""


class JobDefaults(TextOptions, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What both ways have in common: the job's name, and how items are spoken that do not say."""

    name: Annotated[
        str, Meta(description="To be known by; empty is the file's name.", max_length=300)
    ] = ""
    backend: Annotated[
        BackendName, Meta(description="Of items that name none; empty is the server's default.")
    ] = ""
    voice: Annotated[
        VoiceName, Meta(description="Of items that name none; empty is the backend's default.")
    ] = ""
    language: Annotated[
        LanguageTag,
        Meta(description="Of items that name none, such as en-GB; empty is the voice's own."),
    ] = ""
    options: Annotated[
        Options,
        Meta(description="Options of the backend; an item's own are put over these."),
    ] = msgspec.field(default_factory=dict)
    normalisation: NormalisationField = ""
    pronunciations: PronunciationsField = msgspec.field(default_factory=dict)
    voices: Voices = msgspec.field(default_factory=dict)
    seed: Annotated[
        int, Meta(ge=0, le=MAX_SEED, description="The same job with another seed is another job.")
    ] = 0


class JobHead(JobDefaults, frozen=True, kw_only=True):
    """A JSON body without its items."""

    output: Annotated[OutputBody, Meta(description="The files to be made.")] = OutputBody()
    cover: Annotated[
        bytes,
        Meta(
            description="A JPEG or PNG for the files, of at most 5 MB, in Base64. "
            f"For {', '.join(TAGGED)}."
        ),
    ] = b""


class JobBody(JobHead, frozen=True, kw_only=True):
    """The JSON body of POST /v1/jobs."""

    items: Annotated[
        list[ItemBody],
        Meta(description="The texts, in the order to be heard.", max_length=MAX_ITEMS),
    ]


class JobFields(JobDefaults, frozen=True, kw_only=True):
    """The fields that go with the file; an empty one is one that is not there."""

    format: Annotated[
        str, Meta(description=f"{', '.join(JOB_FORMATS)}; m4b is an audio book, epub also to read.")
    ] = Output().format
    sample_rate: Annotated[
        int | None, Meta(description="In Hz; without one, the format's own.")
    ] = None
    files: Annotated[
        Files | None,
        Meta(
            description="One file for each item, for each chapter, or one. By default one for "
            "m4b, epub and subtitles, each chapter of a book, each row."
        ),
    ] = None
    captions: Annotated[
        tuple[Captions, ...], Meta(description="Files of captions to go with each: srt,vtt")
    ] = ()
    overlay: OverlayField = "sentence"
    chapters: Annotated[
        str,
        Meta(
            description="Those that are spoken, such as 1,3-5; empty is all. POST "
            "/v1/jobs/contents numbers them.",
            max_length=MAX_CHAPTERS_CHARS,
        ),
    ] = ""
    notes: Annotated[
        Notes, Meta(description="Whether footnotes and endnotes are spoken where they stand.")
    ] = "skip"
    title: Annotated[
        str, Meta(description="For the tags; empty is the book's own.", max_length=MAX_TAG_CHARS)
    ] = ""
    author: Annotated[
        str, Meta(description="For the tags; empty is the book's own.", max_length=MAX_TAG_CHARS)
    ] = ""
    date: Annotated[
        str, Meta(description="For the tags; empty is the book's own.", max_length=MAX_DATE_CHARS)
    ] = ""


class JobForm(JobFields, frozen=True, kw_only=True):
    """The form of POST /v1/jobs."""

    file: Annotated[
        Bytes | UnsetType,
        Meta(description=f"By its name one of {', '.join(SUFFIXES)}; it is needed."),
    ] = UNSET
    cover: Annotated[
        Bytes | UnsetType,
        Meta(
            description="A JPEG or PNG for the files, of at most 5 MB; empty is the book's own. "
            f"For {', '.join(TAGGED)}."
        ),
    ] = UNSET


class JobFilePath(msgspec.Struct, frozen=True):
    id: Annotated[str, Meta(description="The job's.", examples=["5f0c"])]
    name: Annotated[str, Meta(description="The file's, as it is listed.", examples=["1.mp3"])]


class ListedFile(JobFile, frozen=True):
    """A file that can be had."""

    url: Annotated[str, Meta(description="Its path at this server.")]


class FileList(msgspec.Struct, frozen=True):
    """The files that are made so far, by name."""

    files: list[ListedFile]
