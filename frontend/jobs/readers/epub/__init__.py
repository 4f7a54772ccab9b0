"""EPUB 2 and 3 to chapters."""
