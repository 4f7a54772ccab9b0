"""XHTML and HTML, as books have them, to paragraphs."""
