"""What the signs of a formula are called, by language; in others, most are left out."""

from collections.abc import Mapping

from backend_queues.voices import primary_of

# A row for each name, in the order of _LANGUAGES; no library has these words.
_LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "pl")
_ROWS = """
=: equals|gleich|égale|es igual a|uguale a|igual a|is gelijk aan|równa się
+: plus|plus|plus|más|più|mais|plus|plus
-: minus|minus|moins|menos|meno|menos|min|minus
±: plus or minus|plus minus|plus ou moins|más menos|più o meno|mais ou menos|plus of min\
|plus minus
×: times|mal|fois|por|per|vezes|keer|razy
/: over|durch|sur|entre|fratto|sobre|gedeeld door|przez
<: less than|kleiner als|inférieur à|menor que|minore di|menor que|kleiner dan|mniejsze niż
>: greater than|größer als|supérieur à|mayor que|maggiore di|maior que|groter dan|większe niż
≤: less than or equal to|kleiner oder gleich|inférieur ou égal à|menor o igual que\
|minore o uguale a\
|menor ou igual a|kleiner dan of gelijk aan|mniejsze lub równe
≥: greater than or equal to|größer oder gleich|supérieur ou égal à|mayor o igual que\
|maggiore o uguale a|maior ou igual a|groter dan of gelijk aan|większe lub równe
≠: is not equal to|ungleich|différent de|distinto de|diverso da|diferente de|ongelijk aan|różne od
≈: approximately|ungefähr|environ|aproximadamente|circa|aproximadamente|ongeveer|w przybliżeniu
∈: in|in|appartient à|pertenece a|appartiene a|pertence a|in|należy do
→: to|gegen|tend vers|tiende a|tende a|tende a|naar|dąży do
⇒: implies|folgt|implique|implica|implica|implica|impliceert|implikuje
∞: infinity|unendlich|l'infini|infinito|infinito|infinito|oneindig|nieskończoność
√: square root of|Wurzel aus|racine carrée de|raíz cuadrada de|radice quadrata di|raiz quadrada de\
|wortel van|pierwiastek z
∑: sum|Summe|somme|suma|somma|soma|som|suma
∏: product|Produkt|produit|producto|prodotto|produto|product|iloczyn
∫: integral|Integral|intégrale|integral|integrale|integral|integraal|całka
lim: limit|Limes|limite|límite|limite|limite|limiet|granica
from: from|von|de|desde|da|de|van|od
to: to|bis|à|hasta|a|até|tot|do
as: as|für|quand|cuando|per|quando|voor|przy
of: of|von|de|de|di|de|van|z
²: squared|hoch 2|au carré|al cuadrado|al quadrato|ao quadrado|kwadraat|do kwadratu
³: cubed|hoch 3|au cube|al cubo|al cubo|ao cubo|tot de derde|do sześcianu
^: to the power of|hoch|puissance|elevado a|elevato a|elevado a|tot de macht|do potęgi
°: degrees|Grad|degrés|grados|gradi|graus|graden|stopni
∂: partial|partiell|dérivée partielle|parcial|parziale|parcial|partiële|cząstkowa
∀: for all|für alle|pour tout|para todo|per ogni|para todo|voor alle|dla każdego
∃: there exists|es gibt|il existe|existe|esiste|existe|er bestaat|istnieje
∪: union|vereinigt|union|unión|unione|união|verenigd met|suma
∩: intersection|geschnitten|intersection|intersección|intersezione|interseção|doorsnede\
|część wspólna
⊂: subset of|Teilmenge von|inclus dans|subconjunto de|sottoinsieme di|subconjunto de\
|deelverzameling van|podzbiór
!: factorial|Fakultät|factorielle|factorial|fattoriale|fatorial|faculteit|silnia
': prime|Strich|prime|prima|primo|linha|accent|prim
|: given|unter der Bedingung|sachant|dado|dato|dado|gegeven|pod warunkiem
|x|: absolute value of|Betrag von|valeur absolue de|valor absoluto de|valore assoluto di\
|valor absoluto de|absolute waarde van|wartość bezwzględna z
matrix: matrix|Matrix|matrice|matriz|matrice|matriz|matrix|macierz
by: by|mal|par|por|per|por|bij|na
"""
_SAME = {
    "·": "×", "∗": "×", "*": "×", "⋅": "×", "÷": "/", "∕": "/", "−": "-", "∼": "≈", "≃": "≈",
    "≅": "≈", "≡": "=", "⩽": "≤", "⩾": "≥", "≪": "<", "≫": ">", "⟶": "→", "⟹": "⇒", "↦": "→",
    "⊆": "⊂", "∘": "°", "∣": "|", "′": "'", "’": "'", "∮": "∫", "∬": "∫", "∭": "∫", "≔": "=",
}  # fmt: skip
_KEPT = frozenset("=+-<>/")  # which voices of other languages may know


def _table() -> Mapping[str, Mapping[str, str]]:
    tables: dict[str, dict[str, str]] = {language: {} for language in _LANGUAGES}
    for row in _ROWS.replace("\\\n", "").strip().splitlines():
        sign, _, words = row.partition(": ")
        for language, word in zip(_LANGUAGES, words.split("|"), strict=True):
            tables[language][sign] = word
    return tables


_WORDS = _table()


class SignNames:
    """The words of one language."""

    def __init__(self, language: str) -> None:
        base = primary_of(language) or "en"
        self._words = _WORDS.get(base, {})
        self.knows_letters = base in _WORDS  # of the Greek alphabet, by their names
        self.is_english = base == "en"

    def of(self, sign: str) -> str:
        """Return what a sign is called, or "" if it is not to be said."""
        sign = _SAME.get(sign, sign)
        return self._words.get(sign, sign if sign in _KEPT else "")
