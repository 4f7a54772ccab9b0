"""Markdown, emoji and markup become what is spoken, as the text comes in.

In come pieces of text, cut anywhere; out goes plain text, the same however they were cut. Pure, and
imports nothing outside `text`.
"""
