"""PDF to text: pages to lines, lines to paragraphs, paragraphs to chapters."""
