"""How a block of code is announced that is not spoken itself."""

from backend_queues.voices import primary_of

_WORDS = {
    "en": "Code block",
    "de": "Codeblock",
    "fr": "Bloc de code",
    "es": "Bloque de código",
    "it": "Blocco di codice",
    "pt": "Bloco de código",
    "nl": "Codeblok",
    "pl": "Blok kodu",
    "zh": "代码块",
    "ja": "コードブロック",
    "hi": "कोड ब्लॉक",
}
_CALLED = {
    "cpp": "C++",
    "c++": "C++",
    "cs": "C#",
    "js": "JavaScript",
    "py": "Python",
    "sh": "shell",
}
_CALLED |= {"ts": "TypeScript", "rb": "Ruby", "rs": "Rust", "yml": "YAML", "ps1": "PowerShell"}
MOST_NAME_CHARS = 30


def announced(code_language: str, language: str) -> str:
    """Return the sentence that stands for a block of code in that programming language."""
    base = primary_of(language)
    words = _WORDS.get(base, _WORDS["en"])
    name = _CALLED.get(code_language, code_language)[:MOST_NAME_CHARS]
    stop = "。" if base in ("zh", "ja") else "."
    return f"{words}: {name}{stop}" if name and name.isprintable() else f"{words}{stop}"
