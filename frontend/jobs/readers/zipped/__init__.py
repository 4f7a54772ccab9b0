"""Zip files that hold the parts of a document."""
