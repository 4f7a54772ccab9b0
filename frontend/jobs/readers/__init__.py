"""A file's bytes to the items of a job: `read.read_items`, which a child process runs.

In come .txt, .md, .epub, .docx, .pdf, .jsonl, .csv, .srt and .vtt; out goes a Work: title, author,
language, items in order, and warnings of what could not be read. `read_items` is pure. The frontend
calls `reading.read_file`, which has it run in a confined process, and checks what that hands back:
`handing`. It may import `text`, `confinement`, `protocol` and the records of `jobs`.
"""
