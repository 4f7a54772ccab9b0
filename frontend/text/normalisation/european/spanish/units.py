"""Units of measure that Spanish writes in other ways than CLDR."""

from __future__ import annotations

from frontend.text.normalisation.european.grammar import Noun, noun

UNITS: dict[str, Noun | str] = {
    "seg": "duration-second",
    "psi": noun("psi", "psi"),
    "dB": noun("decibelio", "decibelios"),
    **dict.fromkeys(("fps", "FPS"), noun("fotograma por segundo", "fotogramas por segundo")),
    "bpm": noun("latido por minuto", "latidos por minuto"),
    "mAh": noun("miliamperio hora", "miliamperios hora"),
    "Ah": noun("amperio hora", "amperios hora"),
    "CV": noun("caballo", "caballos"),
    "pb": noun("punto básico", "puntos básicos"),
    "pts": noun("punto", "puntos"),
    "rpm": noun("revolución por minuto", "revoluciones por minuto", "f"),
    "km/s": noun("kilómetro por segundo", "kilómetros por segundo"),
}
# With a point.
SHORT_UNITS = {
    "comp": noun("comprimido", "comprimidos"),
    "pers": noun("persona", "personas", "f"),
}
