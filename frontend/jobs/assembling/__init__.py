"""From spoken segments to finished files: the audio of an item, a chapter or a book, and captions.

Everything here blocks, so call it in a thread. One segment at a time is in memory, however long
the file gets, and the same segments give the same bytes on the same machine. It may import `audio`,
`protocol` and the records of `jobs`.
"""
