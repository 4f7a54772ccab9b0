"""European languages: one set of rules, which each language fills with its words.

`grammar.py` says what a language describes, `french` is an example of it.
"""
