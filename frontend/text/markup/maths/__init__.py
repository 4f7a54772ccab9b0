"""Formulas in LaTeX become words of the text's language, so that no mark of them is spelled out."""
