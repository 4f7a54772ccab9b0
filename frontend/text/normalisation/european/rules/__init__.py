"""The rules that European languages share, a class of writings each; the words come from Words."""
