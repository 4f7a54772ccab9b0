"""From spoken segments to finished files: the audio of an item, a chapter or a book, and captions.

Everything here blocks, so call it in a thread. One segment at a time is in memory, however long
the file gets, and the same segments give the same bytes on the same machine. It may import `audio`,
`protocol` and the records of `jobs`.
"""

from frontend.jobs.assembling.assemble import assemble
from frontend.jobs.assembling.joining import Passage
from frontend.jobs.assembling.names import file_names, is_file_name, stem_of

__all__ = ["Passage", "assemble", "file_names", "is_file_name", "stem_of"]
