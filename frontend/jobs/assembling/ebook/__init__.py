"""A book to read and hear at once: EPUB 3 with media overlays, written a chapter at a time."""
