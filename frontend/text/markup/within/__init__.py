"""Marks within a line, each read by a function of the text alone: brackets, tags, entities."""
