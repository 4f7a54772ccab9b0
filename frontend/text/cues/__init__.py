"""Where the voice changes within a text: tags such as `[voice:bf_emma]`, lines of a script."""
