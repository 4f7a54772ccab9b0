"""Which voice speaks which part of a text: as a request has it, or as the text says itself."""
