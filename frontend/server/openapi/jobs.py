"""What the document says of batch jobs."""

from backend_queues.errors import (
    BodyTooLarge,
    CrossSite,
    InvalidOption,
    InvalidRequest,
    RangeNotSatisfiable,
    RedisUnavailable,
    UnknownBackend,
)
from backend_queues.job_errors import (
    JobUnreadable,
    QuotaExceeded,
    StorageFull,
    StorageUnavailable,
    UnknownJob,
    UnknownJobFile,
)
from frontend.protocol.jobs import Contents, JobList, Progress
from frontend.server.messages.jobs import (
    ANY_TYPE,
    CREATED,
    EVENT_KINDS,
    MEDIA_TYPES,
    THERE_ALREADY,
    ZIP,
    FileList,
    JobBody,
    JobFilePath,
    JobForm,
    JobListQuery,
    JobPath,
)
from frontend.server.openapi.operation import Answer, Content, Errors, Events, Operation

TAG = "Jobs"

PROGRESS = (Content.json(Progress),)
OF_A_JOB: Errors = (UnknownJob, StorageUnavailable)
CHANGING: Errors = (CrossSite, *OF_A_JOB)

ITEMS = Content.json(
    JobBody,
    Two_items_with_captions={
        "name": "greetings",
        "voice": "af_heart",
        "items": [
            {"id": "morning", "text": "Good morning."},
            {"id": "night", "text": "Good night.", "options": {"speed": 0.9}},
        ],
        "output": {"format": "mp3", "captions": ["srt"]},
    },
)
FILE = Content(
    "multipart/form-data",
    JobForm,
    {"a book as one file": {"voice": "af_heart", "format": "mp3", "files": "one"}},
)
BYTES = tuple(
    Content(media_type) for media_type in dict.fromkeys((*MEDIA_TYPES.values(), ANY_TYPE))
)

OPERATIONS = (
    Operation(
        method="POST",
        path="/v1/jobs",
        tag=TAG,
        summary="Submit a job",
        description="It is spoken when no listener needs the workers. The same job again, in every "
        "part, is the job that is there. An item that cannot be spoken fails alone.",
        body=(ITEMS, FILE),
        answer=Answer("It is taken; its path is in Location.", PROGRESS, status=CREATED),
        also=(Answer("It was there already.", PROGRESS, status=THERE_ALREADY),),
        errors=(
            InvalidRequest,
            InvalidOption,
            CrossSite,
            UnknownBackend,
            BodyTooLarge,
            QuotaExceeded,
            StorageFull,
            RedisUnavailable,
            StorageUnavailable,
        ),
    ),
    Operation(
        method="POST",
        path="/v1/jobs/contents",
        tag=TAG,
        summary="What a file holds: its chapters, and who speaks in it",
        description="The form of POST /v1/jobs; nothing is spoken and nothing is kept.",
        body=(FILE,),
        answer=Answer("What a job of this form would speak.", (Content.json(Contents),)),
        errors=(InvalidRequest, InvalidOption, CrossSite, BodyTooLarge),
    ),
    Operation(
        method="GET",
        path="/v1/jobs",
        tag=TAG,
        summary="The jobs, and how far each is",
        description="Those of the API key that asks, or of all keys for one that operates.",
        query=JobListQuery,
        answer=Answer("The newest first, a page of them.", (Content.json(JobList),)),
        errors=(InvalidRequest, StorageUnavailable),
    ),
    Operation(
        method="GET",
        path="/v1/jobs/{id}",
        tag=TAG,
        summary="How far a job is",
        in_path=JobPath,
        answer=Answer("As of now.", PROGRESS),
        errors=OF_A_JOB,
    ),
    Operation(
        method="GET",
        path="/v1/jobs/{id}/events",
        tag=TAG,
        summary="How far a job is, as server-sent events",
        description="For a browser's EventSource. A stream that ends without one of the last "
        "events was broken off; ask again.",
        in_path=JobPath,
        answer=Answer(
            "`progress` now and at every change, at most twice a second. The last event is the "
            "state that the job has ended in, `deleted`, or `error`.",
            (Content("text/event-stream", Events(EVENT_KINDS)),),
        ),
        errors=OF_A_JOB,
    ),
    Operation(
        method="POST",
        path="/v1/jobs/{id}/pause",
        tag=TAG,
        summary="Pause a job",
        description="What workers have in hand is finished; a job that has ended stays as it is.",
        in_path=JobPath,
        answer=Answer("How far it is.", PROGRESS),
        errors=CHANGING,
    ),
    Operation(
        method="POST",
        path="/v1/jobs/{id}/resume",
        tag=TAG,
        summary="Resume a job",
        description="One that has ended with failed items tries these again.",
        in_path=JobPath,
        answer=Answer("How far it is.", PROGRESS),
        errors=(*CHANGING, JobUnreadable),
    ),
    Operation(
        method="DELETE",
        path="/v1/jobs/{id}",
        tag=TAG,
        summary="Cancel a job, and forget it",
        description="All that is stored of it is deleted, its files too.",
        in_path=JobPath,
        answer=Answer("It is gone.", status=204),
        errors=CHANGING,
    ),
    Operation(
        method="GET",
        path="/v1/jobs/{id}/files",
        tag=TAG,
        summary="The files that a job has made so far",
        in_path=JobPath,
        answer=Answer("By name.", (Content.json(FileList),)),
        errors=OF_A_JOB,
    ),
    Operation(
        method="GET",
        path="/v1/jobs/{id}/files.zip",
        tag=TAG,
        summary="The files that a job has made so far, as one",
        description="Sent as it is read, without being compressed; it has no ranges.",
        in_path=JobPath,
        answer=Answer("The files, by name.", (Content(ZIP),)),
        errors=(*OF_A_JOB, UnknownJobFile),
    ),
    Operation(
        method="GET",
        path="/v1/jobs/{id}/files/{name}",
        tag=TAG,
        summary="A file of a job",
        description="It has an ETag; Range and If-Range let a download go on where it broke off, "
        "and If-None-Match is answered with 304.",
        in_path=JobFilePath,
        answer=Answer("The whole file.", BYTES),
        also=(Answer("The bytes that Range asks for.", BYTES, status=206),),
        errors=(UnknownJob, UnknownJobFile, RangeNotSatisfiable, StorageUnavailable),
    ),
)
