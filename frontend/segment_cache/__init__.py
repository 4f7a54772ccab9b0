"""Segments that were spoken before, by all that their speech depends on.

In come whole segments as workers have sent them; out go the same messages for whoever asks for the
same again, without a worker. `SegmentCache` is all that streaming sees of it, by its ports; a store
keeps bytes by name, in Redis or in a folder. Nothing here may hold up or end a stream: what is
slow, broken or away is a miss.
"""
